using CallCenter.Data.Leads;
using CallCenter.Domain;
using CallCenter.Domain.Rules;

namespace CallCenter.Dialer.Hopper;

/// <summary>
/// Step 2: claims leads in batches under a lease, asks the gate, and fills the campaign's hopper. Driven by need: it loads when
/// the hopper is low and looks again after a second when the lists had nothing due.
/// </summary>
internal sealed class HopperLoader(LeadQueue leads, GateKeeper gate, DialerSettings settings, TimeProvider time)
{
    /// <summary>How long a lead may wait in the hopper before others may claim it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan EmptyPause = TimeSpan.FromSeconds(1);

    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>Leads are there again (upload, edit): look at once.</summary>
    public void Nudge() => _notBefore = DateTimeOffset.MinValue;

    /// <summary>Fills up to <paramref name="target"/> leads; returns what the hopper holds then.</summary>
    public async Task<int> LoadAsync(Campaign campaign, RuleSet rules, CampaignHopper hopper, int target, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        int missing = target - hopper.Count;
        if (missing <= target / 2 || now < _notBefore)
        {
            return hopper.Count;
        }

        IReadOnlyList<QueuedLead> claimed = await leads.ClaimAsync(campaign.Id, settings.NodeName, missing, now, Lease, ct);
        if (claimed.Count == 0)
        {
            _notBefore = now + EmptyPause;
            return hopper.Count;
        }

        hopper.Add(await gate.AdmitToHopperAsync(campaign, rules, claimed, ct));
        return hopper.Count;
    }
}
