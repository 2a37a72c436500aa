using CallCenter.Data.Compliance;
using CallCenter.Data.Dispositions;
using CallCenter.Data.Leads;
using CallCenter.Domain;

namespace CallCenter.Data.Calls;

/// <summary>
/// The write-ahead record of every attempt (hardening A14): the row is on disk before its INVITE leaves, and after a crash
/// every row without an end is found and closed.
/// </summary>
public sealed partial class AttemptLedger(Database database)
{
    /// <summary>
    /// Stores a batch of attempts with their calls in one transaction and marks their leads as being called. When the task completes they
    /// are on disk. The result has one entry for each attempt, in order: null where the lead is not the node's to call (any more), and then
    /// no INVITE may be sent.
    /// </summary>
    /// <param name="node">This dialer, the claimer of the leads.</param>
    public Task<IReadOnlyList<AttemptId?>> OpenAsync(string node, IReadOnlyList<NewAttempt> batch, DateTimeOffset now, CancellationToken ct)
        => database.WriteAsync<IReadOnlyList<AttemptId?>>(
            async session =>
            {
                List<AttemptId?> ids = [];
                foreach (NewAttempt attempt in batch)
                {
                    ids.Add(await OpenOneAsync(session, node, attempt, now));
                }

                return ids;
            },
            ct);

    /// <summary>The far end answered; durable when the task completes. False when the attempt is closed already.</summary>
    public Task<bool> MarkAnsweredAsync(AttemptId attempt, CallId call, DateTimeOffset at, CancellationToken ct)
        => database.WriteAsync(session => MarkAnsweredAsync(session, attempt, call, at), ct);

    /// <summary>As above, within a session.</summary>
    public static async Task<bool> MarkAnsweredAsync(DbSession session, AttemptId attempt, CallId call, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (await session.ExecuteAsync(MarkAttemptAnswered, new { Id = attempt, at }) == 0)
        {
            return false;
        }

        await session.ExecuteAsync(MarkCallAnswered, new { Id = call, at });
        return true;
    }

    /// <summary>Customer and agent were joined: from here on the call is the agent's, for notes and verdict.</summary>
    public Task<bool> MarkConnectedAsync(CallId call, UserId agent, DateTimeOffset at, CancellationToken ct)
        => database.WriteAsync(session => MarkConnectedAsync(session, call, agent, at), ct);

    /// <summary>As above, within a session.</summary>
    public static async Task<bool> MarkConnectedAsync(DbSession session, CallId call, UserId agent, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(session);
        return await session.ExecuteAsync(MarkCallConnected, new { Id = call, agent, at }) == 1;
    }

    /// <summary>Closes an attempt that failed on its trunk, uncharged, and opens the next one of the same call. Null when it is closed already.</summary>
    public Task<AttemptId?> OpenFailoverAsync(Failover failover, DateTimeOffset now, CancellationToken ct) => database.WriteAsync<AttemptId?>(
        async session =>
        {
            int closed = await session.ExecuteAsync(
                CloseAttempt,
                new
                {
                    Id = failover.Failed,
                    failover.InvitedAt,
                    RingingAt = (DateTimeOffset?)null,
                    AnsweredAt = (DateTimeOffset?)null,
                    EndedAt = now,
                    EndedBy = Calls.EndedBy.Network,
                    failover.Outcome,
                    failover.SipStatus,
                    failover.Reason,
                    Charged = false,
                });
            if (closed == 0)
            {
                return null;
            }

            AttemptId next = await session.QuerySingleAsync<AttemptId>(CopyAttempt, new { failover.Failed, failover.Trunk, now });
            await session.ExecuteAsync(LinkAttempt, new { failover.Call, Attempt = next, failover.Trunk });
            return next;
        },
        ct);

    /// <summary>
    /// Stores the end of an attempt, its call's record and legs, and the lead's next state, in one transaction. A repeat changes
    /// nothing and returns false.
    /// </summary>
    public Task<bool> CloseAsync(AttemptClosing closing, CancellationToken ct) => database.WriteAsync(session => CloseAsync(session, closing), ct);

    /// <summary>As above, within a session.</summary>
    public static async Task<bool> CloseAsync(DbSession session, AttemptClosing closing)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(closing);
        var end = new
        {
            Id = closing.Attempt,
            closing.Call,
            closing.Lead,
            closing.InvitedAt,
            closing.RingingAt,
            closing.AnsweredAt,
            closing.ConnectedAt,
            closing.EndedAt,
            closing.EndedBy,
            closing.Outcome,
            closing.SipStatus,
            closing.Reason,
            closing.Charged,
            closing.LiveAnswer,
            closing.Abandoned,
            closing.Agent,
            closing.Wait,
            closing.Quality?.Mos,
            closing.Quality?.LossPercent,
            closing.Quality?.JitterMs,
        };
        if (await session.ExecuteAsync(CloseAttempt, end) == 0)
        {
            return false;
        }

