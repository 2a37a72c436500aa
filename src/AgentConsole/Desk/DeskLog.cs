using CallCenter.Domain;
using Microsoft.Extensions.Logging;

namespace CallCenter.AgentConsole.Desk;

/// <summary>What the desks log.</summary>
internal static partial class DeskLog
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "The desk of agent {Agent} cannot read the database: {Reason}")]
    public static partial void DatabaseAway(ILogger logger, UserId agent, string reason);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Error, Message = "The desk of agent {Agent} failed at {Message}")]
    public static partial void Failed(ILogger logger, UserId agent, string message, Exception error);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Debug, Message = "The screen of call {Call} was read in {Milliseconds} ms")]
    public static partial void Popped(ILogger logger, CallId call, double milliseconds);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Error, Message = "Reading the dialer's events failed; it begins again")]
    public static partial void ReaderFailed(ILogger logger, Exception error);
}
