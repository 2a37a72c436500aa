using Microsoft.Extensions.Logging;

namespace CallCenter.Portal.Errors;

/// <summary>What the door logs.</summary>
internal static partial class PortalLog
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "Request {Id} failed: {Method} {Endpoint}")]
    public static partial void RequestFailed(ILogger logger, string id, string method, string endpoint, Exception error);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "Request {Id} found the database away: {Reason}")]
    public static partial void DatabaseAway(ILogger logger, string id, string reason);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "Whether the open hub connections still stand cannot be asked at the moment: {Reason}")]
    public static partial void HubsUnchecked(ILogger logger, string reason, Exception error);
}
