using System.Globalization;
using CallCenter.Domain.Rules;

namespace CallCenter.Domain.Readiness;

/// <summary>
/// What a campaign needs before it dials, point by point. The screen shows all of it; a start is refused for what is
/// <see cref="CheckState.Missing"/>, by the web service and by the dialer alike.
/// </summary>
public static class CampaignCheckList
{
    /// <summary>Every point that can be judged from these facts, in the order of the form.</summary>
    public static IReadOnlyList<CheckItem> Of(CampaignFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        CheckItem?[] items =
        [
            Archived(facts.Campaign),
            Mode(facts.Campaign),
            Amd(facts.Campaign),
            Lists(facts),
            Trunks(facts),
            TrunkTest(facts),
            CallerId(facts),
            RuleSet(facts),
            Hours(facts),
            AbandonLimit(facts.Campaign),
            SafeHarbour(facts),
            Dispositions(facts),
            Agents(facts),
            Recording(facts),
        ];
        return [.. items.OfType<CheckItem>()];
    }

    /// <summary>What keeps it from being started.</summary>
    public static IReadOnlyList<CheckItem> Missing(CampaignFacts facts) => [.. Of(facts).Where(i => i.State == CheckState.Missing)];

    private static CheckItem? Archived(Campaign c)
        => c.ArchivedAt is null ? null : Missing("archived", "archived", "The campaign is archived.", "Take it back from the archive.", null);

    private static CheckItem Mode(Campaign c) => DialModes.IsAvailable(c.Mode)
        ? Ok("mode", "available", $"Dial mode {c.Mode.Word()}.", ("mode", c.Mode.Word()))
        : Missing("mode", "notAvailable", $"Dial mode {c.Mode.Word()} is not built in yet.", "Choose progressive, ratio or manual.", "mode", ("mode", c.Mode.Word()));

    private static CheckItem? Amd(Campaign c) => DialModes.IsAvailable(c.Amd)
        ? null
        : Missing("amd", "notAvailable", "Answering-machine detection is not built in yet.", "Switch it off.", "amd");

    private static CheckItem Lists(CampaignFacts f)
    {
        if (f.Campaign.ListIds.Count == 0)
        {
            return f.Campaign.Mode == DialMode.Manual
                ? Ok("lists", "notNeeded", "Agents dial by hand: no list is needed.")
                : Missing("lists", "none", "The campaign has no list.", "Choose a list, or upload one.", "listIds");
        }

        return f switch
        {
            { OpenLeads: 0 } => Warning("lists", f.Leads == 0 ? "empty" : "finished", f.Leads == 0 ? "The lists are empty." : "Every lead of the lists is finished.", "Upload leads.", "listIds"),
            { OpenLeads: { } open, Leads: { } all } => Ok("lists", "ready", $"{Number(open)} of {Number(all)} leads can be called.", ("open", Number(open)), ("all", Number(all))),
            _ => Ok("lists", "chosen", $"{f.Campaign.ListIds.Count} lists."),
        };
    }

    private static CheckItem Trunks(CampaignFacts f)
    {
        if (f.Campaign.TrunkIds.Count == 0)
        {
            return Missing("trunks", "none", "The campaign has no trunk.", "Choose the trunk its calls leave by.", "trunkIds");
        }

        Trunk[] enabled = [.. f.Trunks.Where(t => t.Enabled)];
        if (enabled.Length == 0)
        {
            return Missing("trunks", "disabled", "None of the campaign's trunks is switched on.", "Switch a trunk on, or choose another.", "trunkIds");
        }

        if (f.Health is not { } health)
        {
            return Ok("trunks", "chosen", $"Trunk {Names(enabled)}.", ("trunks", Names(enabled)));
        }

        Trunk[] up = [.. enabled.Where(t => health.GetValueOrDefault(t.Id) == TrunkHealthState.Up)];
        return up.Length > 0 ? Ok("trunks", "up", $"Trunk {Names(up)} is up.", ("trunks", Names(up)))
            : Array.Exists(enabled, t => health.GetValueOrDefault(t.Id) == TrunkHealthState.Unknown)
                ? Warning("trunks", "unknown", $"Trunk {Names(enabled)} has shown no life yet.", "Make a test call.", "trunkIds", ("trunks", Names(enabled)))
                : Warning("trunks", "down", $"Trunk {Names(enabled)} is down.", "Check its address, account and carrier.", "trunkIds", ("trunks", Names(enabled)));
    }

    private static CheckItem? TrunkTest(CampaignFacts f)
    {
        Trunk[] enabled = [.. f.Trunks.Where(t => t.Enabled)];
        if (enabled.Length == 0)
        {
            return null;
        }

        return Array.Exists(enabled, t => t.LastTest is { Answered: true }) ? Ok("trunkTest", "passed", "A test call was answered.")
            : Array.Find(enabled, t => t.LastTest is not null) is { LastTest: { } failed } trunk
                ? Warning("trunkTest", "failed", $"The last test call over {trunk.Name} was not answered: {failed.Text}", "Make another test call.", null, ("trunk", trunk.Name), ("text", failed.Text))
                : Warning("trunkTest", "never", "No test call was made yet.", "Make a test call and listen.", null);
    }

