using System.Net;
using System.Threading.Channels;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Dialer.Tests.Support;

/// <summary>An agent's phone that does only what the test says.</summary>
public sealed class ScriptedPhone : IAsyncDisposable
{
    private readonly SipEndpoint _sip = new(
        new SipEndpointOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), AcceptUnauthenticatedInvites = true, Product = "ScriptedPhone" },
        TimeProvider.System,
        NullLoggerFactory.Instance);

    private readonly MediaEngine _media = new(
        new MediaOptions { Bind = IPAddress.Loopback, PortLow = 0, PortHigh = 0, Workers = 1 }, TimeProvider.System, NullLoggerFactory.Instance);

    private readonly IPEndPoint _registrar;
    private readonly string _user;

    private ScriptedPhone(IPEndPoint registrar, string user)
    {
        _registrar = registrar;
        _user = user;
        _media.Start();
        _sip.Start();
    }

    private SipCredentials Credentials => new(_user, "secret-of-" + _user);

    public ChannelReader<IncomingInvite> Invites => _sip.IncomingInvites;

    public static async Task<ScriptedPhone> StartAsync(IPEndPoint registrar, string user)
    {
        ScriptedPhone phone = new(registrar, user);
        await phone.RegisterAsync();
        return phone;
    }

    public async Task RegisterAsync()
    {
        SipReply reply = await _sip.RequestAsync(
            new OutboundRequest
            {
                Method = "REGISTER",
                RequestUri = $"sip:{_registrar}",
                Destination = _registrar,
                From = $"<sip:{_user}@{_registrar}>",
                To = $"<sip:{_user}@{_registrar}>",
                Credentials = Credentials,
                Headers = [new SipHeader("Contact", $"<sip:{_user}@{_sip.LocalEndPoint}>"), new SipHeader("Expires", "600")],
            },
            CancellationToken.None);
        Assert.True(reply.IsSuccess, reply.Phrase);
    }

    /// <summary>Takes the next call; the dialog is the test's.</summary>
    public async Task<Dialog> AnswerAsync(TimeSpan limit)
    {
        using CancellationTokenSource late = new(limit);
        return Answer(await Invites.ReadAsync(late.Token));
    }

    public Dialog Answer(IncomingInvite invite)
    {
        RtpLeg leg = _media.TryOpenLeg()!;
        (byte[] answer, NegotiatedAudio audio) = AudioOffer.Answer(invite.Offer!, leg.LocalEndPoint, ["PCMU"])!.Value;
        leg.SetRemote(new RemoteMedia(audio.Remote, AudioCodec.Pcmu, audio.PayloadType, audio.TelephoneEventPayloadType));
        return invite.Answer(answer);
    }

    /// <summary>Calls a number at the registrar; the last event.</summary>
    public async Task<InviteEvent> CallAsync(string number)
    {
        InviteClientSession invite = _sip.Invite(new OutboundInvite
        {
            RequestUri = $"sip:{number}@{_registrar}",
            Destination = _registrar,
            From = $"<sip:{_user}@{_registrar}>",
            Sdp = AudioOffer.Create(_media.TryOpenLeg()!.LocalEndPoint, ["PCMU"]),
            Credentials = Credentials,
        });
        InviteEvent? last = null;
        await foreach (InviteEvent e in invite.Events.ReadAllAsync())
        {
            last = e;
        }

        return last!;
    }

    public async ValueTask DisposeAsync()
    {
        await _sip.DisposeAsync();
        await _media.DisposeAsync();
    }
}
