using Microsoft.Extensions.Logging;

namespace CallCenter.Media;

public sealed class MediaEngine : IAsyncDisposable
{
    public MediaEngine(MediaOptions options, TimeProvider time, ILoggerFactory logs) => throw new NotSupportedException();
    public void Start() => throw new NotSupportedException();
    public bool IsHealthy => throw new NotSupportedException();
    public RtpLeg? TryOpenLeg() => throw new NotSupportedException();
    public MediaStats Stats => throw new NotSupportedException();
    public RecordingWriter Recordings => throw new NotSupportedException();
    public MediaBridge Join(RtpLeg a, RtpLeg b) => throw new NotSupportedException();
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
