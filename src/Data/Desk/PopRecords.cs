using CallCenter.Data.Calls;
using CallCenter.Data.Customers;
using CallCenter.Data.Dispositions;
using CallCenter.Domain;
using CallCenter.Domain.Rules;

namespace CallCenter.Data.Desk;

/// <summary>Which call is to be shown; what the Dialer knows of it before its row does.</summary>
public sealed record PopQuery(CallId Call, CampaignId? Campaign, LeadId? Lead, CustomerId? Customer, string Number);

/// <summary>Everything stored that belongs on the screen of a call.</summary>
public sealed record PopFacts
{
    /// <summary>Null when there is no row of that id.</summary>
    public PopCallRow? Call { get; init; }

    /// <summary>Null for a number that nobody is known by.</summary>
    public Customer? Customer { get; init; }

    public PopLeadRow? Lead { get; init; }

    public PopCampaignRow? Campaign { get; init; }

    /// <summary>Those of the campaign and the company's that it does not hide.</summary>
    public IReadOnlyList<Disposition> Dispositions { get; init; } = [];

    /// <summary>Earlier calls with the customer, newest first.</summary>
    public IReadOnlyList<PopPastCall> Calls { get; init; } = [];

    /// <summary>Calls that were promised to the customer, newest first.</summary>
    public IReadOnlyList<PopPromise> Promises { get; init; } = [];

    public StoredNotes Notes { get; init; } = new("", null, 0, []);
}

/// <summary>The call's own row.</summary>
public sealed record PopCallRow
{
    public CallDirection Direction { get; init; }

    public CampaignId? CampaignId { get; init; }

    public LeadId? LeadId { get; init; }

    public CustomerId? CustomerId { get; init; }

    public UserId? AgentId { get; init; }

    public string Number { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Disposition { get; init; }

    public string? Notes { get; init; }

    public DateTimeOffset? NotesAt { get; init; }

    public int NotesRevision { get; init; }

    public string NoteTimes { get; init; } = "[]";

    /// <summary>The lead's attempts up to this call, itself included.</summary>
    public int Attempt { get; init; }

    /// <summary>Of the lead's attempt before.</summary>
    public string? LastOutcome { get; init; }

    /// <summary>The promise that this call keeps.</summary>
    public DateTimeOffset? PromisedAt { get; init; }
}

/// <summary>The lead's list and its fields.</summary>
public sealed record PopLeadRow
{
    public string ListName { get; init; } = "";

    public string DefaultCountry { get; init; } = "";

    public IReadOnlyList<string> Fields { get; init; } = [];

    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>What the screen needs of a campaign.</summary>
public sealed record PopCampaignRow
{
    public string Name { get; init; } = "";

    public DialMode Mode { get; init; }

    public string RuleSet { get; init; } = "";

    public CampaignTimetable Timetable { get; init; } = CampaignTimetable.Always;
}

/// <summary>An earlier call.</summary>
public sealed record PopPastCall
{
    public DateTimeOffset StartedAt { get; init; }

    public CallDirection Direction { get; init; }

    public string? Outcome { get; init; }

    public string? Disposition { get; init; }

    public string? AgentName { get; init; }

    public DateTimeOffset? ConnectedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Notes { get; init; }

    public string? CampaignName { get; init; }
}

/// <summary>A promise made to the customer.</summary>
public sealed record PopPromise
{
    public DateTimeOffset DueAt { get; init; }

    public CallbackState State { get; init; }

    public string? AgentName { get; init; }

    public string? CampaignName { get; init; }
}
