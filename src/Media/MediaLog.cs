using Microsoft.Extensions.Logging;

namespace CallCenter.Media;

internal static partial class MediaLog
{
    [LoggerMessage(1, LogLevel.Information, "Media engine up: {Workers} workers on {Address}, ports {Low}-{High}")]
    internal static partial void Started(ILogger log, int workers, System.Net.IPAddress address, int low, int high);

    [LoggerMessage(2, LogLevel.Error, "Media worker {Worker} met a fault ({Count} so far); the packet is dropped")]
    internal static partial void WorkerFault(ILogger log, string? worker, long count, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "No leg opened: {Reason}")]
    internal static partial void NoLeg(ILogger log, string reason);

    [LoggerMessage(4, LogLevel.Error, "Recording {Path}: {Reason}")]
    internal static partial void RecordingTrouble(ILogger log, string path, string reason);

    [LoggerMessage(5, LogLevel.Information, "Recording {Path} is being written again")]
    internal static partial void RecordingRecovered(ILogger log, string path);

    [LoggerMessage(6, LogLevel.Error, "The recording writer met a fault; it goes on")]
    internal static partial void WriterFault(ILogger log, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "No browser audio: {Reason}")]
    internal static partial void NoBrowserPort(ILogger log, string reason);

    [LoggerMessage(8, LogLevel.Information, "Browser audio on {Address} (UDP)")]
    internal static partial void BrowserPortUp(ILogger log, System.Net.IPEndPoint address);

    [LoggerMessage(9, LogLevel.Information, "Browser at {Path} is up, {Profile}")]
    internal static partial void BrowserUp(ILogger log, string path, Srtp.SrtpProfile profile);

    [LoggerMessage(10, LogLevel.Warning, "Browser at {Path} shows another certificate than its offer names; refused")]
    internal static partial void WrongFingerprint(ILogger log, string path);

    [LoggerMessage(11, LogLevel.Error, "The DTLS thread met a fault; the page concerned is refused")]
    internal static partial void HandshakeFault(ILogger log, Exception exception);
}
