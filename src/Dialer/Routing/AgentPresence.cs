using CallCenter.Contracts;
using CallCenter.Dialer.Phones;
using CallCenter.Domain;

namespace CallCenter.Dialer.Routing;

/// <summary>
/// One agent's session: state, phone and call. Changed only by <see cref="AgentFloor"/> under its lock; others read
/// <see cref="Snapshot"/>.
/// </summary>
public sealed class AgentPresence
{
    internal AgentPresence(UserId id, string userName, IReadOnlyList<CampaignId> campaigns, PhoneKind phone, DateTimeOffset now)
    {
        Id = id;
        UserName = userName;
        Campaigns = campaigns;
        Phone = phone;
        State = AgentState.Connecting;
        Since = now;
    }

    public UserId Id { get; }

    public string UserName { get; }

    public IReadOnlyList<CampaignId> Campaigns { get; }

    public PhoneKind Phone { get; }

    public AgentState State { get; internal set; }

    public DateTimeOffset Since { get; internal set; }

    public string? Reason { get; internal set; }

    /// <summary>The agent's audio path; null while connecting or unreachable.</summary>
    public AgentLine? Line { get; internal set; }

    /// <summary>The call the agent has, or has still to wrap up.</summary>
    public AgentCall? Call { get; internal set; }

    /// <summary>When the agent last became free; the longest idle gets the next call.</summary>
    internal DateTimeOffset IdleSince { get; set; }

    /// <summary>Asked for during a call: carried out after wrap-up.</summary>
    internal (AgentState State, string? Reason)? Wish { get; set; }

    internal DateTimeOffset? LimitAt { get; set; }

    /// <summary>The call that holds this agent, from the reservation to the end of wrap-up: nobody else's orders count.</summary>
    internal CallId? HeldBy { get; set; }

    internal bool Serves(CampaignId campaign) => Campaigns.Contains(campaign);

    internal AgentSnapshot Snapshot() => new(
        Id,
        UserName,
        State,
        Since,
        Reason,
        new AgentPhone(Phone, Line is not null ? "connected" : State == AgentState.Connecting ? "connecting" : "disconnected"),
        Campaigns,
        Call);
}
