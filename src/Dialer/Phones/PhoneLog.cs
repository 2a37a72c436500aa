using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Phones;

internal static partial class PhoneLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {Agent}: {Reason}")]
    public static partial void LineLost(ILogger log, string agent, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Agent {Agent}: the phone could not be called again")]
    public static partial void ReconnectFailed(ILogger log, string agent, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A call for {User} could not be handled and is refused")]
    public static partial void IncomingFailed(ILogger log, string user, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused a call to {User} from {Source}: nothing answers there")]
    public static partial void NobodyThere(ILogger log, string user, string source);

    [LoggerMessage(Level = LogLevel.Information, Message = "Browser phone of {User}: {How}")]
    public static partial void BrowserOffered(ILogger log, string user, string how);

    [LoggerMessage(Level = LogLevel.Information, Message = "Browser phone of {User}: given up")]
    public static partial void BrowserGone(ILogger log, string user);

    [LoggerMessage(Level = LogLevel.Error, Message = "Browsers cannot have phones")]
    public static partial void NoBrowserPhones(ILogger log, Exception error);
}
