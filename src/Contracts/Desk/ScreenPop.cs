using CallCenter.Domain;

namespace CallCenter.Contracts.Desk;

/// <summary>The customer on the line and everything the agent needs at the first word.</summary>
/// <param name="Number">E.164.</param>
/// <param name="NumberText">As people write it.</param>
/// <param name="Fields">The list's own fields of this lead, in the list's order.</param>
/// <param name="History">Newest first, at most 20.</param>
/// <param name="Dispositions">Those of the campaign, in the order of their keys.</param>
/// <param name="Notes">As saved so far.</param>
public sealed record ScreenPop(
    CallId Call,
    CampaignId CampaignId,
    string CampaignName,
    DialMode Mode,
    string Direction,
    string Number,
    string NumberText,
    DateTimeOffset? AnsweredAt,
    PopCustomer? Customer,
    PopReason Why,
    CallingHours? Hours,
    IReadOnlyList<PopField> Fields,
    IReadOnlyList<HistoryEntry> History,
    IReadOnlyList<DispositionChoice> Dispositions,
    NotesView Notes);

/// <summary>Who it is. Texts are as uploaded: show them as text, never as markup.</summary>
/// <param name="Consent">unknown, given or withdrawn.</param>
/// <param name="Numbers">All numbers, E.164 with their type, the dialled one first.</param>
public sealed record PopCustomer(
    CustomerId Id,
    string Name,
    string? Company,
    string? Email,
    string? Language,
    string? Segment,
    string? Owner,
    string? ExternalId,
    string? Note,
    string Consent,
    DateTimeOffset? ConsentAt,
    IReadOnlyList<PopNumber> Numbers);

/// <summary>One of a customer's numbers.</summary>
public sealed record PopNumber(string Number, string Text, string Type);

/// <summary>Why this customer is called now.</summary>
/// <param name="Code">firstAttempt, retry, callback, manual or inbound.</param>
/// <param name="Attempt">Which attempt on this lead it is, from 1; null without a lead.</param>
/// <param name="PromisedAt">For a call-back: the time that was promised.</param>
/// <param name="LastOutcome">Of the attempt before, as in the API.</param>
public sealed record PopReason(string Code, int? Attempt, DateTimeOffset? PromisedAt, string? LastOutcome, string? ListName);

/// <summary>The customer's own clock and what the law says about it.</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="MayCallUntil">End of today's calling window; null when it is closed or the rule set knows none.</param>
public sealed record CallingHours(string TimeZone, bool Open, DateTimeOffset? MayCallUntil);

/// <summary>A field of the list, as uploaded.</summary>
public sealed record PopField(string Name, string Value);

/// <summary>Something that happened with this customer before.</summary>
/// <param name="Kind">call or callback.</param>
/// <param name="Outcome">As in the API; of calls.</param>
/// <param name="TalkSeconds">Null when nobody talked.</param>
public sealed record HistoryEntry(
    DateTimeOffset At,
    string Kind,
    string? Direction,
    string? Outcome,
    string? Disposition,
    string? Agent,
    int? TalkSeconds,
    string? Notes,
    string? CampaignName);

/// <summary>A verdict the agent may choose.</summary>
/// <param name="Hotkey">1-9, or null.</param>
public sealed record DispositionChoice(string Code, string Name, string? Hotkey, IReadOnlyList<string> Meaning);

/// <summary>The notes on a call; each line with the time in the call at which it was first saved.</summary>
/// <param name="SavedAt">Null before the first save.</param>
/// <param name="Revision">Rises with every save, from 0; a save names the one it began with, so that two tabs do not overwrite each other.</param>
public sealed record NotesView(string Text, DateTimeOffset? SavedAt, int Revision, IReadOnlyList<NoteMark> Marks);

/// <summary>When a line of the notes was written.</summary>
/// <param name="Line">From 0.</param>
/// <param name="OffsetMs">Milliseconds since the answer.</param>
public sealed record NoteMark(int Line, long OffsetMs);
