using CallCenter.Data.Calls;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Dispositions;
using CallCenter.Data.Leads;
using CallCenter.Domain;
using CallCenter.Domain.Rules;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>Where a campaign's leads stand; every lead is in exactly one of the counts.</summary>
public sealed record LeadCountsView(
    long Total,
    long DialableNow,
    long InHopper,
    long Waiting,
    long Callback,
    long InCall,
    long AwaitingDisposition,
    long Done,
    long BadNumber,
    long DoNotCall,
    long Staged,
    DateTimeOffset? EarliestNext);

/// <summary>Abandoned calls of the legal period against what is allowed (US-2: 30 days from the first start).</summary>
/// <param name="Allowed">floor(limit x live answers).</param>
/// <param name="Left">What may still be abandoned; negative when the limit is broken.</param>
public sealed record AbandonmentView(
    double Limit, DateTimeOffset From, DateTimeOffset To, long LiveAnswers, long Abandoned, double Rate, long Allowed, long Left, long LiveAnswersToday, long AbandonedToday);

/// <summary>How often a disposition was given.</summary>
public sealed record ResultView(string Code, string Name, IReadOnlyList<string> Meaning, long Calls);

/// <summary>How far a campaign has come.</summary>
/// <param name="Tried">Leads that were called at least once.</param>
/// <param name="Penetration">tried / total, 0 to 1.</param>
/// <param name="Contacts">Calls whose disposition means that somebody was talked to.</param>
public sealed record CampaignProgressView(
    LeadCountsView Leads, long Tried, double Penetration, AbandonmentView Abandonment, long Attempts, long Connected, long Contacts, long Sales, IReadOnlyList<ResultView> Results);

/// <summary>Reads how far a campaign has come, from what is stored.</summary>
public sealed class CampaignProgress(CampaignStore campaigns, LeadCountShelf leads, AttemptLedger attempts, DispositionStore dispositions, TimeProvider time)
{
    private static readonly DispositionMeaning[] _meanings = [.. Enum.GetValues<DispositionMeaning>().Where(m => m != DispositionMeaning.None)];

    /// <summary>As of now.</summary>
    public async Task<CampaignProgressView> ReadAsync(Campaign campaign, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        (LeadCounts counts, long tried) = await leads.ReadAsync(campaign.Id, ct);
        long total = counts.Total - counts.Removed;
        CampaignTotals ever = await attempts.CampaignTotalsAsync(campaign.Id, DateTimeOffset.UnixEpoch, ct);
        ResultView[] results = await ResultsAsync(campaign.Id, ct);
        return new CampaignProgressView(
            new LeadCountsView(
                total, counts.DialableNow, counts.Leased, counts.Waiting, counts.Callback, counts.InCall, counts.AwaitingDisposition, counts.Done, counts.BadNumber, counts.DoNotCall, counts.Staged, counts.EarliestNext),
            tried,
            total == 0 ? 0 : (double)tried / total,
            await AbandonmentAsync(campaign, now, ct),
            ever.Attempts,
            ever.Connected,
            results.Where(r => r.Meaning.Contains("contact", StringComparer.Ordinal)).Sum(r => r.Calls),
            results.Where(r => r.Meaning.Contains("sale", StringComparer.Ordinal)).Sum(r => r.Calls),
            results);
    }

    private async Task<AbandonmentView> AbandonmentAsync(Campaign campaign, DateTimeOffset now, CancellationToken ct)
    {
        (DateTimeOffset from, DateTimeOffset to) = CampaignRules.BlockOf(campaign, now);
        CampaignTotals block = await attempts.CampaignTotalsAsync(campaign.Id, from, ct);
        CampaignTotals day = await attempts.CampaignTotalsAsync(campaign.Id, now.AddHours(-24), ct);
        long allowed = (long)Math.Floor((campaign.AbandonLimit * block.LiveAnswers) + 1e-9);
        return new AbandonmentView(
            campaign.AbandonLimit,
            from,
            to,
            block.LiveAnswers,
            block.Abandoned,
            block.LiveAnswers == 0 ? 0 : (double)block.Abandoned / block.LiveAnswers,
            allowed,
            allowed - block.Abandoned,
            day.LiveAnswers,
            day.Abandoned);
    }

    private async Task<ResultView[]> ResultsAsync(CampaignId campaign, CancellationToken ct)
    {
        Dictionary<string, Disposition> known = [];
        foreach (Disposition disposition in (await dispositions.EveryAsync(ct)).Where(d => d.CampaignId is null || d.CampaignId == campaign))
        {
            known[disposition.Code] = disposition; // the campaign's own come last
        }

        return [.. (await campaigns.ResultsAsync(campaign, ct)).OrderByDescending(r => r.Calls).ThenBy(r => r.Code, StringComparer.Ordinal).Select(r => known.TryGetValue(r.Code, out Disposition? d)
            ? new ResultView(r.Code, d.Name, [.. _meanings.Where(m => d.Meaning.HasFlag(m)).Select(m => m.Word())], r.Calls)
            : new ResultView(r.Code, r.Code, [], r.Calls))];
    }
}
