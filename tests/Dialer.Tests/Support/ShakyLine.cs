using CallCenter.Dialer.Phones;
using CallCenter.Domain;
using CallCenter.Media;

namespace CallCenter.Dialer.Tests.Support;

/// <summary>
/// An agent's line whose audio is real RTP and whose health a test decides, as a browser's would report it. The far end sends a tone.
/// </summary>
internal sealed class ShakyLine : AgentLine
{
    private readonly RtpLeg _far;

    private ShakyLine(RtpLeg near, RtpLeg far)
        : base(PhoneKind.Browser, near, new LineState(LineHealth.Up))
        => _far = far;

    public override string? Tab => "tab-1";

    public static ShakyLine Open(MediaEngine media, double toneHz)
    {
        RtpLeg near = media.TryOpenLeg()!;
        RtpLeg far = media.TryOpenLeg()!;
        near.SetRemote(new RemoteMedia(far.LocalEndPoint, AudioCodec.Pcmu, 0, 101));
        far.SetRemote(new RemoteMedia(near.LocalEndPoint, AudioCodec.Pcmu, 0, 101));
        _ = far.PlayAsync(AudioClip.Tone(toneHz, TimeSpan.FromSeconds(1)), loop: true, CancellationToken.None);
        return new ShakyLine(near, far);
    }

    public void Go() => Become(new LineState(LineHealth.Away, "closed", "the page with the phone was closed"));

    public void ComeBack()
    {
        Become(new LineState(LineHealth.Connecting, null, "the browser's audio is being set up"));
        Become(new LineState(LineHealth.Up));
    }

    public override ValueTask DisposeAsync()
    {
        Become(new LineState(LineHealth.Over, null, SessionEnded));
        Leg.Dispose();
        _far.Dispose();
        return ValueTask.CompletedTask;
    }
}
