using System.Text.Json;
using CallCenter.Data.Calls;
using CallCenter.Data.Compliance;
using CallCenter.Data.Customers;
using CallCenter.Data.Leads;
using CallCenter.Domain;

namespace CallCenter.Data.Dispositions;

/// <summary>A promise made in a call.</summary>
/// <param name="Number">Null: the number of the call.</param>
/// <param name="Owner">Null: any agent.</param>
public sealed record CallbackWish(DateTimeOffset DueAt, string? Number, UserId? Owner);

/// <summary>An agent's verdict on a call.</summary>
/// <param name="Notes">Null leaves the notes as they were saved.</param>
/// <param name="NotesRevision">The one the notes grew from; null: whatever is stored is replaced.</param>
public sealed record DispositionSubmission(CallId Call, UserId Agent, string Code, string? Notes, CallbackWish? Callback, int? NotesRevision = null);

/// <summary>How a submission ended.</summary>
public enum SubmitOutcome
{
    Stored,

    /// <summary>The same content was stored before.</summary>
    Repeated,

    /// <summary>Replaced a verdict of less than ten seconds ago.</summary>
    Corrected,

    /// <summary>Another verdict was stored earlier.</summary>
    Conflict,

    UnknownCall,

    /// <summary>The call is another agent's.</summary>
    NotYours,

    UnknownDisposition,

    /// <summary>The disposition promises a call, and no time was given.</summary>
    CallbackMissing,

    /// <summary>Other notes were saved since the revision that was named.</summary>
    NotesChanged,
}

/// <summary>How taking a verdict back ended.</summary>
public enum UndoOutcome
{
    Undone,

    /// <summary>No such call of this agent, or it has no verdict.</summary>
    NothingToUndo,

    /// <summary>The verdict is older than <see cref="DispositionLedger.CorrectionTime"/>.</summary>
    TooLate,

    /// <summary>Another call to the lead has begun since.</summary>
    LeadInUse,
}

/// <summary>A verdict that was taken back.</summary>
/// <param name="Code">Of the disposition that was taken back.</param>
/// <param name="Unblocked">The number whose do-not-call entry, made by this very call, was lifted.</param>
public sealed record UndoResult(UndoOutcome Outcome, string? Code = null, string? Unblocked = null);

/// <summary>A submission's end.</summary>
/// <param name="Callback">The promise that was stored.</param>
/// <param name="BlockedNumber">The number that went to do-not-call: tell the Dialer.</param>
/// <param name="LeadState">The lead's state now; null when the call has no lead or it was left alone.</param>
public sealed record SubmitResult(SubmitOutcome Outcome, Disposition? Disposition, CallbackId? Callback, string? BlockedNumber, LeadState? LeadState)
{
    /// <summary>The number whose do-not-call entry the corrected verdict had made, and which is lifted now.</summary>
    public string? UnblockedNumber { get; init; }

    internal static SubmitResult Not(SubmitOutcome outcome) => new(outcome, null, null, null, null);
}

/// <summary>Stores agents' verdicts with all that follows from them, in one transaction: confirmed to the agent only when it is on disk.</summary>
public sealed class DispositionLedger(Database database)
{
    /// <summary>A verdict may be replaced for this long.</summary>
    public static readonly TimeSpan CorrectionTime = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan DefaultRetry = TimeSpan.FromDays(1);

    private static readonly SqlStatement SelectCall = Sql.Define(
        "dispositions.call",
        both: """
            SELECT campaign_id, lead_id, customer_id, agent_id, number, disposition, disposed_at, disposition_content FROM calls WHERE id = @call
            """,
        "@call char(36)");

    private static readonly SqlStatement Store = Sql.Define(
        "dispositions.store",
        both: """
            UPDATE calls SET disposition = @code, disposed_at = @now, disposed_by = @agent, disposition_content = @content WHERE id = @call
            """,
        "@call char(36), @code nvarchar(50), @agent bigint, @content nvarchar(max), @now bigint");

    private static readonly SqlStatement TakeBack = Sql.Define(
        "dispositions.takeBack",
        both: "UPDATE calls SET disposition = NULL, disposed_at = NULL, disposed_by = NULL, disposition_content = NULL WHERE id = @call",
        "@call char(36)");

