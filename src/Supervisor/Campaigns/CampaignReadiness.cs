using CallCenter.Contracts;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Dispositions;
using CallCenter.Data.Leads;
using CallCenter.Data.Prompts;
using CallCenter.Data.Trunks;
using CallCenter.Domain;
using CallCenter.Domain.Readiness;
using CallCenter.Domain.Rules;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>Brings a campaign's facts to its check list. What the Dialer alone knows is left out while it cannot be asked.</summary>
public sealed class CampaignReadiness(
    CampaignStore campaigns, TrunkStore trunks, PromptStore prompts, DispositionStore dispositions, LeadCountShelf leads, IDialerLink dialer, TimeProvider time)
{
    /// <summary>Every point.</summary>
    public async Task<IReadOnlyList<CheckItem>> CheckAsync(Campaign campaign, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        Trunk[] used = [.. (await trunks.ListAsync(ct)).Where(t => campaign.TrunkIds.Contains(t.Id))];
        LeadCounts counts = (await leads.ReadAsync(campaign.Id, ct)).Counts;
        return CampaignCheckList.Of(new CampaignFacts(campaign, used)
        {
            Health = await HealthAsync(used, ct),
            Leads = counts.Total - counts.Removed,
            OpenLeads = counts.DialableNow + counts.Leased + counts.Waiting + counts.Callback + counts.InCall + counts.Staged,
            Dispositions = (await dispositions.ListAsync(campaign.Id, ct)).Count,
            AgentsAllowed = await campaigns.AgentsAllowedAsync(campaign.Id, ct),
            AgentsSignedIn = await dialer.SendAsync(new GetAgents(), ct) is AgentsReply { Agents: var agents } ? agents.Count(a => a.CampaignIds.Contains(campaign.Id)) : null,
            RecordingTrouble = await dialer.SendAsync(new GetDialerHealth(), ct) is DialerHealthReply health
                ? health.Alarms.FirstOrDefault(a => a.Code.StartsWith("recording", StringComparison.Ordinal))?.Text ?? ""
                : null,
            SafeHarbour = campaign.SafeHarbourPromptId is { } id ? (await prompts.ListAsync(ct)).FirstOrDefault(p => p.Id == id)?.Name : null,
            OpenNow = OpenNow(campaign, now),
        });
    }

    /// <summary>What keeps it from starting, from what is stored alone.</summary>
    public async Task<IReadOnlyList<CheckItem>> MissingAsync(Campaign campaign, CancellationToken ct)
        => CampaignCheckList.Missing(new CampaignFacts(campaign, [.. (await trunks.ListAsync(ct)).Where(t => campaign.TrunkIds.Contains(t.Id))]));

    private async Task<IReadOnlyDictionary<TrunkId, TrunkHealthState>?> HealthAsync(IReadOnlyList<Trunk> used, CancellationToken ct)
    {
        Dictionary<TrunkId, TrunkHealthState> health = [];
        foreach (Trunk trunk in used)
        {
            if (await dialer.SendAsync(new GetTrunkHealth(trunk.Id), ct) is not TrunkHealthReply reply)
            {
                return null;
            }

            health[trunk.Id] = reply.Health.State;
        }

        return health;
    }

    /// <summary>True when somewhere in the country a telephone may ring now; null where no zone is known.</summary>
    private static bool? OpenNow(Campaign campaign, DateTimeOffset now)
        => CampaignRules.Of(campaign) is not { } rules ? null
            : rules.AlwaysOpen ? true
            : rules.ZonesWhenUnknown.Count == 0 ? null
            : rules.ZonesWhenUnknown.Any(zone => CallingWindow.IsOpen(rules, [zone], now, campaign.RingTimeout));
}
