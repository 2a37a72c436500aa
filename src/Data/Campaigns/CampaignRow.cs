using CallCenter.Domain;
using CallCenter.Domain.Rules;

namespace CallCenter.Data.Campaigns;

/// <summary>The columns of a campaign's own table.</summary>
internal sealed record CampaignRow
{
    public CampaignId Id { get; init; }

    public string Name { get; init; } = "";

    public DialMode Mode { get; init; }

    public double Ratio { get; init; }

    public CampaignState State { get; init; }

    public string CallerId { get; init; } = "";

    public IReadOnlyList<string> CallerIds { get; init; } = [];

    public CampaignTimetable Timetable { get; init; } = CampaignTimetable.Always;

    public TimeSpan RingTimeout { get; init; }

    public string RuleSet { get; init; } = "";

    public double AbandonLimit { get; init; }

    public AmdMode Amd { get; init; }

    public PromptId? SafeHarbourPromptId { get; init; }

    public TimeSpan WrapUp { get; init; }

    public int MaxAttempts { get; init; }

    public TimeSpan ConnectLimit { get; init; }

    public DateTimeOffset? FirstStartedAt { get; init; }

    public DateTimeOffset? ArchivedAt { get; init; }

    public int Version { get; init; }

    public Campaign ToCampaign(IReadOnlyList<ListId> lists, IReadOnlyList<TrunkId> trunks) => new()
    {
        Id = Id,
        Name = Name,
        Mode = Mode,
        Ratio = Ratio,
        State = State,
        ListIds = lists,
        TrunkIds = trunks,
        CallerId = CallerId,
        CallerIds = CallerIds,
        Timetable = Timetable,
        RingTimeout = RingTimeout,
        RuleSet = RuleSet,
        AbandonLimit = AbandonLimit,
        Amd = Amd,
        SafeHarbourPromptId = SafeHarbourPromptId,
        WrapUp = WrapUp,
        MaxAttempts = MaxAttempts,
        ConnectLimit = ConnectLimit,
        FirstStartedAt = FirstStartedAt,
        ArchivedAt = ArchivedAt,
        Version = Version,
    };
}

/// <summary>One change of a campaign.</summary>
public sealed record CampaignChange
{
    /// <summary>Of the change itself; rises.</summary>
    public long Id { get; init; }

    public int Version { get; init; }

    public DateTimeOffset At { get; init; }

    public UserId? UserId { get; init; }

    /// <summary>"created", "edited", "state running", "archived" ...</summary>
    public string Change { get; init; } = "";

    /// <summary>The campaign afterwards, as JSON.</summary>
    public string Snapshot { get; init; } = "";
}

/// <summary>How often a disposition was given in a campaign.</summary>
public sealed record CampaignResult
{
    public string Code { get; init; } = "";

    public long Calls { get; init; }
}
