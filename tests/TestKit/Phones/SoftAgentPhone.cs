using System.Net;
using System.Threading.Channels;
using CallCenter.Media;
using CallCenter.Media.Audio;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.TestKit.Phones;

/// <summary>
/// A managed SIP phone for journeys that must measure audio: registers by digest, answers by itself, hums its own tone and keeps what it
/// hears, call by call.
/// </summary>
public sealed class SoftAgentPhone : IAsyncDisposable
{
    private static readonly string[] Codecs = ["PCMU", "PCMA"];
    private readonly SipEndpoint _sip;
    private readonly MediaEngine _media;
    private readonly AudioClip? _tone;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<PhoneCall> _calls = [];
    private readonly Channel<PhoneCall> _answered = Channel.CreateBounded<PhoneCall>(100);
    private Task _accepting = Task.CompletedTask;

    private SoftAgentPhone(double? toneHz)
    {
        _sip = new SipEndpoint(
            new SipEndpointOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), AcceptUnauthenticatedInvites = true, Product = "SoftAgentPhone" },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        _media = new MediaEngine(
            new MediaOptions { Bind = IPAddress.Loopback, PortLow = 0, PortHigh = 0, Workers = 1 }, TimeProvider.System, NullLoggerFactory.Instance);
        _tone = toneHz is { } hz ? AudioClip.Tone(hz, TimeSpan.FromSeconds(1)) : null;
    }

    /// <summary>Where the phone listens.</summary>
    public IPEndPoint Address => _sip.LocalEndPoint;

    /// <summary>Calls answered so far, oldest first.</summary>
    public IReadOnlyList<PhoneCall> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    /// <summary>Each call as it is answered.</summary>
    public ChannelReader<PhoneCall> Answered => _answered.Reader;

    /// <summary>Registers and begins to answer; <paramref name="toneHz"/> null sends silence.</summary>
    public static async Task<SoftAgentPhone> StartAsync(IPEndPoint registrar, string userName, string password, double? toneHz)
    {
        SoftAgentPhone phone = new(toneHz);
        phone._media.Start();
        phone._sip.Start();
        phone._accepting = phone.AcceptAsync();
        SipReply reply = await phone.RegisterAsync(registrar, userName, password);
        if (reply.IsSuccess)
            return phone;
        await phone.DisposeAsync();
        throw new InvalidOperationException($"{userName} could not register: {reply.Status} {reply.Phrase}");
    }

    /// <summary>Like a phone whose plug is pulled: no BYE, no more audio. Dispose it later all the same.</summary>
    public async Task VanishAsync()
    {
        await _media.DisposeAsync();
        await _sip.DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        foreach (PhoneCall call in Calls)
            await call.DisposeAsync();
        await _sip.DisposeAsync();
        await _media.DisposeAsync();
        _stop.Dispose();
    }

    private Task<SipReply> RegisterAsync(IPEndPoint registrar, string userName, string password) => _sip.RequestAsync(
        new OutboundRequest
        {
            Method = "REGISTER",
            RequestUri = $"sip:{registrar}",
            Destination = registrar,
            From = $"<sip:{userName}@{registrar}>",
            To = $"<sip:{userName}@{registrar}>",
            Credentials = new SipCredentials(userName, password),
            Headers = [new SipHeader("Contact", $"<sip:{userName}@{_sip.LocalEndPoint}>"), new SipHeader("Expires", "600")],
        },
        CancellationToken.None);

    private async Task AcceptAsync()
    {
        try
        {
            await foreach (IncomingInvite invite in _sip.IncomingInvites.ReadAllAsync(_stop.Token))
                Answer(invite);
        }
        catch (OperationCanceledException)
        {
            // Disposing.
        }
    }

    private void Answer(IncomingInvite invite)
    {
        RtpLeg? leg = _media.TryOpenLeg();
        if (leg is null || invite.Offer is null || AudioOffer.Answer(invite.Offer, leg.LocalEndPoint, Codecs) is not { } agreed)
        {
            leg?.Dispose();
            invite.Reject(488);
            return;
        }

        PhoneCall call = new(leg, invite, agreed, _tone);
        lock (_gate)
            _calls.Add(call);
        _answered.Writer.TryWrite(call);
    }
}
