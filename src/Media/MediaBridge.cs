namespace CallCenter.Media;

public sealed class MediaBridge : IDisposable
{
    internal MediaBridge() { }
    public void Dispose() => throw new NotSupportedException();
}