    private static readonly SqlStatement SelectNewerAttempt = Sql.Define(
        "dispositions.newerAttempts",
        both: "SELECT COUNT(*) FROM attempts WHERE lead_id = @lead AND call_id <> @call AND opened_at >= @since",
        "@lead bigint, @call char(36), @since bigint");

    private static readonly SqlStatement LeadWaits = Sql.Define(
        "dispositions.leadWaits",
        both: """
            UPDATE leads SET state = 'awaitingDisposition', callback_owner = NULL, last_disposition = NULL, claimed_by = NULL, claimed_until = NULL, version = version + 1
            WHERE id = @lead AND state <> 'removed'
            """,
        "@lead bigint");

    private static readonly SqlStatement SelectMaxAttempts = Sql.Define(
        "dispositions.attemptsLeft",
        both: """
            SELECT COALESCE((SELECT max_attempts FROM campaigns WHERE id = @campaign), 1000) - attempts AS remaining FROM leads WHERE id = @lead
            """,
        "@campaign bigint, @lead bigint");

    // Not while another call to the lead is under way: that call's end decides.
    private static readonly SqlStatement MoveLead = Sql.Define(
        "dispositions.moveLead",
        both: """
            UPDATE leads SET state = @state, next_at = @nextAt, callback_owner = @owner, last_disposition = @code, version = version + 1
            WHERE id = @lead AND state <> 'removed'
                AND NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.lead_id = leads.id AND attempts.ended_at IS NULL AND attempts.call_id <> @call)
            """,
        "@lead bigint, @call char(36), @state nvarchar(30), @nextAt bigint, @owner bigint, @code nvarchar(50)");

    // The verdict "invalid number" had marked it and sent the lead on to the customer's next one.
    private static readonly SqlStatement TrustNumber = Sql.Define(
        "dispositions.trustNumber",
        both: "UPDATE customer_numbers SET valid = 1 WHERE customer_id = @customer AND number = @number",
        "@customer bigint, @number nvarchar(16)");

    private static readonly SqlStatement BackToNumber = Sql.Define(
        "dispositions.backToNumber",
        both: """
            UPDATE leads SET number_id = (SELECT MIN(n.id) FROM customer_numbers n WHERE n.customer_id = leads.customer_id AND n.number = @number)
            WHERE id = @lead AND EXISTS (SELECT 1 FROM customer_numbers m WHERE m.customer_id = leads.customer_id AND m.number = @number)
            """,
        "@lead bigint, @number nvarchar(16)");

    /// <summary>
    /// Stores a verdict: on the call, the lead's next state by the disposition's meaning, a promised call, a do-not-call entry. The same
    /// content again answers <see cref="SubmitOutcome.Repeated"/> and changes nothing; another content replaces it within
    /// <see cref="CorrectionTime"/> and is a <see cref="SubmitOutcome.Conflict"/> later.
    /// </summary>
    public Task<SubmitResult> SubmitAsync(DispositionSubmission submission, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return database.WriteAsync(session => SubmitAsync(session, submission, now), ct);
    }

    /// <summary>
    /// Takes a verdict of less than <see cref="CorrectionTime"/> ago back, with all that followed from it: the promise is cancelled, the
    /// do-not-call entry that this very call made is lifted (the caller writes the audit event), the lead waits for a verdict again.
    /// </summary>
    public Task<UndoResult> UndoAsync(CallId call, UserId agent, DateTimeOffset now, CancellationToken ct)
        => database.WriteAsync(session => UndoAsync(session, call, agent, now), ct);

    private static async Task<UndoResult> UndoAsync(DbSession session, CallId id, UserId agent, DateTimeOffset now)
    {
        DisposedCall? call = await session.QuerySingleOrDefaultAsync<DisposedCall>(SelectCall, new { Call = id });
        if (call?.Disposition is not { } code || call.AgentId != agent || call.DisposedAt is not { } disposed)
        {
            return new UndoResult(UndoOutcome.NothingToUndo);
        }

        if (now - disposed > CorrectionTime)
        {
            return new UndoResult(UndoOutcome.TooLate);
        }

        if (call.LeadId is { } lead)
        {
            if (await session.QuerySingleAsync<int>(SelectNewerAttempt, new { lead, Call = id, Since = disposed }) > 0)
            {
                return new UndoResult(UndoOutcome.LeadInUse);
            }

            await session.ExecuteAsync(LeadWaits, new { lead });
        }

        string? lifted = await RetractAsync(session, id, call, now);
        await session.ExecuteAsync(TakeBack, new { Call = id });
        return new UndoResult(UndoOutcome.Undone, code, lifted);
    }

