using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CallCenter.Data;

/// <summary>
/// Inserts very many rows of one transaction with a statement of the catalogue (SQLite only): several rows a run, and no command, reader
/// or garbage object per row. The statement ends with one "VALUES (...)", whose parameters are put in the order they stand there.
/// </summary>
internal sealed class SqliteRows : IDisposable
{
    private const int RowsPerRun = 16;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _bytes = new byte[1024];
    private int _bound;

    private SqliteRows(sqlite3 database, string text)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, text, out _statement));
    }

    /// <summary>Inserts all items.</summary>
    /// <param name="put">Puts an item's values.</param>
    /// <returns>The items' new keys, in their order.</returns>
    public static long[] Insert<T>(DbSession session, SqlStatement statement, IReadOnlyList<T> items, Action<SqliteRows, T> put)
    {
        sqlite3 database = ((SqliteConnection)session.Connection).Handle!;
        long[] keys = new long[items.Count];
        int at = 0;
        foreach (int rows in (ReadOnlySpan<int>)[RowsPerRun, 1])
        {
            if (items.Count - at < rows)
            {
                continue;
            }

            using var run = new SqliteRows(database, Repeat(statement.Sqlite, rows));
            while (items.Count - at >= rows)
            {
                for (int i = 0; i < rows; i++)
                {
                    put(run, items[at + i]);
                }

                // One writer and AUTOINCREMENT: the keys of a run follow each other, and the last one is told.
                long last = run.Step();
                for (int i = 0; i < rows; i++)
                {
                    keys[at++] = last - rows + 1 + i;
                }
            }
        }

        return keys;
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

    /// <inheritdoc />
    public void Dispose() => _statement.Dispose();

    /// <returns>The key of the last row.</returns>
    private long Step()
    {
        _bound = 0;
        int code = raw.sqlite3_step(_statement);
        int reset = raw.sqlite3_reset(_statement);
        Check(code == raw.SQLITE_DONE ? reset : code);
        return raw.sqlite3_last_insert_rowid(_database);
    }

    /// <summary>The statement with its row of values as often as wanted, each parameter by its place.</summary>
    private static string Repeat(string text, int rows)
    {
        int values = text.LastIndexOf("VALUES", StringComparison.Ordinal) + 6;
        var row = new StringBuilder();
        for (int i = values; i < text.Length; i++)
        {
            if (text[i] != '@')
            {
                row.Append(text[i]);
                continue;
            }

            row.Append('?');
            while (i + 1 < text.Length && char.IsAsciiLetterOrDigit(text[i + 1]))
            {
                i++;
            }
        }

        return text[..values] + string.Join(',', Enumerable.Repeat(row.ToString(), rows));
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }
}
