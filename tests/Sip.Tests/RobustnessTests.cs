using System.Net;

namespace CallCenter.Sip.Tests;

/// <summary>Loss, disorder and floods (short forms of hardening S2, S3).</summary>
public sealed class RobustnessTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Sixty_calls_over_a_net_that_loses_every_fifth_datagram_all_come_about_and_end(int seed)
    {
        var t1 = TimeSpan.FromMilliseconds(20);
        await using SipEndpoint callee = Given.Endpoint(with: o => o with { AcceptUnauthenticatedInvites = true, T1 = t1, T2 = t1 * 8, T4 = t1 * 10 });
        await using SipEndpoint caller = Given.Endpoint(with: o => o with { T1 = t1, T2 = t1 * 8, T4 = t1 * 10 });
        await using var relay = new LossyRelay(callee.LocalEndPoint, seed, 20);
        Task<int> farEnds = EndingsAsync(callee, 60);
        int[] answered = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => CallAsync())).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(60, answered.Sum());
        Assert.Equal(60, await farEnds.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, caller.Counters.Faults + callee.Counters.Faults);
        Assert.True(caller.Counters.Retransmitted > 0);

        async Task<int> CallAsync()
        {
            InviteClientSession session = caller.Invite(Given.Invite(relay.Address) with { StayOnFlow = true });
            InviteAnswered call = await session.AnsweredAsync();
            await call.Dialog.ByeAsync(null, CancellationToken.None);
            return 1;
        }
    }

    [Fact]
    public async Task Strangers_flooding_do_not_keep_a_phone_from_registering_nor_leave_anything_behind()
    {
        await using SipEndpoint server = Given.Endpoint(with: o => o with { FindUser = Given.Users(("ann", "secret")) });
        await using SipEndpoint phone = Given.Endpoint();
        FarEnd[] strangers = [.. Enumerable.Range(0, 10).Select(_ => new FarEnd())];
        var mutator = new Mutator(3);
        for (int round = 0; round < 20; round++)
        {
            foreach (FarEnd stranger in strangers)
            {
                var requests = new Requests(stranger, server.LocalEndPoint);
                for (int i = 0; i < 5; i++)
                {
                    requests.Send(requests.Make("INVITE", 1, body: Given.SdpText));
                    requests.Send(requests.Make("REGISTER", 2));
                    stranger.Send(server.LocalEndPoint, mutator.Next());
                }
            }

            SipReply reply = await phone.RequestAsync(
                new OutboundRequest
                {
                    Method = "REGISTER",
                    RequestUri = "sip:callcenter",
                    Destination = server.LocalEndPoint,
                    From = "sip:ann@callcenter",
                    To = "sip:ann@callcenter",
                    Credentials = new SipCredentials("ann", "secret"),
                },
                CancellationToken.None).WaitAsync(Given.Limit);
            Assert.Equal(200, reply.Status);
        }

        Assert.Single(server.Registrar.All("ann"));
        (_, int transactions, int dialogs) = await server.SizeAsync();
        Assert.InRange(transactions, 0, 20); // the phone's own
        Assert.Equal(0, dialogs);
        Assert.Equal(0, server.Counters.Faults);
        foreach (FarEnd stranger in strangers)
            stranger.Dispose();
    }

    [Fact]
    public async Task An_address_in_use_is_named_when_binding_fails()
    {
        await using SipEndpoint first = Given.Endpoint();
        var second = new SipEndpoint(new SipEndpointOptions { Listen = first.LocalEndPoint }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        System.Net.Sockets.SocketException error = Assert.Throws<System.Net.Sockets.SocketException>(second.Start);
        Assert.Contains(first.LocalEndPoint.ToString(), error.Message, StringComparison.Ordinal);
        await second.DisposeAsync();
        Assert.Throws<ArgumentException>(() => Given.Endpoint(with: o => o with { AdvertisedHost = "a\r\nb" }));
        Assert.Throws<ArgumentException>(() => Given.Endpoint(with: o => o with { Realm = "a\"b" }));
    }

    [Fact]
    public async Task An_advertised_host_stands_in_via_and_contact()
    {
        await using SipEndpoint endpoint = Given.Endpoint(with: o => o with { AdvertisedHost = "2001:db8::7" });
        using var far = new FarEnd();
        endpoint.Invite(Given.Invite(far.Address));
        FarEnd.Text invite = await far.ReceiveAsync("INVITE");
        string expected = $"[2001:db8::7]:{endpoint.LocalEndPoint.Port}";
        Assert.StartsWith($"SIP/2.0/UDP {expected};", invite["Via"], StringComparison.Ordinal);
        Assert.Equal($"<sip:{expected}>", invite["Contact"]);
    }

    private static async Task<int> EndingsAsync(SipEndpoint callee, int count)
    {
        var endings = new List<Task<DialogEnded>>();
        for (int i = 0; i < count; i++)
        {
            IncomingInvite invite = await callee.IncomingInvites.ReadAsync();
            invite.Progress(180);
            endings.Add(invite.Answer(Given.Sdp).EndedAsync());
        }

        return (await Task.WhenAll(endings)).Count(e => e.Cause is DialogEndCause.RemoteBye or DialogEndCause.AckTimeout);
    }
}
