using System.Net;
using System.Threading.Channels;
using CallCenter.Media;
using CallCenter.Media.Audio;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Dialer.Tests.Support;

/// <summary>A trunk whose calls a test answers, refuses and ends itself.</summary>
public sealed class ScriptedTrunk : IAsyncDisposable
{
    private readonly SipEndpoint _sip = new(
        new SipEndpointOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), AcceptUnauthenticatedInvites = true, Product = "ScriptedTrunk" },
        TimeProvider.System,
        NullLoggerFactory.Instance);

    private readonly MediaEngine _media = new(
        new MediaOptions { Bind = IPAddress.Loopback, PortLow = 0, PortHigh = 0, Workers = 1 }, TimeProvider.System, NullLoggerFactory.Instance);

    private readonly Channel<CustomerEnd> _calls = Channel.CreateBounded<CustomerEnd>(100);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<CustomerEnd> _all = [];
    private Task _accepting = Task.CompletedTask;

    public int Port => _sip.LocalEndPoint.Port;

    public int CallsSoFar { get; private set; }

    public static ScriptedTrunk Start()
    {
        ScriptedTrunk trunk = new();
        trunk._media.Start();
        trunk._sip.Start();
        trunk._accepting = trunk.AcceptAsync();
        return trunk;
    }

    /// <summary>The next INVITE.</summary>
    public async Task<CustomerEnd> NextAsync(TimeSpan limit)
    {
        using CancellationTokenSource late = new(limit);
        return await _calls.Reader.ReadAsync(late.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _all.ForEach(c => c.Dispose());
        await _sip.DisposeAsync();
        await _media.DisposeAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            await foreach (IncomingInvite invite in _sip.IncomingInvites.ReadAllAsync(_stop.Token))
            {
                CustomerEnd end = new(invite, _media.TryOpenLeg()!);
                _all.Add(end);
                CallsSoFar++;
                _calls.Writer.TryWrite(end);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposing.
        }
    }
}

/// <summary>The customer's end of one call.</summary>
public sealed class CustomerEnd : IAudioTap, IDisposable
{
    private const int Window = 800;
    private readonly RtpLeg _leg;
    private readonly byte[] _heard = new byte[60 * 8000];
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<char> _digits = [];
    private Dialog? _dialog;
    private int _length;

    internal CustomerEnd(IncomingInvite invite, RtpLeg leg)
    {
        Invite = invite;
        _leg = leg;
        leg.Tap(this);
        invite.Cancelled.Register(() => _cancelled.TrySetResult());
        _ = ReadDigitsAsync();
    }

    public IncomingInvite Invite { get; }

    public string Number => Invite.RequestUser;

    /// <summary>Completes when the caller gives up before the answer.</summary>
    public Task Cancelled => _cancelled.Task;

    /// <summary>Completes when the answered call is over.</summary>
    public Task<DialogEndCause> Ended { get; private set; } = Task.FromResult(DialogEndCause.Lost);

    public string Digits
    {
        get
        {
            lock (_digits)
            {
                return new string([.. _digits]);
            }
        }
    }

    public void Ring() => Invite.Progress(180, "Ringing");

    public void Answer(double? toneHz = 440)
    {
        (byte[] answer, NegotiatedAudio audio) = AudioOffer.Answer(Invite.Offer!, _leg.LocalEndPoint, ["PCMU"])!.Value;
        _leg.SetRemote(new RemoteMedia(audio.Remote, AudioCodec.Pcmu, audio.PayloadType, audio.TelephoneEventPayloadType));
        if (toneHz is { } hz)
        {
            _ = _leg.PlayAsync(AudioClip.Tone(hz, TimeSpan.FromSeconds(1)), loop: true, CancellationToken.None);
        }

        _dialog = Invite.Answer(answer);
        Ended = FollowAsync(_dialog);
    }

    /// <summary>Answers with an address of the other family: nobody can send there.</summary>
    public void AnswerFromIPv6()
    {
        string sdp = "v=0\r\no=- 1 1 IN IP6 ::1\r\ns=-\r\nc=IN IP6 ::1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\na=sendrecv\r\n";
        _dialog = Invite.Answer(System.Text.Encoding.ASCII.GetBytes(sdp));
        Ended = FollowAsync(_dialog);
    }

    public Task HangUpAsync() => _dialog!.ByeAsync(null, CancellationToken.None);

    public void Press(string digits) => Assert.True(_leg.SendDtmf(digits));

    /// <summary>How long a tone was heard.</summary>
    public TimeSpan Heard(double hz) => Windows(w => Goertzel.Amplitude(w, hz) > 500);

    /// <summary>The last so many samples, mu-law; fewer at the beginning.</summary>
    public byte[] Last(int samples)
    {
        int length = Volatile.Read(ref _length);
        return _heard[Math.Max(0, length - samples)..length];
    }

    /// <summary>How long there was any sound.</summary>
    public TimeSpan HeardSound() => Windows(w =>
    {
        int sum = 0;
        foreach (byte b in w)
        {
            sum += Math.Abs((int)Mulaw.Decode(b));
        }

        return sum / w.Length > 200;
    });

    public void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks)
    {
        int length = _length;
        int count = Math.Min(mulaw.Length, _heard.Length - length);
        mulaw[..count].CopyTo(_heard.AsSpan(length));
        Volatile.Write(ref _length, length + count);
    }

    public void Dispose() => _leg.Dispose();

    private delegate bool Test(ReadOnlySpan<byte> window);

    private TimeSpan Windows(Test test)
    {
        int length = Volatile.Read(ref _length);
        int windows = 0;
        for (int start = 0; start + Window <= length; start += Window)
        {
            windows += test(_heard.AsSpan(start, Window)) ? 1 : 0;
        }

        return TimeSpan.FromMilliseconds(100 * windows);
    }

    private async Task ReadDigitsAsync()
    {
        await foreach (LegEvent e in _leg.Events.ReadAllAsync())
        {
            if (e is DtmfDigit digit)
            {
                lock (_digits)
                {
                    _digits.Add(digit.Digit);
                }
            }
        }
    }

    private static async Task<DialogEndCause> FollowAsync(Dialog dialog)
    {
        DialogEndCause cause = DialogEndCause.Lost;
        await foreach (DialogEvent change in dialog.Events.ReadAllAsync())
        {
            if (change is DialogEnded ended)
            {
                cause = ended.Cause;
            }
        }

        return cause;
    }
}
