using System.Text.Json.Serialization;

namespace CallCenter.Contracts.Desk;

/// <summary>One numbered change of an agent's desk. A client that misses a number asks <c>Watch</c> again with the last one it has.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(AgentMoved), "agentMoved")]
[JsonDerivedType(typeof(ScreenPopped), "screenPopped")]
[JsonDerivedType(typeof(ScreenCleared), "screenCleared")]
[JsonDerivedType(typeof(FiguresChanged), "figuresChanged")]
[JsonDerivedType(typeof(CallbackAhead), "callbackAhead")]
[JsonDerivedType(typeof(PhoneTaken), "phoneTaken")]
public abstract record DeskChange
{
    /// <summary>Follows the change before it without a gap.</summary>
    public long Version { get; init; }
}

/// <summary>State, phone or call of the agent changed.</summary>
public sealed record AgentMoved(AgentSnapshot Agent) : DeskChange;

/// <summary>A customer was joined to the agent (step 8 of a call), or came back to the screen after a gap.</summary>
public sealed record ScreenPopped(ScreenPop Pop) : DeskChange;

/// <summary>The call is wrapped up: the screen is free for the next one.</summary>
public sealed record ScreenCleared : DeskChange;

/// <summary>The agent's own figures of the day.</summary>
public sealed record FiguresChanged(DayFigures Today) : DeskChange;

/// <summary>The agent's next promised call; null when there is none.</summary>
public sealed record CallbackAhead(CallbackView? Next) : DeskChange;

/// <summary>Another tab took the phone over: this one stays quiet.</summary>
/// <param name="Tab">The tab that has the phone now.</param>
public sealed record PhoneTaken(string Tab) : DeskChange;
