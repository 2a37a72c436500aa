using CallCenter.Contracts;
using CallCenter.Contracts.Board;
using CallCenter.Contracts.Monitoring;
using CallCenter.Portal.Hubs;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>What the board's loop is told.</summary>
internal abstract record BoardMessage
{
    /// <summary>The Dialer reports.</summary>
    public sealed record Happened(DialerEvent Event) : BoardMessage;

    /// <summary>The Dialer answered for the whole floor: at the beginning and after a gap.</summary>
    public sealed record Surveyed(FloorSurvey Survey) : BoardMessage;

    /// <summary>Names and figures were read from the database.</summary>
    public sealed record Looked(BoardFacts Facts) : BoardMessage;

    /// <summary>How the trunks are.</summary>
    public sealed record TrunksAsked(IReadOnlyList<TrunkHealth> Trunks) : BoardMessage;

    /// <summary>A tab shows the board from now on.</summary>
    public sealed record Watch(BoardAudience Audience, HubTab Tab, string? Stream, long Version, TaskCompletionSource<BoardResume> Answer) : BoardMessage;

    /// <summary>A tab is gone.</summary>
    public sealed record Leave(string Connection) : BoardMessage;

    /// <summary>Time passed.</summary>
    public sealed record Tick : BoardMessage;
}

/// <summary>The Dialer's floor as a whole.</summary>
/// <param name="Complete">False when the Dialer did not answer everything.</param>
internal sealed record FloorSurvey(
    IReadOnlyList<AgentSnapshot> Agents,
    IReadOnlyList<CampaignLive> Campaigns,
    IReadOnlyList<Alarm> Alarms,
    IReadOnlyList<MonitoringView> Monitorings,
    bool Complete)
{
    /// <summary>Nobody answered.</summary>
    public static FloorSurvey Unanswered { get; } = new([], [], [], [], Complete: false);
}
