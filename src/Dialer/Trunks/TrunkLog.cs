using CallCenter.Domain;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Trunks;

internal static partial class TrunkLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Trunk {Trunk} could not be looked at")]
    public static partial void WatchFailed(ILogger log, string trunk, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Trunk {Trunk} is {State} {Error}")]
    public static partial void HealthChanged(ILogger log, string trunk, TrunkHealthState state, string error);
}
