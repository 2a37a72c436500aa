using CallCenter.Contracts.Desk;
using CallCenter.Data.Calls;
using CallCenter.Data.Customers;
using CallCenter.Data.Desk;
using CallCenter.Data.Dispositions;
using CallCenter.Domain;
using CallCenter.Domain.Numbers;
using CallCenter.Domain.Rules;

namespace CallCenter.AgentConsole.ScreenPops;

/// <summary>Makes the agent's picture of a call from what is stored. Pure.</summary>
internal static class ScreenPopBuilder
{
    private const int MostHistory = 20;

    public static ScreenPop Build(PopQuery query, DateTimeOffset? answeredAt, PopFacts facts, DateTimeOffset now)
    {
        string number = facts.Call?.Number ?? query.Number;
        return new ScreenPop(
            query.Call,
            facts.Call?.CampaignId ?? query.Campaign ?? default,
            facts.Campaign?.Name ?? "",
            facts.Campaign?.Mode ?? DialMode.Manual,
            (facts.Call?.Direction ?? CallDirection.Outbound).Word(),
            number,
            PhoneNumberFormat.International(number),
            facts.Call?.AnsweredAt ?? answeredAt,
            facts.Customer is { } customer ? Customer(customer, number) : null,
            Why(facts),
            Hours(facts, number, now),
            Fields(facts),
            History(facts),
            Choices(facts.Dispositions),
            Notes(facts.Notes));
    }

    /// <summary>The notes with the time of each line.</summary>
    public static NotesView Notes(StoredNotes notes) => new(
        notes.Text,
        notes.SavedAt,
        notes.Revision,
        [.. notes.Times.Select((time, line) => time is { } at ? new NoteMark(line, at) : null).OfType<NoteMark>()]);

    private static PopCustomer Customer(Customer c, string dialled) => new(
        c.Id,
        c.FullName.Length > 0 ? c.FullName : c.Company,
        c.Company.Length > 0 ? c.Company : null,
        c.Email,
        c.Language,
        c.Segment,
        c.Owner,
        c.ExternalId,
        c.Note,
        c.Consent.Word(),
        c.ConsentAt,
        [.. c.Numbers
            .OrderByDescending(n => string.Equals(n.Number, dialled, StringComparison.Ordinal))
            .Select(n => new PopNumber(n.Number, PhoneNumberFormat.International(n.Number), n.Type))]);

    private static PopReason Why(PopFacts facts)
    {
        PopCallRow? call = facts.Call;
        string code = call switch
        {
            { PromisedAt: not null } => "callback",
            { Direction: CallDirection.Manual } => "manual",
            { Direction: CallDirection.Inbound } => "inbound",
            { Attempt: > 1 } => "retry",
            _ => "firstAttempt",
        };
        return new PopReason(code, call?.LeadId is null ? null : Math.Max(1, call.Attempt), call?.PromisedAt, call?.LastOutcome, facts.Lead?.ListName);
    }

    private static Contracts.Desk.CallingHours? Hours(PopFacts facts, string number, DateTimeOffset now)
    {
        IReadOnlyList<string> zones = CustomerZones.Of(facts.Customer, number);
        if (zones.Count == 0 || facts.Campaign is null || RuleSets.Find(facts.Campaign.RuleSet) is not { } rules)
        {
            return null;
        }

        return new Contracts.Desk.CallingHours(zones[0], CallingWindow.IsOpen(rules, zones, now, TimeSpan.Zero), CallingWindow.ClosesAt(rules, zones, now));
    }

    // In the list's order; what the list has forgotten comes last.
    private static PopField[] Fields(PopFacts facts)
    {
        if (facts.Lead is not { } lead)
        {
            return [];
        }

        return
        [
            .. lead.Custom
                .Where(f => f.Value.Length > 0)
                .OrderBy(f => Position(lead.Fields, f.Key))
                .ThenBy(f => f.Key, StringComparer.Ordinal)
                .Select(f => new PopField(f.Key, f.Value)),
        ];
    }

    private static int Position(IReadOnlyList<string> fields, string name)
    {
        for (int i = 0; i < fields.Count; i++)
        {
            if (string.Equals(fields[i], name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return int.MaxValue;
    }

    private static HistoryEntry[] History(PopFacts facts) =>
    [
        .. facts.Calls.Select(c => new HistoryEntry(
                c.StartedAt,
                "call",
                c.Direction.Word(),
                c.Outcome,
                c.Disposition,
                c.AgentName,
                c.ConnectedAt is { } from && c.EndedAt is { } to ? (int)Math.Round((to - from).TotalSeconds) : null,
                c.Notes,
                c.CampaignName))
            .Concat(facts.Promises.Where(p => p.State != CallbackState.Cancelled).Select(p => new HistoryEntry(
                p.DueAt, "callback", null, null, null, p.AgentName, null, null, p.CampaignName)))
            .OrderByDescending(h => h.At)
            .Take(MostHistory),
    ];

    // A campaign's own hides the company's with the same code; those with keys stand in their order.
    private static DispositionChoice[] Choices(IReadOnlyList<Disposition> all) =>
    [
        .. all.GroupBy(d => d.Code, StringComparer.Ordinal)
            .Select(same => same.OrderBy(d => d.CampaignId is null).First())
            .OrderBy(d => d.Hotkey ?? '~')
            .Select(d => new DispositionChoice(d.Code, d.Name, d.Hotkey?.ToString(), Meaning(d.Meaning))),
    ];

    private static string[] Meaning(DispositionMeaning meaning) =>
    [
        .. Enum.GetValues<DispositionMeaning>().Where(m => m != DispositionMeaning.None && meaning.HasFlag(m)).Select(m => m.Word()),
    ];
}