    private static CheckItem CallerId(CampaignFacts f)
    {
        Campaign c = f.Campaign;
        if (c.CallerId.Length == 0)
        {
            return Missing("callerId", "none", "The campaign shows no caller id.", "Enter a number that can be called back.", "callerId");
        }

        string[] shown = [c.CallerId, .. c.CallerIds];
        if (f.Trunks.FirstOrDefault(t => t is { Enabled: true, CallerIds.Count: > 0 } && Array.Exists(shown, n => !t.CallerIds.Contains(n, StringComparer.Ordinal))) is { } strict)
        {
            string wrong = Array.Find(shown, n => !strict.CallerIds.Contains(n, StringComparer.Ordinal))!;
            return Missing("callerId", "notAllowed", $"Trunk {strict.Name} does not let us show {wrong}.", "Choose one of the trunk's numbers.", "callerId", ("trunk", strict.Name), ("number", wrong));
        }

        return shown.Length == 1
            ? Ok("callerId", "fixed", $"Customers see {c.CallerId}.", ("number", c.CallerId))
            : Ok("callerId", "pool", $"Customers see one of {shown.Length} numbers in turn.", ("count", Number(shown.Length)));
    }

    private static CheckItem RuleSet(CampaignFacts f)
    {
        string name = f.Campaign.RuleSet;
        if (RuleSets.Find(name) is not { } rules)
        {
            return Missing("ruleSet", "unknown", $"There is no rule set '{name}'.", "Choose the country that is called.", "ruleSet", ("name", name));
        }

        if (rules.OnlyLoopbackTrunks && f.Trunks.Any(t => !t.IsLoopback))
        {
            return Missing("ruleSet", "loopbackOnly", "Rule set none is for trunks on loopback only.", "Choose the country that is called.", "ruleSet");
        }

        return rules.Confirmed
            ? Ok("ruleSet", "chosen", $"Calling rules of '{name}'.", ("name", name))
            : Warning("ruleSet", "unconfirmed", $"The calling rules of '{name}' are to be confirmed by your lawyer.", null, "ruleSet", ("name", name));
    }

    private static CheckItem? Hours(CampaignFacts f) => CampaignRules.Of(f.Campaign) switch
    {
        null => null,
        { NeverOpen: true } => Missing("hours", "never", "The campaign's hours and the legal ones have nothing in common.", "Choose hours within the legal ones.", "timetable"),
        { LastDay: { } last, FirstDay: { } first } when last < first => Missing("hours", "never", "The campaign ends before it begins.", "Correct its first or last day.", "timetable"),
        _ when f.OpenNow == false => Warning("hours", "closedNow", "Outside the calling hours: nothing is dialled right now.", "It begins by itself when they open.", "timetable"),
        _ => Ok("hours", "open", "Within the calling hours."),
    };

    private static CheckItem? AbandonLimit(Campaign c)
    {
        if (!DialModes.CanAbandon(c) || RuleSets.Find(c.RuleSet) is not { } rules)
        {
            return null;
        }

        (string Name, string Value)[] values = [("limit", Share(c.AbandonLimit)), ("legal", Share(rules.AbandonLimit))];
        return c.AbandonLimit > rules.AbandonLimit
            ? Missing("abandonLimit", "aboveLegal", $"The abandonment limit of {Share(c.AbandonLimit)} is above the {Share(rules.AbandonLimit)} that the rules allow.", "Lower it.", "abandonLimit", values)
            : Ok("abandonLimit", "within", $"At most {Share(c.AbandonLimit)} of the people who answer are abandoned.", values);
    }

    private static CheckItem? SafeHarbour(CampaignFacts f)
        => !DialModes.CanAbandon(f.Campaign) ? null
            : f.SafeHarbour is { } own ? Ok("safeHarbour", "own", $"Message for abandoned calls: {own}.", ("name", own))
            : f.Campaign.RuleSet is "none" ? Ok("safeHarbour", "builtIn", "The built-in message is played to abandoned calls.")
            : Warning("safeHarbour", "builtIn", "The built-in message does not name your company.", "Upload a message that says who calls and how to opt out.", "safeHarbourPromptId");

    private static CheckItem? Dispositions(CampaignFacts f) => f.Dispositions switch
    {
        null => null,
        0 => Warning("dispositions", "none", "Agents have no disposition to choose.", "Add dispositions.", null),
        { } n => Ok("dispositions", "ready", $"{n} dispositions.", ("count", Number(n))),
    };

    private static CheckItem? Agents(CampaignFacts f) => f switch
    {
        { AgentsAllowed: null } => null,
        { AgentsAllowed: 0 } => Warning("agents", "none", "Nobody may work in this campaign.", "Add agents, or let some of them into it.", null),
        { AgentsSignedIn: > 0 } => Ok("agents", "signedIn", $"{f.AgentsSignedIn} agents are signed in for it.", ("count", Number(f.AgentsSignedIn.Value))),
        _ => Warning("agents", "notSignedIn", $"{f.AgentsAllowed} agents may work in it; none is signed in.", "Calls begin when an agent signs in and goes ready.", null, ("count", Number(f.AgentsAllowed.Value))),
    };

    private static CheckItem? Recording(CampaignFacts f) => f.RecordingTrouble switch
    {
        null => null,
        "" => Ok("recording", "ready", "Calls are recorded."),
        { } trouble => Warning("recording", "trouble", $"Calls are not recorded: {trouble}", "See the alarms.", null, ("text", trouble)),
    };

    private static CheckItem Ok(string code, string reason, string text, params (string Name, string Value)[] values)
        => new(code, reason, CheckState.Ok, text, null, null, Values(values));

    private static CheckItem Warning(string code, string reason, string text, string? remedy, string? field, params (string Name, string Value)[] values)
        => new(code, reason, CheckState.Warning, text, remedy, field, Values(values));

    private static CheckItem Missing(string code, string reason, string text, string remedy, string? field, params (string Name, string Value)[] values)
        => new(code, reason, CheckState.Missing, text, remedy, field, Values(values));

    private static Dictionary<string, string> Values((string Name, string Value)[] values)
        => values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    private static string Names(IEnumerable<Trunk> trunks) => string.Join(", ", trunks.Select(t => t.Name));

    private static string Number(long n) => n.ToString(CultureInfo.InvariantCulture);

    private static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");
}
