using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Phones;

internal static partial class PhoneLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {Agent}: {Reason}")]
    public static partial void LineLost(ILogger log, string agent, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused a call to {User} from {Source}: nothing answers there")]
    public static partial void NobodyThere(ILogger log, string user, string source);
}
