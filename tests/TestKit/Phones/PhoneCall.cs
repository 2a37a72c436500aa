using CallCenter.Media;
using CallCenter.Media.Audio;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;

namespace CallCenter.TestKit.Phones;

/// <summary>One answered call of a <see cref="SoftAgentPhone"/>: keeps the first five minutes of what it hears.</summary>
public sealed class PhoneCall : IAudioTap, IAsyncDisposable
{
    private delegate bool WindowTest(ReadOnlySpan<byte> window);

    private static readonly string[] Codecs = ["PCMU", "PCMA"];
    private readonly RtpLeg _leg;
    private readonly Dialog _dialog;
    private readonly IDisposable _tap;
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _heard = new byte[300 * 8000];
    private readonly Task _humming;
    private int _length;
    private int _version = 1;

    internal PhoneCall(RtpLeg leg, IncomingInvite invite, (byte[] Answer, NegotiatedAudio Audio) agreed, AudioClip? tone)
    {
        _leg = leg;
        AlertInfo = invite.Header("Alert-Info");
        CallInfo = invite.Header("Call-Info");
        _tap = leg.Tap(this);
        Connect(agreed.Audio);
        _humming = tone is null ? Task.CompletedTask : leg.PlayAsync(tone, loop: true, _stop.Token);
        _dialog = invite.Answer(agreed.Answer);
        Ended = FollowAsync();
    }

    /// <summary>Completes when the dialog is over, with who ended it.</summary>
    public Task<DialogEndCause> Ended { get; }

    /// <summary>Auto-answer hints of the INVITE.</summary>
    public string? AlertInfo { get; }

    /// <summary>Auto-answer hints of the INVITE.</summary>
    public string? CallInfo { get; }

    /// <summary>Audio heard so far.</summary>
    public TimeSpan HeardLength => TimeSpan.FromSeconds(Volatile.Read(ref _length) / 8000.0);

    /// <summary>How long a tone was heard, in windows of 100 ms.</summary>
    public TimeSpan Heard(double hz) => Windows(window => Goertzel.Amplitude(window, hz) > 500);

    /// <summary>How long anything was heard, in windows of 100 ms.</summary>
    public TimeSpan HeardSound() => Windows(window =>
    {
        long sum = 0;
        foreach (byte code in window)
            sum += Math.Abs((int)Mulaw.Decode(code));
        return sum > 200L * window.Length;
    });

    /// <summary>The last so many samples, mu-law; fewer at the beginning.</summary>
    public byte[] Last(int samples)
    {
        int length = Volatile.Read(ref _length);
        return _heard[Math.Max(0, length - samples)..length];
    }

    /// <summary>The agent hangs the phone up.</summary>
    public Task HangUpAsync() => _dialog.ByeAsync(null, CancellationToken.None);

    /// <inheritdoc />
    public void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks)
    {
        int length = _length;
        int count = Math.Min(mulaw.Length, _heard.Length - length);
        mulaw[..count].CopyTo(_heard.AsSpan(length));
        Volatile.Write(ref _length, length + count);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (!Ended.IsCompleted)
            _ = _dialog.ByeAsync(null, CancellationToken.None);
        await _humming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _tap.Dispose();
        _leg.Dispose();
        _stop.Dispose();
    }

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

    private async Task<DialogEndCause> FollowAsync()
    {
        DialogEndCause cause = DialogEndCause.Lost;
        await foreach (DialogEvent change in _dialog.Events.ReadAllAsync())
        {
            if (change is DialogEnded ended)
                cause = ended.Cause;
            else if (change is DialogOffer offer)
                Accept(offer);
        }

        return cause;
    }

    private void Accept(DialogOffer offer)
    {
        if (AudioOffer.Answer(offer.Offer, _leg.LocalEndPoint, Codecs, version: ++_version) is not { } agreed)
        {
            offer.Refuse(488);
            return;
        }

        Connect(agreed.Audio);
        offer.Accept(agreed.Answer);
    }

    private void Connect(NegotiatedAudio audio) => _leg.SetRemote(new RemoteMedia(
        audio.Remote, audio.Codec is "PCMA" ? AudioCodec.Pcma : AudioCodec.Pcmu, audio.PayloadType, audio.TelephoneEventPayloadType));
}
