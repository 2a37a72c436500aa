namespace CallCenter.Domain.Rules;

/// <summary>The calling rules of one campaign: its rule set within its own timetable.</summary>
public static class CampaignRules
{
    private static readonly TimeSpan LegalBlock = TimeSpan.FromDays(30);

    /// <summary>Null when the program knows no rule set of that name.</summary>
    public static RuleSet? Of(Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return Of(campaign.RuleSet, campaign.Timetable);
    }

    /// <summary>The same from its two settings.</summary>
    public static RuleSet? Of(string ruleSet, CampaignTimetable timetable)
    {
        ArgumentNullException.ThrowIfNull(timetable);
        return RuleSets.Find(ruleSet) is { } rules ? timetable.Within(rules) : null;
    }

    /// <summary>US-2: successive blocks of 30 days from the campaign's first start; the one that holds <paramref name="now"/>.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) BlockOf(Campaign campaign, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        DateTimeOffset first = campaign.FirstStartedAt ?? now;
        DateTimeOffset from = first + (Math.Floor((now - first) / LegalBlock) * LegalBlock);
        return (from, from + LegalBlock);
    }
}
