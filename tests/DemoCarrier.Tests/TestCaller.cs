using System.Net;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.DemoCarrier.Tests;

/// <summary>A caller on the other side of the wire.</summary>
public sealed class TestCaller : IAsyncDisposable
{
    private readonly SipEndpoint _sip;
    private readonly MediaEngine _media;

    public TestCaller()
    {
        _sip = new SipEndpoint(
            new SipEndpointOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), IsKnownPeer = _ => true }, TimeProvider.System, NullLoggerFactory.Instance);
        _media = new MediaEngine(
            new MediaOptions { Bind = IPAddress.Loopback, PortLow = 0, PortHigh = 0, Workers = 1 }, TimeProvider.System, NullLoggerFactory.Instance);
        _media.Start();
        _sip.Start();
    }

    public TestCall Call(IPEndPoint carrier, string number, string[]? codecs = null)
        => Call(carrier, number, leg => AudioOffer.Create(leg.LocalEndPoint, codecs ?? ["PCMU", "PCMA"]));

    public TestCall Call(IPEndPoint carrier, string number, Func<RtpLeg, byte[]> offer)
    {
        RtpLeg leg = _media.TryOpenLeg() ?? throw new InvalidOperationException("No port");
        InviteClientSession session = _sip.Invite(new OutboundInvite
        {
            RequestUri = $"sip:{number}@{carrier}",
            Destination = carrier,
            From = $"<sip:+12125550199@{_sip.LocalEndPoint}>",
            Sdp = offer(leg),
        });
        return new TestCall(session, leg);
    }

    public Task<SipReply> OptionsAsync(IPEndPoint carrier) => _sip.RequestAsync(
        new OutboundRequest { Method = "OPTIONS", RequestUri = $"sip:{carrier}", Destination = carrier, From = $"<sip:probe@{_sip.LocalEndPoint}>" },
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _sip.DisposeAsync();
        await _media.DisposeAsync();
    }
}
