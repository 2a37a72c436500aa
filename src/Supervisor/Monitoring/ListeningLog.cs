using Microsoft.Extensions.Logging;

namespace CallCenter.Supervisor.Monitoring;

internal static partial class ListeningLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "News of listening could not be told; they are read on")]
    public static partial void Failed(ILogger log, Exception error);
}
