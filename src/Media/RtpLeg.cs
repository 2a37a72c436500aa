using System.Net;
using System.Threading.Channels;

namespace CallCenter.Media;

public sealed class RtpLeg : IDisposable
{
    internal RtpLeg() { }
    public IPEndPoint LocalEndPoint => throw new NotSupportedException();
    public TimeSpan MediaTimeout { get; set; }
    public void SetRemote(RemoteMedia remote) => throw new NotSupportedException();
    public ChannelReader<LegEvent> Events => throw new NotSupportedException();
    public Task<PlayEnd> PlayAsync(AudioClip clip, bool loop, CancellationToken ct) => throw new NotSupportedException();
    public void SendSilence(bool on) => throw new NotSupportedException();
    public bool SendDtmf(string digits) => throw new NotSupportedException();
    public LegQuality Quality => throw new NotSupportedException();
    public IDisposable Tap(IAudioTap tap) => throw new NotSupportedException();
    public void HoldReceive(bool muted) => throw new NotSupportedException();
    public void Dispose() => throw new NotSupportedException();
}
