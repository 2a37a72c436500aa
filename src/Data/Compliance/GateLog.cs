using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using CallCenter.Domain;

namespace CallCenter.Data.Compliance;

/// <summary>What the gate decided, before it is stored.</summary>
/// <param name="Origin">Who asked: "hopper", "dial", "manual", "callback" ...</param>
/// <param name="Reasons">Codes of the rules that refused, or that were satisfied.</param>
/// <param name="Facts">What the decision rested on: local time, zones, attempts so far.</param>
public sealed record GateDecision(
    DateTimeOffset At,
    string Origin,
    CampaignId? Campaign,
    LeadId? Lead,
    string Number,
    bool Allowed,
    IReadOnlyList<string> Reasons,
    IReadOnlyDictionary<string, string> Facts);

/// <summary>Result of checking the chain.</summary>
/// <param name="Rows">Rows that were read.</param>
/// <param name="FirstBroken">The first row that does not fit; null when all do.</param>
public sealed record ChainCheck(long Rows, long? FirstBroken);

/// <summary>
/// The gate's decisions: append-only, each row's hash is SHA-256(previous hash || canonical row), so that a changed, removed or reordered row
/// is found by <see cref="VerifyAsync"/>. (Rows cut off at the end are not: the newest id and hash belong into a place outside the database.)
/// </summary>
public sealed class GateLog(Database database)
{
    private const int VerifyPage = 5000;
    private static readonly byte[] Origin = new byte[32];

    private const string Columns = "id, at, origin, campaign_id, lead_id, number, allowed, reasons, facts, previous_hash, hash";

    // The chain has one end, so appenders take turns; SQLite has one writer anyway.
    private static readonly SqlStatement TakeTurn = Sql.Define(
        "gate.turn",
        sqlite: "SELECT 0",
        sqlserver: """
            DECLARE @result INT;
            EXEC @result = sp_getapplock @Resource = N'callcenter.gate', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 15000;
            SELECT @result;
            """);

    private static readonly SqlStatement SelectEnd = Sql.Define(
        "gate.end",
        sqlite: $"SELECT {Columns} FROM gate_decisions ORDER BY id DESC LIMIT 1",
        sqlserver: $"SELECT TOP (1) {Columns} FROM gate_decisions ORDER BY id DESC");

    private static readonly SqlStatement Insert = Sql.Define(
        "gate.append",
        both: """
            INSERT INTO gate_decisions (id, at, origin, campaign_id, lead_id, number, allowed, reasons, facts, previous_hash, hash)
            VALUES (@id, @at, @origin, @campaignId, @leadId, @number, @allowed, @reasons, @facts, @previousHash, @hash)
            """,
        "@id bigint, @at bigint, @origin nvarchar(30), @campaignId bigint, @leadId bigint, @number nvarchar(20), @allowed bit, "
        + "@reasons nvarchar(max), @facts nvarchar(max), @previousHash varbinary(32), @hash varbinary(32)");

    private static readonly SqlStatement SelectPage = Sql.Define(
        "gate.page",
        sqlite: $"SELECT {Columns} FROM gate_decisions WHERE id > @after ORDER BY id LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM gate_decisions WHERE id > @after ORDER BY id",
        "@after bigint, @limit int");

    private static readonly SqlStatement SelectOfLead = Sql.Define(
        "gate.ofLead",
        sqlite: $"SELECT {Columns} FROM gate_decisions WHERE lead_id = @lead ORDER BY id DESC LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM gate_decisions WHERE lead_id = @lead ORDER BY id DESC",
        "@lead bigint, @limit int");

    /// <summary>Stores decisions in their order; the ids are in the same order.</summary>
    public Task<IReadOnlyList<long>> AppendAsync(IReadOnlyList<GateDecision> decisions, CancellationToken ct)
        => decisions.Count == 0 ? Task.FromResult<IReadOnlyList<long>>([]) : database.WriteAsync(session => AppendAsync(session, decisions), ct);

    /// <summary>A lead's decisions, newest first.</summary>
    public Task<IReadOnlyList<GateDecision>> OfLeadAsync(LeadId lead, int limit, CancellationToken ct) => database.ReadAsync<IReadOnlyList<GateDecision>>(
        async session => [.. (await session.QueryAsync<GateRow>(SelectOfLead, new { lead, limit })).Select(r => r.ToDecision())], ct);

