using CallCenter.Domain;

namespace CallCenter.Contracts.Desk;

/// <summary>Everything an agent's desk shows, at one moment. Later changes are numbered from <see cref="Version"/> + 1 on.</summary>
/// <param name="Stream">Names this run of the numbering; a client that knows another one starts anew from a snapshot.</param>
/// <param name="Version">Number of the last change that is in this snapshot.</param>
/// <param name="ServerTime">So that the client can correct its own clock for timers.</param>
/// <param name="Pop">The customer on the line or still to be wrapped up; null without a call.</param>
public sealed record DeskSnapshot(
    string Stream,
    long Version,
    DateTimeOffset ServerTime,
    AgentSnapshot Agent,
    ScreenPop? Pop,
    DayFigures Today,
    CallbackView? NextCallback);

/// <summary>The answer to <c>Watch</c>: a snapshot, or only the changes that the client missed.</summary>
/// <param name="Snapshot">Null when <paramref name="Changes"/> suffice.</param>
public sealed record DeskResume(DeskSnapshot? Snapshot, IReadOnlyList<DeskChange> Changes);
