using System.Globalization;
using CallCenter.Data.Calls;
using CallCenter.Data.Compliance;
using CallCenter.Data.Leads;
using CallCenter.Dialer.Calls;
using CallCenter.Domain;
using CallCenter.Domain.Rules;
using GateDecision = CallCenter.Domain.Rules.GateDecision;
using StoredDecision = CallCenter.Data.Compliance.GateDecision;

namespace CallCenter.Dialer.Hopper;

/// <summary>A lead that passed the gate, with the decision that is stored together with its attempt.</summary>
internal sealed record AdmittedLead(QueuedLead Lead, StoredDecision Decision);

/// <summary>
/// Brings facts to the calling-rules gate and keeps its decisions: the same way for loading, dialling and calls by hand. A lead
/// that is refused gets its next state at once, so that it is not asked about again before that can change anything.
/// </summary>
internal sealed class GateKeeper(DoNotCallStore doNotCall, GateLog decisions, LeadQueue leads, AttemptLedger attempts, CallRegistry calls, DialerSettings settings, TimeProvider time)
{
    /// <summary>At loading: every decision is stored, refused leads are put off or ended.</summary>
    public async Task<IReadOnlyList<QueuedLead>> AdmitToHopperAsync(Campaign campaign, RuleSet rules, IReadOnlyList<QueuedLead> batch, CancellationToken ct)
    {
        (List<AdmittedLead> admitted, List<StoredDecision> refused) = await DecideAsync(campaign, rules, batch, CallOrigin.Load, ct);
        await decisions.AppendAsync([.. admitted.Select(a => a.Decision), .. refused], ct);
        return [.. admitted.Select(a => a.Lead)];
    }

    /// <summary>At dialling: what passes is stored with its attempt in one transaction, what does not at once.</summary>
    public async Task<IReadOnlyList<AdmittedLead>> AdmitToDialAsync(Campaign campaign, RuleSet rules, IReadOnlyList<QueuedLead> batch, CancellationToken ct)
    {
        (List<AdmittedLead> admitted, List<StoredDecision> refused) = await DecideAsync(campaign, rules, batch, CallOrigin.Dial, ct);
        await decisions.AppendAsync(refused, ct);
        return admitted;
    }

    /// <summary>What the gate would say of a lead now, for people who ask: nothing is stored and the lead stays as it is.</summary>
    public async Task<GateDecision> ForeseeAsync(Campaign campaign, RuleSet rules, LeadDetail lead, CancellationToken ct)
    {
        IReadOnlyList<string> zones = lead.CustomerTimeZone is { } zone ? [zone] : lead.TimeZones;
        QueuedLead queued = new(lead.Id, lead.ListId, lead.CustomerId, lead.NumberId, lead.Number, zones, lead.Attempts, lead.Priority, time.GetUtcNow());
        return (await JudgeAsync(campaign, rules, [queued], CallOrigin.Load, ct))[0].Decision;
    }

    private async Task<(List<AdmittedLead> Admitted, List<StoredDecision> Refused)> DecideAsync(
        Campaign campaign, RuleSet rules, IReadOnlyList<QueuedLead> batch, CallOrigin origin, CancellationToken ct)
    {
        List<AdmittedLead> admitted = [];
        List<StoredDecision> refused = [];
        foreach ((QueuedLead lead, CallingFacts facts, GateDecision decision) in await JudgeAsync(campaign, rules, batch, origin, ct))
        {
            StoredDecision stored = Entry(campaign.Id, lead.Id, facts, decision);
            if (decision.Allowed)
            {
                admitted.Add(new AdmittedLead(lead, stored));
            }
            else
            {
                refused.Add(stored);
                await RefuseAsync(lead, decision, facts.Now, ct);
            }
        }

        return (admitted, refused);
    }

