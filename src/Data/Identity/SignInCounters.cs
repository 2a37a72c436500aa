namespace CallCenter.Data.Identity;

/// <summary>
/// Counts tries to sign in, per account and per address, in the database: a try takes its place before the password is looked at, so
/// that many at once are not evaluated more often than allowed (H-A3, H-W12). A right password gives the place back.
/// </summary>
public sealed class SignInCounters(Database database)
{
    private static readonly SqlStatement Get = Sql.Define(
        "signIns.get", both: "SELECT tries, window_ends_at FROM sign_in_counters WHERE subject = @subject", "@subject nvarchar(100)");

    private static readonly SqlStatement Take = Sql.Define(
        "signIns.take",
        sqlite: """
            INSERT INTO sign_in_counters (subject, tries, window_ends_at) VALUES (@subject, 1, @windowEnds)
            ON CONFLICT (subject) DO UPDATE SET
                tries = CASE WHEN window_ends_at <= @now THEN 1 ELSE tries + 1 END,
                window_ends_at = CASE WHEN window_ends_at <= @now THEN @windowEnds ELSE window_ends_at END
            """,
        sqlserver: """
            UPDATE sign_in_counters WITH (UPDLOCK, SERIALIZABLE) SET
                tries = CASE WHEN window_ends_at <= @now THEN 1 ELSE tries + 1 END,
                window_ends_at = CASE WHEN window_ends_at <= @now THEN @windowEnds ELSE window_ends_at END
            WHERE subject = @subject;
            IF @@ROWCOUNT = 0
                INSERT INTO sign_in_counters (subject, tries, window_ends_at) VALUES (@subject, 1, @windowEnds);
            """,
        "@subject nvarchar(100), @now bigint, @windowEnds bigint");

    private static readonly SqlStatement Clear = Sql.Define(
        "signIns.clear", both: "DELETE FROM sign_in_counters WHERE subject = @subject", "@subject nvarchar(100)");

    private static readonly SqlStatement GiveBack = Sql.Define(
        "signIns.giveBack",
        both: "UPDATE sign_in_counters SET tries = tries - 1 WHERE subject = @subject AND tries > 0",
        "@subject nvarchar(100)");

    private static readonly SqlStatement SelectLocked = Sql.Define(
        "signIns.locked",
        sqlite: """
            SELECT subject, window_ends_at FROM sign_in_counters
            WHERE tries >= @tries AND window_ends_at > @now AND subject IN (SELECT value FROM json_each(@subjects))
            """,
        sqlserver: """
            SELECT subject, window_ends_at FROM sign_in_counters
            WHERE tries >= @tries AND window_ends_at > @now AND subject IN (SELECT j.value FROM OPENJSON(@subjects) j)
            """,
        "@subjects nvarchar(max), @tries int, @now bigint");

    private static readonly SqlStatement Forget = Sql.Define(
        "signIns.forget", both: "DELETE FROM sign_in_counters WHERE window_ends_at <= @now", "@now bigint");

    /// <summary>Takes a place for each subject, or for none.</summary>
    /// <param name="limits">Subject to the tries allowed within <paramref name="window"/>.</param>
    /// <returns>Null when the try may go on, else how long to wait.</returns>
    public Task<TimeSpan?> TakeAsync(IReadOnlyList<(string Subject, int Limit)> limits, TimeSpan window, DateTimeOffset now, CancellationToken ct)
        => database.WriteAsync(
            async s =>
            {
                TimeSpan? wait = null;
                foreach ((string subject, int limit) in limits)
                {
                    Counter? counter = await s.QuerySingleOrDefaultAsync<Counter>(Get, new { subject });
                    if (counter is not null && counter.Tries >= limit && counter.WindowEndsAt > now)
                    {
                        TimeSpan rest = counter.WindowEndsAt - now;
                        wait = wait > rest ? wait : rest;
                    }
                }

                if (wait is not null)
                {
                    return wait;
                }

                await s.ExecuteAsync(Forget, new { now });
                foreach ((string subject, int _) in limits)
                {
                    await s.ExecuteAsync(Take, new { subject, now, WindowEnds = now + window });
                }

                return null;
            },
            ct);

    /// <summary>The password was right: the account starts anew, the address gets its place back.</summary>
    public Task SucceededAsync(string account, string address, CancellationToken ct)
        => database.WriteAsync(
            async s =>
            {
                await s.ExecuteAsync(Clear, new { Subject = account });
                await s.ExecuteAsync(GiveBack, new { Subject = address });
            },
            ct);

    /// <summary>Which of these subjects must wait, and until when.</summary>
    /// <param name="limit">Tries allowed within a window.</param>
    public Task<IReadOnlyDictionary<string, DateTimeOffset>> LockedAsync(IReadOnlyCollection<string> subjects, int limit, DateTimeOffset now, CancellationToken ct)
        => database.ReadAsync<IReadOnlyDictionary<string, DateTimeOffset>>(
            async s => (await s.QueryAsync<LockedRow>(SelectLocked, new { subjects, Tries = limit, now }))
                .ToDictionary(r => r.Subject, r => r.WindowEndsAt, StringComparer.Ordinal),
            ct);

    /// <summary>An administrator lets the account try again.</summary>
    public Task ClearAsync(string subject, CancellationToken ct) => database.WriteAsync(s => s.ExecuteAsync(Clear, new { subject }), ct);

    private sealed record LockedRow
    {
        public string Subject { get; init; } = "";

        public DateTimeOffset WindowEndsAt { get; init; }
    }

    private sealed record Counter
    {
        public int Tries { get; init; }

        public DateTimeOffset WindowEndsAt { get; init; }
    }
}