    /// <summary>Takes back what followed from the verdict that stands; gives the number that is no longer blocked.</summary>
    private static async Task<string?> RetractAsync(DbSession session, CallId id, DisposedCall call, DateTimeOffset now)
    {
        await CallbackStore.CancelOfCallAsync(session, id, now);
        Disposition? former = await DispositionStore.GetAsync(session, call.Disposition!, call.CampaignId);
        if (former?.Meaning.HasFlag(DispositionMeaning.InvalidNumber) == true && call.CustomerId is { } customer)
        {
            await session.ExecuteAsync(TrustNumber, new { customer, call.Number });
            if (call.LeadId is { } lead)
            {
                await session.ExecuteAsync(BackToNumber, new { lead, call.Number });
            }
        }

        return await DoNotCallStore.RemoveOfCallAsync(session, id) ? call.Number : null;
    }

    private static async Task<SubmitResult> SubmitAsync(DbSession session, DispositionSubmission submission, DateTimeOffset now)
    {
        DisposedCall? call = await session.QuerySingleOrDefaultAsync<DisposedCall>(SelectCall, new { submission.Call });
        if (call is null)
        {
            return SubmitResult.Not(SubmitOutcome.UnknownCall);
        }

        if (call.AgentId != submission.Agent)
        {
            return SubmitResult.Not(SubmitOutcome.NotYours);
        }

        Disposition? disposition = await DispositionStore.GetAsync(session, submission.Code, call.CampaignId);
        if (disposition is null)
        {
            return SubmitResult.Not(SubmitOutcome.UnknownDisposition);
        }

        if (disposition.Meaning.HasFlag(DispositionMeaning.Callback) && submission.Callback is null)
        {
            return SubmitResult.Not(SubmitOutcome.CallbackMissing);
        }

        string content = Content(submission);
        string? lifted = null;
        bool correction = call.Disposition is not null;
        if (correction)
        {
            if (string.Equals(content, call.DispositionContent, StringComparison.Ordinal))
            {
                return SubmitResult.Not(SubmitOutcome.Repeated) with { Disposition = disposition };
            }

            if (now - call.DisposedAt > CorrectionTime)
            {
                return SubmitResult.Not(SubmitOutcome.Conflict);
            }

        }

        if (submission.Notes is { } notes
            && (await CallNotes.SaveAsync(session, submission.Call, submission.Agent, notes, submission.NotesRevision, now)).Outcome == NotesOutcome.Changed)
        {
            return SubmitResult.Not(SubmitOutcome.NotesChanged);
        }

        if (correction)
        {
            lifted = await RetractAsync(session, submission.Call, call, now);
        }

        await session.ExecuteAsync(Store, new { submission.Call, disposition.Code, submission.Agent, content, now });
        SubmitResult result = await FollowAsync(session, submission, call, disposition, now);
        return result with
        {
            Outcome = correction ? SubmitOutcome.Corrected : SubmitOutcome.Stored,
            UnblockedNumber = result.BlockedNumber is null ? lifted : null,
        };
    }

    /// <summary>Everything that follows from the meaning.</summary>
    private static async Task<SubmitResult> FollowAsync(
        DbSession session, DispositionSubmission submission, DisposedCall call, Disposition disposition, DateTimeOffset now)
    {
        string? blocked = null;
        CallbackId? promise = null;
        if (disposition.Meaning.HasFlag(DispositionMeaning.DoNotCall))
        {
            blocked = call.Number;
            await DoNotCallStore.AddAsync(
                session,
                new DoNotCallEntry { Number = call.Number, Source = "agent", Reason = disposition.Code, Call = submission.Call, CreatedBy = submission.Agent, CreatedAt = now });
        }
        else if (submission.Callback is { } wish && !disposition.Meaning.HasFlag(DispositionMeaning.Final))
        {
            promise = await PromiseAsync(session, submission, call, wish, now);
        }

        LeadState? state = call.LeadId is { } lead ? await MoveAsync(session, submission, call, lead, disposition, promise is not null, now) : null;
        return new SubmitResult(SubmitOutcome.Stored, disposition, promise, blocked, state);
    }

