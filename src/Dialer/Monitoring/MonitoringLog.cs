using CallCenter.Domain;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Monitoring;

internal static partial class MonitoringLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Supervisor} is beside {Agent}: {Mode} ({Id})")]
    public static partial void Began(ILogger log, string supervisor, string agent, MonitoringMode mode, MonitoringId id);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Supervisor} is no more beside {Agent}: {Reason} ({Id})")]
    public static partial void Ended(ILogger log, string supervisor, string agent, string reason, MonitoringId id);

    [LoggerMessage(Level = LogLevel.Error, Message = "The phone of {Id} could not be hung up")]
    public static partial void NotHungUp(ILogger log, MonitoringId id, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit log did not take {Action} of {Supervisor}: {Details}")]
    public static partial void NotAudited(ILogger log, string action, string supervisor, string details, Exception? error);
}
