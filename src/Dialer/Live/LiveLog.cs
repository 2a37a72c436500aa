using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Live;

internal static partial class LiveLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Alarm {Code}: {Text}")]
    public static partial void AlarmRaised(ILogger log, string code, string text);

    [LoggerMessage(Level = LogLevel.Information, Message = "Alarm {Code} is over")]
    public static partial void AlarmCleared(ILogger log, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Command {Command} failed")]
    public static partial void CommandFailed(ILogger log, string command, Exception error);
}
