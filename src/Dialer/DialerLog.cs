using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer;

internal static partial class DialerLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} attempts of an earlier run had no end: closed as interrupted")]
    public static partial void Interrupted(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: no new calls, {Count} calls may go on for {Limit}")]
    public static partial void Draining(ILogger log, int count, TimeSpan limit);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} calls did not close in time")]
    public static partial void CallsLeft(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The loop for {What} failed and begins again")]
    public static partial void LoopFailed(ILogger log, string what, Exception error);
}