    private async Task<List<(QueuedLead Lead, CallingFacts Facts, GateDecision Decision)>> JudgeAsync(
        Campaign campaign, RuleSet rules, IReadOnlyList<QueuedLead> batch, CallOrigin origin, CancellationToken ct)
    {
        List<(QueuedLead, CallingFacts, GateDecision)> judged = [];
        if (batch.Count == 0)
        {
            return judged;
        }

        IReadOnlySet<string> blocked = await doNotCall.MatchAsync([.. batch.Select(l => l.Number)], campaign.Id, ct);
        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyDictionary<string, DateTimeOffset>? abandoned = rules.LockAfterAbandonedHours == 0
            ? null
            : await attempts.LastAbandonedAsync([.. batch.Select(l => l.Number)], now.AddHours(-rules.LockAfterAbandonedHours), ct);
        HashSet<(CustomerId?, string?)> inThisBatch = [];
        foreach (QueuedLead lead in batch)
        {
            bool promised = lead.Attempts >= campaign.MaxAttempts && await IsPromisedAsync(lead, ct);
            CallingFacts facts = new(
                now,
                promised ? CallOrigin.Callback : origin,
                lead.Number,
                lead.TimeZones,
                campaign.RingTimeout,
                blocked.Contains(lead.Number) ? "company or campaign list" : null,
                lead.Attempts,
                campaign.MaxAttempts,
                LastAbandonedAt: abandoned is not null && abandoned.TryGetValue(lead.Number, out DateTimeOffset at) ? at : null,
                CustomerInCall: origin == CallOrigin.Dial && (inThisBatch.Contains((lead.CustomerId, null)) || inThisBatch.Contains((null, lead.Number)) || calls.Occupies(lead.CustomerId, lead.Number)));
            GateDecision decision = CallingGate.Decide(rules, facts);
            judged.Add((lead, facts, decision));
            if (decision.Allowed)
            {
                inThisBatch.Add((lead.CustomerId, null));
                inThisBatch.Add((null, lead.Number));
            }
        }

        return judged;
    }

    /// <summary>A call-back that was promised in the last attempt the campaign allows is kept all the same.</summary>
    private async Task<bool> IsPromisedAsync(QueuedLead lead, CancellationToken ct)
        => await leads.GetAsync(lead.Id, ct) is { State: LeadState.Callback };

    /// <summary>Decides over a number an agent dials by hand; the id is the stored decision's, for the attempt's row.</summary>
    public async Task<(GateDecision Decision, long Id)> DecideManualAsync(Campaign campaign, RuleSet rules, string number, IReadOnlyList<string> zones, CancellationToken ct)
    {
        IReadOnlySet<string> blocked = await doNotCall.MatchAsync([number], campaign.Id, ct);
        CallingFacts facts = new(
            time.GetUtcNow(), CallOrigin.Manual, number, zones, campaign.RingTimeout, blocked.Contains(number) ? "company or campaign list" : null, 0, campaign.MaxAttempts, CustomerInCall: calls.Occupies(null, number), GuaranteedAgent: true);
        GateDecision decision = CallingGate.Decide(rules, facts);
        IReadOnlyList<long> ids = await decisions.AppendAsync([Entry(campaign.Id, null, facts, decision)], ct);
        return (decision, ids[0]);
    }

    /// <summary>Whether a trunk may be tested with a number: nobody who asked not to be called is. The decision is stored.</summary>
    public async Task<bool> AllowsTestAsync(string number, CancellationToken ct)
    {
        bool blocked = (await doNotCall.MatchAsync([number], null, ct)).Contains(number);
        StoredDecision decision = new(time.GetUtcNow(), "test", null, null, number, !blocked, blocked ? ["doNotCall"] : [], new Dictionary<string, string>(StringComparer.Ordinal));
        await decisions.AppendAsync([decision], ct);
        return !blocked;
    }

    private static StoredDecision Entry(CampaignId campaign, LeadId? lead, CallingFacts facts, GateDecision decision) => new(
        facts.Now,
        facts.Origin.Word(),
        campaign,
        lead,
        facts.Number,
        decision.Allowed,
        [.. decision.Reasons.Select(r => r.Code)],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["timeZones"] = string.Join(',', facts.TimeZones),
            ["ringTimeoutMs"] = facts.RingTimeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            ["attempts"] = facts.Attempts.ToString(CultureInfo.InvariantCulture),
            ["maxAttempts"] = facts.MaxAttempts.ToString(CultureInfo.InvariantCulture),
            ["customerInCall"] = facts.CustomerInCall ? "yes" : "no",
            ["guaranteedAgent"] = facts.GuaranteedAgent ? "yes" : "no",
        });

    private async Task RefuseAsync(QueuedLead lead, GateDecision decision, DateTimeOffset now, CancellationToken ct)
    {
        (LeadState state, DateTimeOffset? nextAt) = decision switch
        {
            { Reasons: var reasons } when reasons.Any(r => r.Code == "doNotCall") => (LeadState.DoNotCall, (DateTimeOffset?)null),
            { RetryAt: { } retry } => (LeadState.Dialable, retry),
            { Reasons: var reasons } when reasons.Any(r => r.Code == "attemptsUsedUp") => (LeadState.Done, null),
            _ => (LeadState.Dialable, now.AddDays(1)), // closed for good reason and no end in sight: look again tomorrow
        };
        await leads.RefuseAsync(settings.NodeName, lead.Id, state, nextAt, ct);
    }
}
