using System.Net;
using CallCenter.Data.Lists;
using CallCenter.Data.Prompts;
using CallCenter.Data.Trunks;
using CallCenter.Domain;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>What a campaign may say, and what it must have before it dials.</summary>
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

    /// <summary>What is missing before the campaign can dial; empty when nothing is.</summary>
    public async Task<IReadOnlyList<(string Field, string Message)>> MissingAsync(Campaign c, CancellationToken ct)
    {
        List<(string, string)> missing = [];
        Check(missing, "callerId", c.CallerId.Length > 0, "The campaign shows no caller id.");
        Check(missing, "trunkIds", c.TrunkIds.Count > 0, "The campaign has no trunk.");
        Check(missing, "listIds", c.ListIds.Count > 0 || c.Mode == DialMode.Manual, "The campaign has no list.");
        Trunk[] used = [.. (await trunks.ListAsync(ct)).Where(t => c.TrunkIds.Contains(t.Id))];
        Check(missing, "trunkIds", c.TrunkIds.Count == 0 || Array.Exists(used, t => t.Enabled), "None of the campaign's trunks is enabled.");
        Check(missing, "ruleSet", c.RuleSet is not "none" || Array.TrueForAll(used, IsLoopback), "Rule set none is for trunks on loopback only.");
        return missing;
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
            else if (r.RuleSet is "none" && !IsLoopback(trunk))
            {
                faults.Add(("ruleSet", $"none is for trunks on loopback only, and trunk {id} is not."));
            }
        }

        if (r.SafeHarbourPromptId is { } prompt && !(await prompts.ListAsync(ct)).Any(p => p.Id == prompt))
        {
            faults.Add(("safeHarbourPromptId", $"there is no prompt {prompt}."));
        }
    }

    // A name other than localhost may lead anywhere tomorrow.
    internal static bool IsLoopback(Trunk trunk)
        => trunk.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(trunk.Host, out IPAddress? address) && IPAddress.IsLoopback(address));

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
