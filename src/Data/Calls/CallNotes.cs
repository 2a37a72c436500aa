using System.Text.Json;
using CallCenter.Domain;

namespace CallCenter.Data.Calls;

/// <summary>The notes on a call.</summary>
/// <param name="Revision">Rises with every save, from 0.</param>
/// <param name="Times">For each line the milliseconds since the answer at which it first appeared; null for empty ones.</param>
public sealed record StoredNotes(string Text, DateTimeOffset? SavedAt, int Revision, IReadOnlyList<long?> Times);

/// <summary>How a save ended.</summary>
public enum NotesOutcome
{
    Saved,

    /// <summary>Somebody saved another text since the revision that was named: nothing was stored.</summary>
    Changed,

    /// <summary>No such call of this agent.</summary>
    NotYours,
}

/// <summary>What agents write about their calls.</summary>
public sealed class CallNotes(Database database)
{
    private static readonly SqlStatement Select = Sql.Define(
        "notes.get",
        both: "SELECT agent_id, notes, notes_at, notes_revision, note_times, started_at, answered_at, ended_at FROM calls WHERE id = @call",
        "@call char(36)");

    private static readonly SqlStatement Store = Sql.Define(
        "notes.store",
        both: "UPDATE calls SET notes = @text, notes_at = @now, note_times = @times, notes_revision = notes_revision + 1 WHERE id = @call",
        "@call char(36), @text nvarchar(max), @times nvarchar(max), @now bigint");

    /// <summary>
    /// Stores notes as they are typed. With <paramref name="revision"/> only when nothing else was saved since; the same text again is saved
    /// already. The notes are as stored now, null when the call is not the agent's.
    /// </summary>
    public Task<(NotesOutcome Outcome, StoredNotes? Notes)> SaveAsync(CallId call, UserId agent, string text, int? revision, DateTimeOffset now, CancellationToken ct)
        => database.WriteAsync(session => SaveAsync(session, call, agent, text, revision, now), ct);

    internal static async Task<(NotesOutcome Outcome, StoredNotes? Notes)> SaveAsync(
        DbSession session, CallId call, UserId agent, string text, int? revision, DateTimeOffset now)
    {
        if (await session.QuerySingleOrDefaultAsync<NotesRow>(Select, new { call }) is not { } row || row.AgentId != agent)
        {
            return (NotesOutcome.NotYours, null);
        }

        StoredNotes stored = row.ToNotes();
        if (string.Equals(stored.Text, text, StringComparison.Ordinal) && stored.SavedAt is not null)
        {
            return (NotesOutcome.Saved, stored);
        }

        if (revision is { } seen && seen != stored.Revision)
        {
            return (NotesOutcome.Changed, stored);
        }

        // Written while wrapping up: it belongs to the end of the call.
        DateTimeOffset at = row.EndedAt is { } end && end < now ? end : now;
        long offset = Math.Max(0, (long)(at - (row.AnsweredAt ?? row.StartedAt)).TotalMilliseconds);
        IReadOnlyList<long?> times = NoteLines.Times(stored.Text, stored.Times, text, offset);
        await session.ExecuteAsync(Store, new { call, text, Times = JsonSerializer.Serialize(times), now });
        return (NotesOutcome.Saved, new StoredNotes(text, now, stored.Revision + 1, times));
    }

    internal static StoredNotes Read(string? text, DateTimeOffset? savedAt, int revision, string times)
        => new(text ?? "", savedAt, revision, JsonSerializer.Deserialize<long?[]>(times) ?? []);

    private sealed record NotesRow
    {
        public UserId? AgentId { get; init; }

        public string? Notes { get; init; }

        public DateTimeOffset? NotesAt { get; init; }

        public int NotesRevision { get; init; }

        public string NoteTimes { get; init; } = "[]";

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset? AnsweredAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public StoredNotes ToNotes() => Read(Notes, NotesAt, NotesRevision, NoteTimes);
    }
}
