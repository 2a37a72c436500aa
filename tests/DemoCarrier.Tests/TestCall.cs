using CallCenter.Media;
using CallCenter.Media.Audio;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;

namespace CallCenter.DemoCarrier.Tests;

/// <summary>One call of a <see cref="TestCaller"/>: what was signalled, and what was heard.</summary>
public sealed class TestCall(InviteClientSession session, RtpLeg leg) : IAudioTap
{
    private readonly byte[] _heard = new byte[120 * 8000];
    private int _length;

    public InviteClientSession Session => session;

    public RtpLeg Leg => leg;

    public List<InviteProgress> Progress { get; } = [];

    /// <summary>Reads until the final event; audio is connected by every SDP on the way.</summary>
    public async Task<InviteEvent> FinalAsync()
    {
        leg.Tap(this);
        InviteEvent? last = null;
        await foreach (InviteEvent change in session.Events.ReadAllAsync())
        {
            last = change;
            if (change is InviteProgress progress)
            {
                Progress.Add(progress);
                Connect(progress.Sdp);
            }
            else if (change is InviteAnswered answered)
            {
                Connect(answered.Sdp);
            }
        }

        return last!;
    }

    public async Task<Dialog> AnsweredAsync()
    {
        InviteEvent final = await FinalAsync();
        return Assert.IsType<InviteAnswered>(final).Dialog;
    }

    public static async Task<DialogEndCause> EndAsync(Dialog dialog)
    {
        DialogEndCause? cause = null;
        await foreach (DialogEvent change in dialog.Events.ReadAllAsync())
        {
            if (change is DialogEnded ended)
                cause = ended.Cause;
        }

        return cause!.Value;
    }

    /// <summary>How long a tone was heard, in windows of 100 ms.</summary>
    public TimeSpan Heard(double hz) => Windows(window => Goertzel.Amplitude(window, hz) > 500);

    /// <summary>How long anything was heard.</summary>
    public TimeSpan HeardSound() => Windows(window =>
    {
        long sum = 0;
        foreach (byte code in window)
            sum += Math.Abs((int)Mulaw.Decode(code));
        return sum > 200L * window.Length;
    });

    public void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks)
    {
        int length = _length;
        int count = Math.Min(mulaw.Length, _heard.Length - length);
        mulaw[..count].CopyTo(_heard.AsSpan(length));
        Volatile.Write(ref _length, length + count);
    }

    private delegate bool WindowTest(ReadOnlySpan<byte> window);

    private TimeSpan Windows(WindowTest test)
    {
        const int Window = 800;
        int length = Volatile.Read(ref _length);
        int windows = 0;
        for (int start = 0; start + Window <= length; start += Window)
        {
            if (test(_heard.AsSpan(start, Window)))
                windows++;
        }

        return TimeSpan.FromMilliseconds(100 * windows);
    }

    private void Connect(SdpSession? sdp)
    {
        if (sdp is not null && AudioOffer.FromAnswer(sdp) is { } audio)
        {
            leg.SetRemote(new RemoteMedia(
                audio.Remote, audio.Codec is "PCMA" ? AudioCodec.Pcma : AudioCodec.Pcmu, audio.PayloadType, audio.TelephoneEventPayloadType));
        }
    }
}
