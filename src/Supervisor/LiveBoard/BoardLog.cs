using Microsoft.Extensions.Logging;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>What the live board logs.</summary>
internal static partial class BoardLog
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "The live board cannot read the database: {Reason}")]
    public static partial void DatabaseAway(ILogger logger, string reason);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Error, Message = "The live board failed at {Message}")]
    public static partial void Failed(ILogger logger, string message, Exception error);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Error, Message = "The live board's reader of the dialer's events failed; it begins again")]
    public static partial void ReaderFailed(ILogger logger, Exception error);
}
