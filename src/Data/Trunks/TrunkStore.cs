using System.Data.Common;
using CallCenter.Domain;

namespace CallCenter.Data.Trunks;

/// <summary>Trunks; passwords are encrypted in their column.</summary>
public sealed class TrunkStore(Database database, SecretBox secrets)
{
    private const string Purpose = "trunk.password";

    private const string Columns =
        "id, name, host, port, transport, user_name, password, register, max_channels, calls_per_second, codecs, priority, enabled, caller_ids, last_test, version";

    private const string Types =
        "@name nvarchar(200), @host nvarchar(255), @port int, @transport nvarchar(10), @userName nvarchar(200), @password varbinary(1000), @register bit, "
        + "@maxChannels int, @callsPerSecond float, @codecs nvarchar(200), @priority int, @enabled bit, @callerIds nvarchar(max), @now bigint";

    private static readonly SqlStatement SelectOne = Sql.Define("trunks.get", both: $"SELECT {Columns} FROM trunks WHERE id = @id", "@id bigint");

    private static readonly SqlStatement SelectAll = Sql.Define("trunks.list", both: $"SELECT {Columns} FROM trunks ORDER BY priority, id");

    private static readonly SqlStatement Insert = Sql.Define(
        "trunks.create",
        sqlite: """
            INSERT INTO trunks (name, host, port, transport, user_name, password, register, max_channels, calls_per_second, codecs, priority, enabled, caller_ids, created_at, updated_at)
            VALUES (@name, @host, @port, @transport, @userName, @password, @register, @maxChannels, @callsPerSecond, @codecs, @priority, @enabled, @callerIds, @now, @now)
            RETURNING id
            """,
        sqlserver: """
            INSERT INTO trunks (name, host, port, transport, user_name, password, register, max_channels, calls_per_second, codecs, priority, enabled, caller_ids, created_at, updated_at)
            OUTPUT INSERTED.id
            VALUES (@name, @host, @port, @transport, @userName, @password, @register, @maxChannels, @callsPerSecond, @codecs, @priority, @enabled, @callerIds, @now, @now)
            """,
        Types);

    private static readonly SqlStatement Change = Sql.Define(
        "trunks.update",
        both: """
            UPDATE trunks SET name = @name, host = @host, port = @port, transport = @transport, user_name = @userName, password = @password,
                register = @register, max_channels = @maxChannels, calls_per_second = @callsPerSecond, codecs = @codecs, priority = @priority,
                enabled = @enabled, caller_ids = @callerIds, updated_at = @now, version = version + 1
            WHERE id = @id AND version = @version
            """,
        Types + ", @id bigint, @version int");

    private static readonly SqlStatement Tested = Sql.Define(
        "trunks.tested", both: "UPDATE trunks SET last_test = @test WHERE id = @id", "@id bigint, @test nvarchar(max)");

    private static readonly SqlStatement Delete = Sql.Define("trunks.delete", both: "DELETE FROM trunks WHERE id = @id", "@id bigint");

    /// <summary>Null when there is none.</summary>
    public Task<Trunk?> GetAsync(TrunkId id, CancellationToken ct) => database.ReadAsync(
        async session => await session.QuerySingleOrDefaultAsync<TrunkRow>(SelectOne, new { id }) is { } row ? ToTrunk(row) : null, ct);

    /// <summary>By priority.</summary>
    public Task<IReadOnlyList<Trunk>> ListAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<Trunk>>(
        async session => [.. (await session.QueryAsync<TrunkRow>(SelectAll)).Select(ToTrunk)], ct);

    /// <summary>Stores a new trunk; its id is ignored. <see cref="EditOutcome.NameTaken"/> is possible.</summary>
    public async Task<Edited<Trunk>> CreateAsync(Trunk trunk, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            TrunkId id = await database.WriteAsync(session => session.QuerySingleAsync<TrunkId>(Insert, Arguments(trunk, now)), ct);
            return Edited<Trunk>.Stored(trunk with { Id = id });
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return Edited<Trunk>.Not(EditOutcome.NameTaken);
        }
    }

    /// <summary>Replaces all fields, the password too; <see cref="Trunk.Version"/> is the version that was seen.</summary>
    public async Task<Edited<Trunk>> UpdateAsync(Trunk trunk, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(
                async session =>
                {
                    bool changed = await session.ExecuteAsync(Change, Arguments(trunk, now)) > 0;
                    TrunkRow? row = await session.QuerySingleOrDefaultAsync<TrunkRow>(SelectOne, new { trunk.Id });
                    return row is null ? Edited<Trunk>.Not(EditOutcome.NotFound)
                        : changed ? Edited<Trunk>.Stored(ToTrunk(row)) : Edited<Trunk>.Not(EditOutcome.VersionConflict);
                },
                ct);
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return Edited<Trunk>.Not(EditOutcome.NameTaken);
        }
    }

    /// <summary>Keeps how the last test call ended.</summary>
    public Task TestedAsync(TrunkId id, TrunkTest test, CancellationToken ct)
        => database.WriteAsync(session => session.ExecuteAsync(Tested, new { id, Test = StoredJson.Write(test) }), ct);

    /// <summary><see cref="EditOutcome.UnknownReference"/>: a campaign uses it, or calls were made over it.</summary>
    public async Task<EditOutcome> DeleteAsync(TrunkId id, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(session => session.ExecuteAsync(Delete, new { id }), ct) == 0 ? EditOutcome.NotFound : EditOutcome.Stored;
        }
        catch (DbException e) when (DbErrors.IsForeignKeyViolation(e))
        {
            return EditOutcome.UnknownReference;
        }
    }

    private object Arguments(Trunk t, DateTimeOffset now) => new
    {
        t.Id,
        t.Name,
        t.Host,
        t.Port,
        t.Transport,
        t.UserName,
        Password = t.Password is null ? null : secrets.Seal(Purpose, t.Password),
        t.Register,
        t.MaxChannels,
        t.CallsPerSecond,
        t.Codecs,
        t.Priority,
        t.Enabled,
        t.CallerIds,
        t.Version,
        now,
    };

    private Trunk ToTrunk(TrunkRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Host = row.Host,
        Port = row.Port,
        Transport = row.Transport,
        UserName = row.UserName,
        Password = row.Password is null ? null : secrets.Open(Purpose, row.Password),
        Register = row.Register,
        MaxChannels = row.MaxChannels,
        CallsPerSecond = row.CallsPerSecond,
        Codecs = row.Codecs,
        Priority = row.Priority,
        Enabled = row.Enabled,
        CallerIds = row.CallerIds,
        LastTest = row.LastTest,
        Version = row.Version,
    };

    private sealed record TrunkRow
    {
        public TrunkId Id { get; init; }

        public string Name { get; init; } = "";

        public string Host { get; init; } = "";

        public int Port { get; init; }

        public TrunkTransport Transport { get; init; }

        public string? UserName { get; init; }

        public byte[]? Password { get; init; }

        public bool Register { get; init; }

        public int MaxChannels { get; init; }

        public double CallsPerSecond { get; init; }

        public IReadOnlyList<string> Codecs { get; init; } = [];

        public int Priority { get; init; }

        public bool Enabled { get; init; }

        public IReadOnlyList<string> CallerIds { get; init; } = [];

        public TrunkTest? LastTest { get; init; }

        public int Version { get; init; }
    }
}
