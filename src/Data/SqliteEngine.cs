using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CallCenter.Data;

/// <summary>
/// One SQLite file in WAL mode: one writing connection, a few reading ones. The provider's calls block, so each unit of work runs on a
/// pool thread of its own; at most 1 + MaxReaders threads are ever held.
/// </summary>
internal sealed class SqliteEngine : DatabaseEngine
{
    private const int BusyTimeoutMs = 5000;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMilliseconds(50);

    private readonly DatabaseOptions _options;
    private readonly string _connectionString;
    private readonly SemaphoreSlim _writerTurn = new(1, 1);
    private readonly SemaphoreSlim _readerTurns;
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private SqliteConnection? _writer;
    private volatile bool _disposed;

    public SqliteEngine(DatabaseOptions options)
    {
        _options = options;
        string path = string.IsNullOrWhiteSpace(options.Path) ? throw new ArgumentException("A SQLite database needs a path.", nameof(options)) : options.Path;
        _readerTurns = new SemaphoreSlim(options.MaxReaders, options.MaxReaders);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false, // connections are kept here, with their settings
            DefaultTimeout = 30,
        }.ToString();
    }

    public override DatabaseProvider Provider => DatabaseProvider.Sqlite;

    public override async Task<T> ReadAsync<T>(Func<DbSession, Task<T>> work, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!await _readerTurns.WaitAsync(_options.WriteWait, ct))
        {
            throw new DatabaseUnavailableException($"No read came to its turn within {_options.WriteWait.TotalSeconds:0} s.");
        }

        try
        {
            return await Task.Run(() => ReadHeldAsync(work, ct), ct);
        }
        catch (SqliteException e) when (DbErrors.IsUnavailable(e) && e.SqliteErrorCode != raw.SQLITE_READONLY) // a write in a read is a bug
        {
            throw Unavailable(e);
        }
        finally
        {
            _readerTurns.Release();
        }
    }

    public override async Task<T> WriteAsync<T>(Func<DbSession, Task<T>> work, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        long started = _options.Clock.GetTimestamp();
        if (!await _writerTurn.WaitAsync(_options.WriteWait, ct))
        {
            throw new DatabaseUnavailableException($"No write came to its turn within {_options.WriteWait.TotalSeconds:0} s.");
        }

        try
        {
            return await Task.Run(() => WriteHeldAsync(work, started, ct), ct);
        }
        catch (SqliteException e) when (DbErrors.IsUnavailable(e))
        {
            throw Unavailable(e);
        }
        finally
        {
            _writerTurn.Release();
        }
    }

    public override Task BackupAsync(string path, CancellationToken ct) => ReadAsync(
        session =>
        {
            CreatePrivateFile(path, FileMode.CreateNew);
            using SqliteConnection target = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            target.Open();
            ((SqliteConnection)session.Connection).BackupDatabase(target);
            return Task.FromResult(true);
        },
        ct);

    public override Task<IReadOnlyList<string>> IntegrityProblemsAsync(CancellationToken ct) => ReadAsync<IReadOnlyList<string>>(
        session =>
        {
            List<string> problems = Lines((SqliteConnection)session.Connection, "PRAGMA integrity_check");
            problems.RemoveAll(p => string.Equals(p, "ok", StringComparison.Ordinal));
            problems.AddRange(Lines((SqliteConnection)session.Connection, "PRAGMA foreign_key_check").Select(t => $"foreign key broken in {t}"));
            return Task.FromResult<IReadOnlyList<string>>(problems);
        },
        ct);

    public override async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _writerTurn.WaitAsync();
        for (int i = 0; i < _options.MaxReaders; i++)
        {
            await _readerTurns.WaitAsync();
        }

        while (_readers.TryTake(out SqliteConnection? reader))
        {
            await reader.DisposeAsync();
        }

        if (_writer is not null)
        {
            await _writer.DisposeAsync(); // the last connection to close folds the WAL into the file
        }

        _writerTurn.Dispose();
        _readerTurns.Dispose();
    }

    private async Task<T> ReadHeldAsync<T>(Func<DbSession, Task<T>> work, CancellationToken ct)
    {
        if (!_readers.TryTake(out SqliteConnection? connection))
        {
            connection = Open(readOnly: true);
        }

        bool sound = false;
        try
        {
            Execute(connection, "BEGIN");
            try
            {
                T result = await work(new DbSession(connection, null, DatabaseProvider.Sqlite, ct));
                sound = true;
                return result;
            }
            finally
            {
                sound &= raw.sqlite3_exec(connection.Handle, "COMMIT") == raw.SQLITE_OK;
            }
        }
        finally
        {
            if (sound)
            {
                _readers.Add(connection);
            }
            else
            {
                await connection.DisposeAsync();
            }
        }
    }

    private async Task<T> WriteHeldAsync<T>(Func<DbSession, Task<T>> work, long started, CancellationToken ct)
    {
        SqliteConnection connection = _writer ??= Open(readOnly: false);
        bool ended = false;
        try
        {
            await BeginAsync(connection, started, ct);
            T result = await work(new DbSession(connection, null, DatabaseProvider.Sqlite, ct));
            Execute(connection, "COMMIT");
            ended = true;
            return result;
        }
        finally
        {
            // A failed transaction may have been rolled back by SQLite already; the connection is kept only when it is surely outside one.
            if (!ended && raw.sqlite3_get_autocommit(connection.Handle) == 0
                && raw.sqlite3_exec(connection.Handle, "ROLLBACK") != raw.SQLITE_OK)
            {
                _writer = null;
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>Takes the write lock; while another process has it, this waits without a thread and tries again.</summary>
    private async Task BeginAsync(SqliteConnection connection, long started, CancellationToken ct)
    {
        TimeSpan pause = FirstRetry;
        while (true)
        {
            raw.sqlite3_busy_timeout(connection.Handle, 0);
            int code = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
            raw.sqlite3_busy_timeout(connection.Handle, BusyTimeoutMs);
            if (code == raw.SQLITE_OK)
            {
                return;
            }

            if ((code & 0xFF) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED))
            {
                SqliteException.ThrowExceptionForRC(code, connection.Handle);
            }

            if (_options.Clock.GetElapsedTime(started) >= _options.WriteWait)
            {
                throw new DatabaseUnavailableException($"The database was locked by another process for {_options.WriteWait.TotalSeconds:0} s.");
            }

            await Task.Delay(pause, _options.Clock, ct);
            pause = pause * 2 < LongestRetry ? pause * 2 : LongestRetry;
        }
    }

    private SqliteConnection Open(bool readOnly)
    {
        CreatePrivateFile(_options.Path!, FileMode.OpenOrCreate);
        SqliteConnection connection = new(_connectionString);
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout={BusyTimeoutMs}");
            EnterWal(connection);
            Execute(connection, "PRAGMA synchronous=FULL");
            Execute(connection, "PRAGMA foreign_keys=ON");
            Execute(connection, "PRAGMA trusted_schema=OFF");
            // The writer's pages, in KiB: an import of a million rows touches indexes of some tens of megabytes at random.
            Execute(connection, readOnly ? "PRAGMA cache_size=-16000" : "PRAGMA cache_size=-64000");
            Execute(connection, "PRAGMA temp_store=MEMORY");
            if (readOnly)
            {
                Execute(connection, "PRAGMA query_only=ON");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void CreatePrivateFile(string path, FileMode mode)
    {
        if (mode == FileMode.OpenOrCreate && File.Exists(path))
        {
            return;
        }

        try
        {
            FileStreamOptions options = new() { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using FileStream _ = new(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnavailableException($"The file {path} cannot be made: {e.Message}", e);
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        int code = raw.sqlite3_exec(connection.Handle, sql);
        SqliteException.ThrowExceptionForRC(code, connection.Handle);
    }

    private static List<string> Lines(SqliteConnection connection, string pragma)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class only.
        command.CommandText = pragma;
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> lines = [];
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }

    private static DatabaseUnavailableException Unavailable(SqliteException e) => new($"The database cannot be used: {e.Message}", e);

    /// <summary>Two processes that open a new file at once: the switch to WAL answers "locked" at once, whatever the busy time-out.</summary>
    private static void EnterWal(SqliteConnection connection)
    {
        using ManualResetEventSlim pause = new(false);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Execute(connection, "PRAGMA journal_mode=WAL");
                return;
            }
            catch (SqliteException e) when (e.SqliteErrorCode == 5 && attempt < 100)
            {
                pause.Wait(20);
            }
        }
    }
}