    /// <summary>Reads the whole chain.</summary>
    public async Task<ChainCheck> VerifyAsync(CancellationToken ct)
    {
        long last = 0;
        byte[] previous = Origin;
        while (true)
        {
            IReadOnlyList<GateRow> page = await database.ReadAsync(
                session => session.QueryAsync<GateRow>(SelectPage, new { After = last, Limit = VerifyPage }), ct);
            foreach (GateRow row in page)
            {
                bool fits = row.Id == last + 1 && row.PreviousHash.AsSpan().SequenceEqual(previous) && row.Hash.AsSpan().SequenceEqual(row.ComputeHash());
                if (!fits)
                {
                    return new ChainCheck(last, row.Id);
                }

                last = row.Id;
                previous = row.Hash;
            }

            if (page.Count < VerifyPage)
            {
                return new ChainCheck(last, null);
            }
        }
    }

    internal static async Task<IReadOnlyList<long>> AppendAsync(DbSession session, IReadOnlyList<GateDecision> decisions)
    {
        if (await session.QuerySingleAsync<int>(TakeTurn) < 0)
        {
            throw new DatabaseUnavailableException("The gate's log was locked for more than 15 s.");
        }

        GateRow? end = await session.QuerySingleOrDefaultAsync<GateRow>(SelectEnd);
        long id = end?.Id ?? 0;
        byte[] previous = end?.Hash ?? Origin;
        List<long> ids = [];
        using PreparedStatement insert = session.Prepare(Insert);
        foreach (GateDecision decision in decisions)
        {
            GateRow row = GateRow.From(++id, decision, previous);
            await insert.ExecuteAsync(row);
            previous = row.Hash;
            ids.Add(id);
        }

        return ids;
    }

    internal sealed record GateRow
    {
        public long Id { get; init; }

        public long At { get; init; }

        public string Origin { get; init; } = "";

        public long? CampaignId { get; init; }

        public long? LeadId { get; init; }

        public string Number { get; init; } = "";

        public bool Allowed { get; init; }

        public string Reasons { get; init; } = "";

        public string Facts { get; init; } = "";

        public byte[] PreviousHash { get; init; } = [];

        public byte[] Hash { get; init; } = [];

        public static GateRow From(long id, GateDecision decision, byte[] previous)
        {
            GateRow row = new()
            {
                Id = id,
                At = decision.At.ToUnixTimeMilliseconds(),
                Origin = decision.Origin,
                CampaignId = decision.Campaign?.Value,
                LeadId = decision.Lead?.Value,
                Number = decision.Number,
                Allowed = decision.Allowed,
                Reasons = JsonSerializer.Serialize(decision.Reasons),
                Facts = JsonSerializer.Serialize(decision.Facts),
                PreviousHash = previous,
            };
            return row with { Hash = row.ComputeHash() };
        }

        public GateDecision ToDecision() => new(
            DateTimeOffset.FromUnixTimeMilliseconds(At),
            Origin,
            CampaignId is { } campaign ? new CampaignId(campaign) : null,
            LeadId is { } lead ? new LeadId(lead) : null,
            Number,
            Allowed,
            JsonSerializer.Deserialize<string[]>(Reasons) ?? [],
            JsonSerializer.Deserialize<Dictionary<string, string>>(Facts) ?? []);

        /// <summary>The canonical row is a JSON array of the columns in their order.</summary>
        public byte[] ComputeHash()
        {
            ArrayBufferWriter<byte> buffer = new();
            buffer.Write(PreviousHash);
            using (Utf8JsonWriter writer = new(buffer))
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(Id);
                writer.WriteNumberValue(At);
                writer.WriteStringValue(Origin);
                WriteKey(writer, CampaignId);
                WriteKey(writer, LeadId);
                writer.WriteStringValue(Number);
                writer.WriteBooleanValue(Allowed);
                writer.WriteStringValue(Reasons);
                writer.WriteStringValue(Facts);
                writer.WriteEndArray();
            }

            return SHA256.HashData(buffer.WrittenSpan);
        }

        private static void WriteKey(Utf8JsonWriter writer, long? key)
        {
            if (key is { } value)
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
