using System.Globalization;
using CallCenter.Data.Compliance;
using CallCenter.Data.Leads;
using CallCenter.Dialer.Calls;
using CallCenter.Domain;
using CallCenter.Domain.Rules;
using GateDecision = CallCenter.Domain.Rules.GateDecision;
using StoredDecision = CallCenter.Data.Compliance.GateDecision;

namespace CallCenter.Dialer.Hopper;

/// <summary>A lead and what the gate said of it.</summary>
internal sealed record GatedLead(QueuedLead Lead, GateDecision Decision);

/// <summary>
/// Brings facts to the calling-rules gate and keeps its decisions: the same way for loading, dialling and calls by hand. A lead
/// that is refused gets its next state at once, so that it is not asked about again before that can change anything.
/// </summary>
internal sealed class GateKeeper(DoNotCallStore doNotCall, GateLog decisions, LeadQueue leads, CallRegistry calls, DialerSettings settings, TimeProvider time)
{
    /// <summary>Decides over a batch; refused leads are put off or ended in the database.</summary>
    public async Task<IReadOnlyList<QueuedLead>> AdmitAsync(
        Campaign campaign, RuleSet rules, IReadOnlyList<QueuedLead> batch, CallOrigin origin, CancellationToken ct)
    {
        if (batch.Count == 0)
        {
            return batch;
        }

        IReadOnlySet<string> blocked = await doNotCall.MatchAsync([.. batch.Select(l => l.Number)], campaign.Id, ct);
        DateTimeOffset now = time.GetUtcNow();
        List<GatedLead> gated = [];
        List<StoredDecision> log = [];
        foreach (QueuedLead lead in batch)
        {
            CallingFacts facts = new(
                now,
                origin,
                lead.Number,
                lead.TimeZones,
                campaign.RingTimeout,
                blocked.Contains(lead.Number) ? "company or campaign list" : null,
                lead.Attempts,
                campaign.MaxAttempts,
                CustomerInCall: calls.Occupies(lead.CustomerId));
            GateDecision decision = CallingGate.Decide(rules, facts);
            gated.Add(new GatedLead(lead, decision));
            log.Add(Entry(campaign.Id, lead.Id, facts, decision));
        }

        await decisions.AppendAsync(log, ct);
        foreach (GatedLead refused in gated.Where(g => !g.Decision.Allowed))
        {
            await RefuseAsync(refused, now, ct);
        }

        return [.. gated.Where(g => g.Decision.Allowed).Select(g => g.Lead)];
    }

    /// <summary>Decides over a number an agent dials by hand.</summary>
    public async Task<GateDecision> DecideManualAsync(Campaign campaign, RuleSet rules, string number, IReadOnlyList<string> zones, CancellationToken ct)
    {
        IReadOnlySet<string> blocked = await doNotCall.MatchAsync([number], campaign.Id, ct);
        CallingFacts facts = new(
            time.GetUtcNow(), CallOrigin.Manual, number, zones, campaign.RingTimeout, blocked.Contains(number) ? "company or campaign list" : null, 0, campaign.MaxAttempts, GuaranteedAgent: true);
        GateDecision decision = CallingGate.Decide(rules, facts);
        await decisions.AppendAsync([Entry(campaign.Id, null, facts, decision)], ct);
        return decision;
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

    private async Task RefuseAsync(GatedLead refused, DateTimeOffset now, CancellationToken ct)
    {
        (LeadState state, DateTimeOffset? nextAt) = refused.Decision switch
        {
            { Reasons: var reasons } when reasons.Any(r => r.Code == "doNotCall") => (LeadState.DoNotCall, (DateTimeOffset?)null),
            { RetryAt: { } retry } => (LeadState.Dialable, retry),
            { Reasons: var reasons } when reasons.Any(r => r.Code == "attemptsUsedUp") => (LeadState.Done, null),
            _ => (LeadState.Dialable, now.AddDays(1)), // closed for good reason and no end in sight: look again tomorrow
        };
        await leads.RefuseAsync(settings.NodeName, refused.Lead.Id, state, nextAt, ct);
    }
}
