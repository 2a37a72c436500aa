using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CallCenter.Data;

/// <summary>
/// A statement of the catalogue that is run for very many rows of one transaction (SQLite only): values are bound in the order in which
/// the statement first names its parameters, without a command, a reader or a garbage object per row.
/// </summary>
internal sealed class SqliteRows : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _bytes = new byte[1024];
    private int _bound;

    public SqliteRows(DbSession session, SqlStatement statement)
    {
        _database = ((SqliteConnection)session.Connection).Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, statement.Sqlite, out _statement), _database);
    }

    /// <summary>The next value, an integer.</summary>
    public SqliteRows Put(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_bound, value));
        return this;
    }

    /// <summary>The next value, text or NULL.</summary>
    public SqliteRows Put(string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, ++_bound));
            return this;
        }

        int most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most > _bytes.Length)
        {
            _bytes = new byte[most * 2];
        }

        int length = Encoding.UTF8.GetBytes(value, _bytes);
        Check(raw.sqlite3_bind_text(_statement, ++_bound, _bytes.AsSpan(0, length)));
        return this;
    }

    /// <summary>Runs the statement with the values put since the last run.</summary>
    /// <returns>The key of the row that was inserted.</returns>
    public long Insert()
    {
        _bound = 0;
        int code = raw.sqlite3_step(_statement);
        int reset = raw.sqlite3_reset(_statement);
        Check(code == raw.SQLITE_DONE ? reset : code);
        return raw.sqlite3_last_insert_rowid(_database);
    }

    /// <inheritdoc />
    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }
}
