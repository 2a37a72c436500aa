using System.Collections.Concurrent;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Leads;
using CallCenter.Domain;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>A campaign's leads, counted.</summary>
/// <param name="Tried">Called at least once.</param>
public sealed record CountedLeads(LeadCounts Counts, long Tried);

/// <summary>
/// Counts of leads for screens that ask every few seconds. Counting a million leads takes more than a second: where it takes long, the last
/// count is given at once and the next one is made behind it, so that counting never takes more than a twentieth of the time.
/// </summary>
public sealed class LeadCountShelf(LeadQueue leads, CampaignStore campaigns, TimeProvider time)
{
    private const int Rest = 20;
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<CampaignId, Entry> _entries = new();

    /// <summary>As of now where counting is quick, else as of some seconds ago.</summary>
    public async Task<CountedLeads> ReadAsync(CampaignId campaign, CancellationToken ct)
    {
        if (!_entries.TryGetValue(campaign, out Entry? known) || known.Took < Quick)
        {
            return (await CountAsync(campaign, ct)).Leads;
        }

        if (time.GetElapsedTime(known.At) > known.Took * Rest && known.TryRenew())
        {
            _ = RenewAsync(campaign, known);
        }

        return known.Leads;
    }

    private async Task<Entry> CountAsync(CampaignId campaign, CancellationToken ct)
    {
        long begun = time.GetTimestamp();
        LeadCounts counts = await leads.CountsAsync(campaign, time.GetUtcNow(), ct);
        long tried = await campaigns.TriedLeadsAsync(campaign, ct);
        return _entries[campaign] = new Entry(new CountedLeads(counts, tried), time.GetTimestamp(), time.GetElapsedTime(begun));
    }

    private async Task RenewAsync(CampaignId campaign, Entry old)
    {
        try
        {
            await Task.Yield();
            await CountAsync(campaign, CancellationToken.None);
        }
        catch (Exception)
        {
            old.GiveUp(); // the database is away: what is known stays, and the next who asks tries again
        }
    }

    private sealed class Entry(CountedLeads leads, long at, TimeSpan took)
    {
        private int _renewing;

        public CountedLeads Leads { get; } = leads;

        public long At { get; } = at;

        public TimeSpan Took { get; } = took;

        public bool TryRenew() => Interlocked.Exchange(ref _renewing, 1) == 0;

        public void GiveUp() => Volatile.Write(ref _renewing, 0);
    }
}
