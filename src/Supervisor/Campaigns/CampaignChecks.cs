using CallCenter.Data.Lists;
using CallCenter.Data.Prompts;
using CallCenter.Data.Trunks;
using CallCenter.Domain;
using CallCenter.Domain.Rules;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>What a campaign may say; what it must have before it dials is its check list.</summary>
public sealed class CampaignChecks(ListStore lists, TrunkStore trunks, PromptStore prompts)
{
    private static readonly string[] _ruleSets = ["us", "uk", "ca", "cn", "none"];

    /// <summary>Every wrong field with what is wrong; empty when the campaign can be stored.</summary>
    public async Task<IReadOnlyList<(string Field, string Message)>> FaultsAsync(CampaignRequest r, CancellationToken ct)
    {
        List<(string, string)> faults = [];
        Check(faults, "name", r.Name.Trim().Length is > 0 and <= 200 && !r.Name.Any(char.IsControl), "1 to 200 characters, no control characters.");
        Check(faults, "ratio", r.Ratio is >= 1 and <= 8, "1 to 8.");
        Check(faults, "ringTimeoutSeconds", r.RingTimeoutSeconds is >= 15 and <= 120, "15 to 120: the law wants at least 15 seconds of ringing.");
        Check(faults, "abandonLimit", r.AbandonLimit is >= 0 and <= 0.05, "0 to 0.05.");
        Check(faults, "wrapUpSeconds", r.WrapUpSeconds is >= 0 and <= 600, "0 to 600.");
        Check(faults, "maxAttempts", r.MaxAttempts is >= 1 and <= 50, "1 to 50.");
        Check(faults, "connectLimitSeconds", r.ConnectLimitSeconds is >= 0.5 and <= 60, "0.5 to 60.");
        Check(faults, "callerId", r.CallerId.Trim().Length == 0 || IsDialString(r.CallerId.Trim()), "a number: an optional plus sign and 3 to 20 digits.");
        Check(faults, "callerIds", r.CallerIds.Count <= 100 && r.CallerIds.All(n => n is not null && n.Trim().Length > 0 && IsDialString(n.Trim())), "at most 100 numbers, each an optional plus sign and 3 to 20 digits.");
        CheckTimetable(r.Timetable, faults);
        Check(faults, "listIds", r.ListIds.Count <= 200, "at most 200 lists.");
        Check(faults, "trunkIds", r.TrunkIds.Count <= 50, "at most 50 trunks.");
        if (!_ruleSets.Contains(r.RuleSet, StringComparer.Ordinal))
        {
            faults.Add(("ruleSet", $"one of {string.Join(", ", _ruleSets)}."));
        }

        if (faults.Count == 0)
        {
            await CheckReferencesAsync(r, faults, ct);
        }

        return faults;
    }

    private static void CheckTimetable(CampaignTimetable t, List<(string, string)> faults)
    {
        Check(faults, "timetable.hours", t.Hours.Count <= 50 && t.Hours.All(h => h.Days.Count is > 0 and <= 7 && h.From < h.To), "at most 50 lines, each with its days, the beginning before the end.");
        Check(faults, "timetable.holidays", t.Holidays.Count <= 400, "at most 400 days.");
        Check(faults, "timetable.endsOn", !(t.EndsOn < t.StartsOn), "the last day is not before the first.");
    }

    private async Task CheckReferencesAsync(CampaignRequest r, List<(string, string)> faults, CancellationToken ct)
    {
        foreach (ListId id in r.ListIds)
        {
            if (await lists.FindNameAsync(id, ct) is null)
            {
                faults.Add(("listIds", $"there is no list {id}."));
            }
        }

        IReadOnlyList<Trunk> known = await trunks.ListAsync(ct);
        foreach (TrunkId id in r.TrunkIds)
        {
            Trunk? trunk = known.FirstOrDefault(t => t.Id == id);
            if (trunk is null)
            {
                faults.Add(("trunkIds", $"there is no trunk {id}."));
            }
            else if (r.RuleSet is "none" && !trunk.IsLoopback)
            {
                faults.Add(("ruleSet", $"none is for trunks on loopback only, and trunk {id} is not."));
            }
        }

        if (r.SafeHarbourPromptId is { } prompt && !(await prompts.ListAsync(ct)).Any(p => p.Id == prompt))
        {
            faults.Add(("safeHarbourPromptId", $"there is no prompt {prompt}."));
        }
    }

    private static bool IsDialString(string text)
        => text.AsSpan(text[0] == '+' ? 1 : 0) is { Length: >= 3 and <= 20 } digits && digits.IndexOfAnyExceptInRange('0', '9') < 0;

    private static void Check(List<(string, string)> faults, string field, bool right, string message)
    {
        if (!right)
        {
            faults.Add((field, message));
        }
    }
}
