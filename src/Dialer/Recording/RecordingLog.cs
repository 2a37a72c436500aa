using CallCenter.Domain;
using CallCenter.Media;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Recording;

internal static partial class RecordingLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Recording {File}: {Kind} {Reason}")]
    public static partial void Trouble(ILogger log, string file, RecordingTroubleKind kind, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The recording of call {Call} could not be started")]
    public static partial void NotStarted(ILogger log, CallId call, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Start-up: the recording {File} could not be put right and is left as it is")]
    public static partial void LeftAsItIs(ILogger log, string file, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Start-up: {Repaired} recordings of an earlier run repaired, {Lost} without audio, {Orphans} files without a row")]
    public static partial void Reconciled(ILogger log, int repaired, int lost, int orphans);
}
