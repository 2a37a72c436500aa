using CallCenter.Domain;

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

    public TimeSpan RingTimeout { get; init; }

    public string RuleSet { get; init; } = "";

    public double AbandonLimit { get; init; }

    public AmdMode Amd { get; init; }

    public PromptId? SafeHarbourPromptId { get; init; }

    public TimeSpan WrapUp { get; init; }

    public int MaxAttempts { get; init; }

    public TimeSpan ConnectLimit { get; init; }

    public DateTimeOffset? FirstStartedAt { get; init; }

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
        RingTimeout = RingTimeout,
        RuleSet = RuleSet,
        AbandonLimit = AbandonLimit,
        Amd = Amd,
        SafeHarbourPromptId = SafeHarbourPromptId,
        WrapUp = WrapUp,
        MaxAttempts = MaxAttempts,
        ConnectLimit = ConnectLimit,
        FirstStartedAt = FirstStartedAt,
        Version = Version,
    };
}

/// <summary>One change of a campaign.</summary>
public sealed record CampaignChange
{
    public int Version { get; init; }

    public DateTimeOffset At { get; init; }

    public UserId? UserId { get; init; }

    /// <summary>"created", "edited", "state running" ...</summary>
    public string Change { get; init; } = "";

    /// <summary>The campaign afterwards, as JSON.</summary>
    public string Snapshot { get; init; } = "";
}
