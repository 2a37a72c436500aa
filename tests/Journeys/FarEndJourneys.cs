using System.Net;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;
using CallCenter.TestKit;
using CallCenter.TestKit.Phones;
using CallCenter.TestKit.Sipp;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Journeys;

/// <summary>Our SIP stack and SIPp meet on the wire, without the program: what the other journeys build on.</summary>
public sealed class FarEndJourneys : IAsyncLifetime
{
    private static readonly DigestSecret Ann = DigestSecret.From("ann", "callcenter", "a long password");
    private readonly SipEndpoint _sip = new(
        new SipEndpointOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            FindUser = name => name is "ann" ? Ann : null,
        },
        TimeProvider.System,
        NullLoggerFactory.Instance);

    public ValueTask InitializeAsync()
    {
        _sip.Start();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task SIPp_registers_by_digest_and_answers_as_a_phone()
    {
        await using SippAgentPhone phone = await SippAgentPhone.StartAsync(_sip.LocalEndPoint, "ann", "a long password");
        SipBinding binding = _sip.Registrar.Find("ann")!;
        InviteClientSession call = _sip.Invite(Invitation(binding.ContactUri, binding.Flow));
        InviteAnswered answered = Assert.IsType<InviteAnswered>(await FinalAsync(call));
        Assert.Equal(200, (await answered.Dialog.ByeAsync(null, CancellationToken.None)).Status);
        await WaitFor.TrueAsync("SIPp to see BYE", () => phone.Run.Received("BYE") == 1, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task SIPp_with_a_wrong_password_is_not_registered()
    {
        SippResult result = await SippAgentPhone.RegisterAsync(_sip.LocalEndPoint, "ann", "guess", FreePorts.Udp());
        Assert.NotEqual(0, result.ExitCode);
        Assert.Null(_sip.Registrar.Find("ann"));
    }

    [Fact]
    public async Task The_soft_phone_registers_by_digest()
    {
        await using SoftAgentPhone phone = await SoftAgentPhone.StartAsync(_sip.LocalEndPoint, "ann", "a long password", 430);
        Assert.Equal(phone.Address, _sip.Registrar.Find("ann")!.Flow);
    }

    [Fact]
    public async Task SIPp_as_a_carrier_plays_every_outcome()
    {
        await using SippCarrier carrier = await SippCarrier.StartAsync();
        IPEndPoint there = new(IPAddress.Loopback, carrier.Port);
        (string Ending, int Status)[] refusals = [("20", 486), ("22", 404), ("23", 503), ("24", 603), ("25", 480), ("26", 403), ("27", 608), ("40", 488)];
        foreach ((string ending, int status) in refusals)
        {
            InviteEnded ended = Assert.IsType<InviteEnded>(await FinalAsync(_sip.Invite(Invitation($"sip:+121255501{ending}@{there}", there))));
            Assert.Equal((InviteEnd.Rejected, status), (ended.End, ended.Status));
        }

        InviteClientSession ringing = _sip.Invite(Invitation($"sip:+12125550121@{there}", there));
        Assert.IsType<InviteProgress>(await ringing.Events.ReadAsync());
        await WaitFor.TrueAsync("SIPp to wait for CANCEL", () => carrier.Run.Sent("SIP/2.0 180") == 1, TimeSpan.FromSeconds(5));
        ringing.Cancel();
        Assert.Equal(InviteEnd.Cancelled, Assert.IsType<InviteEnded>(await FinalAsync(ringing)).End);

        Dialog hangsUp = Assert.IsType<InviteAnswered>(await FinalAsync(_sip.Invite(Invitation($"sip:+12125550101@{there}", there)))).Dialog;
        DialogEvent last = null!;
        await foreach (DialogEvent change in hangsUp.Events.ReadAllAsync())
            last = change;
        Assert.Equal(DialogEndCause.RemoteBye, Assert.IsType<DialogEnded>(last).Cause);

        SipReply options = await _sip.RequestAsync(
            new OutboundRequest { Method = "OPTIONS", RequestUri = $"sip:{there}", Destination = there, From = $"<sip:probe@{_sip.LocalEndPoint}>" }, CancellationToken.None);
        Assert.Equal(200, options.Status);
        SippResult result = await carrier.Run.FinishAsync(TimeSpan.FromSeconds(20));
        Assert.Equal((0, 0), (result.ExitCode, result.Failed));
    }

    public ValueTask DisposeAsync() => _sip.DisposeAsync();

    private static async Task<InviteEvent> FinalAsync(InviteClientSession call)
    {
        InviteEvent? last = null;
        await foreach (InviteEvent change in call.Events.ReadAllAsync())
            last = change;
        return last!;
    }

    private OutboundInvite Invitation(string uri, IPEndPoint there) => new()
    {
        RequestUri = uri,
        Destination = there,
        From = $"<sip:+12125550199@{_sip.LocalEndPoint}>",
        Sdp = AudioOffer.Create(new IPEndPoint(IPAddress.Loopback, 40000), ["PCMU", "PCMA"]),
    };
}
