using CallCenter.Contracts;
using CallCenter.Contracts.Monitoring;
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

    /// <summary>The agent's audio path; null while connecting and when it ended. A browser's may be away and come back.</summary>
    public AgentLine? Line { get; internal set; }

    /// <summary>Why there is no audio and since when; null while all is well.</summary>
    internal PhoneTrouble? Trouble { get; set; }

    /// <summary>The agent can hear and be heard.</summary>
    internal bool HasAudio => Trouble is null && Line is { IsUp: true };

    /// <summary>The call the agent has, or has still to wrap up.</summary>
    public AgentCall? Call { get; internal set; }

    /// <summary>When the agent last became free; the longest idle gets the next call.</summary>
    internal DateTimeOffset IdleSince { get; set; }

    /// <summary>Asked for during a call: carried out after wrap-up.</summary>
    internal (AgentState State, string? Reason)? Wish { get; set; }

    /// <summary>What the agent returns to when the phone comes back between calls.</summary>
    internal (AgentState State, string? Reason)? Return { get; set; }

    internal DateTimeOffset? LimitAt { get; set; }

    /// <summary>Supervisors beside this agent, as far as agents may see it.</summary>
    internal IReadOnlyList<ListenerMark>? Listeners { get; set; }

    /// <summary>The call that holds this agent, from the reservation to the end of wrap-up: nobody else's orders count.</summary>
    internal CallId? HeldBy { get; set; }

    /// <summary>The call that holds the agent has taken the line: from now on the phone may be away without losing the call.</summary>
    internal bool IsJoined { get; set; }

    internal bool Serves(CampaignId campaign) => Campaigns.Contains(campaign);

    internal AgentSnapshot Snapshot() => new(
        Id,
        UserName,
        State,
        Since,
        Reason,
        new AgentPhone(Phone, PhoneState(), Trouble?.Problem, Line?.Tab),
        Campaigns,
        Call,
        Listeners);

    private string PhoneState() => (State, Trouble) switch
    {
        (AgentState.Connecting, _) or (_, { IsConnecting: true }) => "connecting",
        (_, null) when Line is not null => "connected",
        _ => "disconnected",
    };
}

/// <summary>Why an agent's phone has no audio.</summary>
/// <param name="Problem">Stable code, as in <see cref="AgentPhone"/>.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="IsConnecting">It is being set up again.</param>
/// <param name="Since">When the audio went.</param>
internal sealed record PhoneTrouble(string? Problem, string? Reason, bool IsConnecting, DateTimeOffset Since);
