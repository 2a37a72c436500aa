using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using System.Text;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Lists;
using CallCenter.Domain;
using CallCenter.Supervisor.Lists;
using CallCenter.Supervisor.Lists.Csv;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Supervisor.Tests.Lists;

/// <summary>The import over a real SQLite file in a folder of its own.</summary>
public sealed class ImportHouse : IAsyncDisposable
{
    private ImportHouse(string folder)
    {
        Folder = folder;
        Database = new Database(DatabaseOptions.ForSqlite(Path.Combine(folder, "test.db")));
        Uploads = new UploadStore(Database);
        Lists = new ListStore(Database);
        Rows = new UploadRows(Database);
        Files = new UploadFiles(folder, TimeProvider.System);
        Import = new ListImport(Database, Uploads, Lists, Rows, Files, PhoneCells.Read, TimeProvider.System, NullLogger<ListImport>.Instance);
        Staged = new StagedFileStore(Database);
        Intake = new UploadIntake(Files);
        Staging = new StagingService(Staged, Files, Intake, TimeProvider.System);
        Previews = new PreviewService(Database, Files, Staging, PhoneCells.Read);
        Service = new UploadService(Uploads, Rows, Files, Intake, Staging, Signal, Dialer, TimeProvider.System);
        Worker = new UploadWorker(Uploads, Import, Service, Files, Staged, Signal, Dialer, TimeProvider.System, NullLogger<UploadWorker>.Instance);
    }

    public string Folder { get; }

    public Database Database { get; }

    public UploadStore Uploads { get; }

    public ListStore Lists { get; }

    public UploadRows Rows { get; }

    public UploadFiles Files { get; }

    public UploadSignal Signal { get; } = new();

    public QuietDialer Dialer { get; } = new();

    public ListImport Import { get; }

    public UploadService Service { get; }

    public StagedFileStore Staged { get; }

    public UploadIntake Intake { get; }

    public StagingService Staging { get; }

    public PreviewService Previews { get; }

    public UploadWorker Worker { get; }

    public ImportCommand Command => new(Lists, Uploads, Service, Import, Files, TimeProvider.System);

    public static async Task<ImportHouse> OpenAsync()
    {
        var house = new ImportHouse(Directory.CreateTempSubdirectory("callcenter-import-").FullName);
        await house.Database.MigrateAsync(CancellationToken.None);
        return house;
    }

    public async Task<LeadList> ListAsync(string name = "List", string country = "US")
    {
        ListId id = (await Lists.FindAsync(name, CancellationToken.None)) ?? (await Lists.CreateAsync(name, country, null, TimeProvider.System.GetUtcNow(), CancellationToken.None))!.Value;
        return (await Lists.GetAsync(id, CancellationToken.None))!;
    }

    public Task<Upload> ImportAsync(string text, UploadChoices? choices = null, string list = "List", string? mapping = null)
        => ImportAsync(Encoding.UTF8.GetBytes(text), choices, list, mapping);

    public async Task<Upload> ImportAsync(byte[] bytes, UploadChoices? choices = null, string list = "List", string? mapping = null)
    {
        (Upload? upload, MappingFault? fault) = await AcceptAsync(bytes, choices, list, mapping);
        Assert.True(fault is null, fault?.Message);
        Upload ended = await Import.RunAsync(upload!, CancellationToken.None);
        Files.Remove(upload!.StoredPath);
        Assert.Equal(ended.RowCount, ended.InsertedCount + ended.UpdatedCount + ended.DuplicateCount + ended.RejectedCount);
        return ended;
    }

    public async Task<(Upload? Upload, MappingFault? Fault)> AcceptAsync(
        byte[] bytes, UploadChoices? choices = null, string list = "List", string? mapping = null, UploadState state = UploadState.Running)
    {
        string stored;
        await using (FileStream file = Files.Create(out stored))
        {
            await file.WriteAsync(bytes);
        }

        return await Service.AcceptAsync(
            await ListAsync(list), stored, "test.csv", MappingRequest.Parse(mapping), choices ?? new UploadChoices(), null, state, CancellationToken.None);
    }

    /// <summary>Runs an import that dies after a number of batches, as with kill -9: nobody cleans up.</summary>
    public async Task CutOffAfterAsync(Upload upload, int batches)
    {
        using var stop = new CancellationTokenSource();
        long rows = 0;
        NumberReader counting = (raw, country) =>
        {
            if (++rows > batches * ListImport.BatchRows && !stop.IsCancellationRequested)
            {
                // Rows are read while those before them are stored: the cut comes when these are.
                Assert.True(SpinWait.SpinUntil(() => CountAsync("leads").GetAwaiter().GetResult() >= batches * ListImport.BatchRows, TimeSpan.FromSeconds(20)));
                stop.Cancel();
            }

            return PhoneCells.Read(raw, country);
        };
        var import = new ListImport(Database, Uploads, Lists, Rows, Files, counting, TimeProvider.System, NullLogger<ListImport>.Instance);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => import.RunAsync(upload, stop.Token));
    }

    /// <summary>Name, state and staged mark of every lead with its customer and numbers, in order.</summary>
    public async Task<List<string>> LeadsAsync()
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Folder, "test.db")};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT l.list_id || ' ' || c.full_name || ' ' || (SELECT group_concat(n.number, '' ORDER BY n.position) FROM customer_numbers n WHERE n.customer_id = c.id)
                || ' ' || l.state || CASE l.staged WHEN 1 THEN ' staged' ELSE '' END || CASE l.custom WHEN '{}' THEN '' ELSE ' ' || l.custom END
            FROM leads l JOIN customers c ON c.id = l.customer_id ORDER BY l.id
            """;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    public async Task<long> CountAsync(string table)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Folder, "test.db")};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Folder, "test.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Worker.Dispose();
        await Database.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A dialer's side of the border that takes every command and notes it.</summary>
public sealed class QuietDialer : IDialerLink
{
    private readonly ConcurrentQueue<Channel<DialerEvent>> _readers = new();

    public ConcurrentQueue<DialerCommand> Commands { get; } = new();

    public Func<DialerCommand, DialerReply> Reply { get; set; } = _ => new Done();

    /// <summary>Tells whoever listens.</summary>
    public void Tell(DialerEvent happened)
    {
        foreach (Channel<DialerEvent> reader in _readers)
        {
            reader.Writer.TryWrite(happened);
        }
    }

    public bool IsConnected => true;

    public Task<DialerReply> SendAsync(DialerCommand command, CancellationToken ct)
    {
        Commands.Enqueue(command);
        return Task.FromResult(Reply(command));
    }

    public async IAsyncEnumerable<DialerEvent> SubscribeAsync([EnumeratorCancellation] CancellationToken ct)
    {
        Channel<DialerEvent> events = Channel.CreateUnbounded<DialerEvent>();
        _readers.Enqueue(events);
        await foreach (DialerEvent happened in events.Reader.ReadAllAsync(ct))
        {
            yield return happened;
        }
    }
}