    /// <summary>Null when there is nobody to remember the promise by: a service code dialled by hand.</summary>
    private static async Task<CallbackId?> PromiseAsync(DbSession session, DispositionSubmission submission, DisposedCall call, CallbackWish wish, DateTimeOffset now)
    {
        CustomerId? customer = call.CustomerId ?? await CustomerStore.OwnerOfNumberAsync(session, call.Number) ?? await StrangerAsync(session, call.Number, now);
        return customer is { } known
            ? await CallbackStore.CreateAsync(
                session,
                new Callback
                {
                    LeadId = call.LeadId,
                    CustomerId = known,
                    CampaignId = call.CampaignId,
                    Number = wish.Number ?? call.Number,
                    DueAt = wish.DueAt,
                    OwnerId = wish.Owner ?? (call.LeadId is null ? submission.Agent : null), // without a lead no campaign dials it
                    CallId = submission.Call,
                    CreatedBy = submission.Agent,
                    CreatedAt = now,
                })
            : null;
    }

    /// <summary>A promise to somebody who was dialled by hand and is nobody's customer yet: from now on the number has a name to remember it by.</summary>
    private static async Task<CustomerId?> StrangerAsync(DbSession session, string number, DateTimeOffset now) => number is ['+', ..] and { Length: <= 16 and >= 4 }
        ? (await CustomerStore.CreateAsync(session, new Customer { FullName = number, Numbers = [new CustomerNumber { Number = number }] }, now)).Id
        : null;

    private static async Task<LeadState?> MoveAsync(
        DbSession session, DispositionSubmission submission, DisposedCall call, LeadId lead, Disposition disposition, bool promised, DateTimeOffset now)
    {
        DispositionMeaning meaning = disposition.Meaning;
        DateTimeOffset retry = now + (disposition.RetryAfter ?? DefaultRetry);
        LeadAfter after;
        if (meaning.HasFlag(DispositionMeaning.DoNotCall))
        {
            after = new LeadAfter(LeadState.DoNotCall, now);
        }
        else if (meaning.HasFlag(DispositionMeaning.InvalidNumber))
        {
            after = await LeadMoves.ResolveNumberAsync(session, lead, new LeadAfter(LeadState.BadNumber, retry, NumberIsBad: true));
        }
        else if (meaning.HasFlag(DispositionMeaning.Final))
        {
            after = new LeadAfter(LeadState.Done, now);
        }
        else if (promised)
        {
            after = new LeadAfter(LeadState.Callback, submission.Callback!.DueAt);
        }
        else
        {
            int remaining = await session.QuerySingleOrDefaultAsync<int>(SelectMaxAttempts, new { Campaign = call.CampaignId, lead });
            after = new LeadAfter(remaining > 0 ? LeadState.Dialable : LeadState.Done, retry);
        }

        UserId? owner = after.State == LeadState.Callback ? submission.Callback!.Owner : null;
        int moved = await session.ExecuteAsync(MoveLead, new { lead, submission.Call, after.State, after.NextAt, owner, disposition.Code });
        return moved == 1 ? after.State : null;
    }

    private static string Content(DispositionSubmission s) => JsonSerializer.Serialize(
        new { s.Code, s.Notes, Due = s.Callback?.DueAt.ToUnixTimeMilliseconds(), s.Callback?.Number, Owner = s.Callback?.Owner?.Value });

    private sealed record DisposedCall
    {
        public CampaignId? CampaignId { get; init; }

        public LeadId? LeadId { get; init; }

        public CustomerId? CustomerId { get; init; }

        public UserId? AgentId { get; init; }

        public string Number { get; init; } = "";

        public string? Disposition { get; init; }

        public DateTimeOffset? DisposedAt { get; init; }

        public string? DispositionContent { get; init; }
    }
}
