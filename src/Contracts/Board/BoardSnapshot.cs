using CallCenter.Contracts.Monitoring;
using CallCenter.Domain;

namespace CallCenter.Contracts.Board;

/// <summary>The floor at one moment, as far as the asker sees it. Later changes are numbered from <see cref="Version"/> + 1 on.</summary>
/// <param name="Stream">Names this run of the numbering; a client that knows another one starts anew from a snapshot.</param>
/// <param name="Version">Number of the last change that is in this snapshot.</param>
/// <param name="ServerTime">So that the client can correct its own clock for timers.</param>
/// <param name="Fresh">False while the Dialer cannot be reached: the floor as it was.</param>
/// <param name="Monitorings">Who is beside which of the agents.</param>
public sealed record BoardSnapshot(
    string Stream,
    long Version,
    DateTimeOffset ServerTime,
    bool Fresh,
    BoardLimits Limits,
    IReadOnlyList<BoardTeam> Teams,
    IReadOnlyList<BoardAgent> Agents,
    IReadOnlyList<BoardCampaign> Campaigns,
    IReadOnlyList<BoardTrunk> Trunks,
    IReadOnlyList<BoardAlarm> Alarms,
    IReadOnlyList<MonitoringView> Monitorings,
    BoardTotals Today,
    BoardHistory History);

/// <summary>What changed within a second: of each kind only what is other than before; null is "as it was".</summary>
/// <param name="Stream">The numbering it belongs to.</param>
/// <param name="Version">Follows the change before it without a gap; a client that misses one asks <c>Watch</c> again with the last it has.</param>
/// <param name="Agents">New or changed.</param>
/// <param name="AgentsGone">Signed out, or no longer the asker's.</param>
/// <param name="Teams">All of them.</param>
/// <param name="Trunks">All of them.</param>
/// <param name="Alarms">All of them.</param>
/// <param name="Monitorings">All of them.</param>
public sealed record BoardChange(
    string Stream,
    long Version,
    DateTimeOffset ServerTime,
    bool? Fresh,
    IReadOnlyList<BoardAgent>? Agents,
    IReadOnlyList<UserId>? AgentsGone,
    IReadOnlyList<BoardCampaign>? Campaigns,
    IReadOnlyList<CampaignId>? CampaignsGone,
    IReadOnlyList<BoardTeam>? Teams,
    IReadOnlyList<BoardTrunk>? Trunks,
    IReadOnlyList<BoardAlarm>? Alarms,
    IReadOnlyList<MonitoringView>? Monitorings,
    BoardTotals? Today,
    BoardMinute? Minute);

/// <summary>The answer to <c>Watch</c>: a snapshot, or only the changes that the client missed.</summary>
/// <param name="Snapshot">Null when <paramref name="Changes"/> suffice.</param>
public sealed record BoardResume(BoardSnapshot? Snapshot, IReadOnlyList<BoardChange> Changes);