        await session.ExecuteAsync(CloseCall, end);
        foreach (LegRecord leg in closing.Legs)
        {
            await session.ExecuteAsync(
                InsertLeg,
                new { closing.Call, leg.Side, leg.User, leg.Remote, leg.LocalPort, leg.Ssrc, leg.Codec, leg.StartedAt, leg.EndedAt, leg.Quality });
        }

        if (closing is { Lead: { } lead, LeadAfter: { } after })
        {
            // The agent's verdict may have come first: then only the figures are added.
            string? state = await session.QuerySingleOrDefaultAsync<string>(SelectLeadState, new { Id = lead });
            if (string.Equals(state, LeadState.Dialing.Word(), StringComparison.Ordinal))
            {
                after = closing.CallBackAt is { } dueAt
                    ? await PromiseAsync(session, closing, dueAt)
                    : await LeadMoves.ResolveNumberAsync(session, lead, after);
            }

            await session.ExecuteAsync(
                CloseLead,
                new { Id = lead, after.State, after.NextAt, Charged = closing.Charged ? 1 : 0, closing.Outcome, At = closing.EndedAt });
        }

        return true;
    }

    /// <summary>
    /// At start-up: closes every attempt and call that this node left open as interrupted, gives their leads a next time of
    /// <paramref name="now"/> + <paramref name="retryAfter"/>, and gives back the node's claims. Returns what it closed. Safe only while no other
    /// process runs under the node's name (<see cref="NodeLease"/>).
    /// </summary>
    public Task<IReadOnlyList<InterruptedAttempt>> CloseInterruptedAsync(string node, DateTimeOffset now, TimeSpan retryAfter, CancellationToken ct)
        => database.WriteAsync(
            async session =>
            {
                IReadOnlyList<InterruptedAttempt> open = await session.QueryAsync<InterruptedAttempt>(SelectOpen, new { node });
                var arguments = new { node, now, NextAt = now + retryAfter };
                await session.ExecuteAsync(InterruptLeads, arguments);
                await session.ExecuteAsync(InterruptAttempts, arguments);
                await session.ExecuteAsync(InterruptCalls, arguments);
                await session.ExecuteAsync(ReleaseClaims, arguments);
                return open;
            },
            ct);

    /// <summary>A campaign's figures from <paramref name="since"/> on: the counters survive a restart because they are counted here.</summary>
    public Task<CampaignTotals> CampaignTotalsAsync(CampaignId campaign, DateTimeOffset since, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleAsync<CampaignTotals>(SelectTotals, new { campaign, since }), ct);

    /// <summary>When calls to the numbers were last abandoned, by whatever campaign, not looking further back than <paramref name="since"/>.</summary>
    public Task<IReadOnlyDictionary<string, DateTimeOffset>> LastAbandonedAsync(IReadOnlyCollection<string> numbers, DateTimeOffset since, CancellationToken ct)
        => database.ReadAsync<IReadOnlyDictionary<string, DateTimeOffset>>(
            async session => (await session.QueryAsync<AbandonedRow>(SelectAbandoned, new { numbers, since }))
                .ToDictionary(r => r.Number, r => r.AbandonedAt, StringComparer.Ordinal),
            ct);

    private static async Task<LeadAfter> PromiseAsync(DbSession session, AttemptClosing closing, DateTimeOffset dueAt)
    {
        await CallbackStore.PromiseOfCallAsync(session, closing.Call, dueAt, closing.EndedAt);
        return new LeadAfter(LeadState.Callback, dueAt);
    }

    private static async Task<AttemptId?> OpenOneAsync(DbSession session, string node, NewAttempt attempt, DateTimeOffset now)
    {
        if (attempt.Lead is { } lead)
        {
            SqlStatement take = attempt.Direction == CallDirection.Manual ? TakeLeadByHand : TakeLead;
            if (await session.ExecuteAsync(take, new { Id = lead, node, now }) == 0)
            {
                return null;
            }

            await session.ExecuteAsync(KeepPromise, new { lead, attempt.Call, now });
        }

        long? gate = attempt.Gate is null ? attempt.GateDecisionId : (await GateLog.AppendAsync(session, [attempt.Gate]))[0];
        var row = new
        {
            attempt.Call,
            attempt.Direction,
            attempt.Campaign,
            attempt.Lead,
            attempt.Customer,
            attempt.Agent,
            attempt.Number,
            attempt.Trunk,
            attempt.CallerId,
            gate,
            node,
            now,
        };
        await session.ExecuteAsync(InsertCall, row);
        AttemptId id = await session.QuerySingleAsync<AttemptId>(InsertAttempt, row);
        await session.ExecuteAsync(LinkAttempt, new { attempt.Call, Attempt = id, attempt.Trunk });
        return id;
    }

    private sealed record AbandonedRow
    {
        public string Number { get; init; } = "";

        public DateTimeOffset AbandonedAt { get; init; }
    }
}
