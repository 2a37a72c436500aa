using CallCenter.DemoCarrier.Numbers;
using Microsoft.Extensions.Logging;

namespace CallCenter.DemoCarrier;

internal static partial class CarrierLog
{
    [LoggerMessage(1, LogLevel.Information, "Demo carrier on {Address}")]
    public static partial void Listening(ILogger log, string address);

    [LoggerMessage(2, LogLevel.Debug, "Call {CallId} reaches {Kind}")]
    public static partial void Called(ILogger log, string callId, FarEndKind kind);

    [LoggerMessage(3, LogLevel.Debug, "Call {CallId} ended: {End}")]
    public static partial void Ended(ILogger log, string callId, string end);

    [LoggerMessage(4, LogLevel.Error, "Call {CallId} broke")]
    public static partial void Broke(ILogger log, string callId, Exception error);

    [LoggerMessage(5, LogLevel.Warning, "Call {CallId} refused: {Limit} calls are under way")]
    public static partial void Full(ILogger log, string callId, int limit);
}
