using System.Text;
using CallCenter.Sip.Messages;
using CallCenter.Sip.Sdp;

namespace CallCenter.Sip.Tests;

/// <summary>Short form of hardening S2: damaged messages cause no exception, no 500 and no silence afterwards.</summary>
public sealed class FuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Parser_validator_and_readers_survive_thirty_thousand_damaged_messages(int seed)
    {
        var mutator = new Mutator(seed);
        var message = new SipMessage();
        int fine = 0;
        for (int i = 0; i < 30_000; i++)
        {
            byte[] bytes = mutator.Next();
            if (!message.Parse(bytes, bytes.Length))
                continue;
            SipVerdict verdict = SipValidator.Check(message);
            Assert.InRange(verdict.Status, -1, 505);
            Assert.NotEqual(500, verdict.Status);
            Read(message);
            if (verdict.IsFine)
                fine++;
        }

        Assert.InRange(fine, 1000, 29_000);
    }

    [Fact]
    public void Session_descriptions_survive_a_hundred_thousand_damages()
    {
        var mutator = new Mutator(8866);
        byte[] sdp = Encoding.ASCII.GetBytes(Given.SdpText + "m=video 1 RTP/AVP 31\r\nc=IN IP6 ::1\r\na=fmtp:31 x=y\r\na=inactive\r\n");
        for (int i = 0; i < 100_000; i++)
        {
            if (!SdpSession.TryParse(mutator.Damage(sdp), out SdpSession session, out _))
                continue;
            AudioOffer.FromAnswer(session);
            AudioOffer.Answer(session, new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 1), ["PCMU", "PCMA"]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_endpoint_under_damaged_datagrams_stays_alive_and_answers_no_500(bool takesEveryInvite)
    {
        var mutator = new Mutator(takesEveryInvite ? 21 : 20);
        await using SipEndpoint endpoint = Given.Endpoint(with: o => o with { FindUser = Given.Users(("ann", "secret")), AcceptUnauthenticatedInvites = takesEveryInvite, T1 = TimeSpan.FromMilliseconds(10) });
        Task answering = AnswerAllAsync(endpoint);
        using var far = new FarEnd();
        for (int i = 0; i < 2000; i++)
        {
            far.Send(endpoint.LocalEndPoint, mutator.Next());
            if (i % 20 != 19)
                continue;
            string marker = $"marker-{i}";
            far.Send(endpoint.LocalEndPoint, TortureTests.Options(far.Address, marker));
            FarEnd.Text answer;
            do
            {
                answer = await far.ReceiveAsync();
                Assert.NotEqual(500, answer.Status);
            }
            while (!string.Equals(answer["Call-ID"], marker, StringComparison.Ordinal));
            Assert.Equal(200, answer.Status);
        }

        Assert.Equal(0, endpoint.Counters.Faults);
        Assert.Null(endpoint.Registrar.Find("ann"));
        await endpoint.DisposeAsync();
        await answering.WaitAsync(Given.Limit);
    }

    [Fact]
    public async Task Calls_under_damaged_responses_end_and_leave_a_working_endpoint()
    {
        var mutator = new Mutator(22);
        await using SipEndpoint endpoint = Given.Endpoint(with: o => o with { T1 = TimeSpan.FromMilliseconds(10) });
        using var far = new FarEnd();
        for (int i = 0; i < 60; i++)
        {
            InviteClientSession session = endpoint.Invite(Given.Invite(far.Address, new SipCredentials("a", "b")));
            FarEnd.Text invite = await far.ReceiveAsync("INVITE");
            foreach ((int status, string extra) in new[]
            {
                (183, "Reason: Q.850;cause=18\r\n"),
                (401, "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n"),
                (200, $"Contact: <sip:x@{far.Address}>\r\nRecord-Route: <sip:{far.Address};lr>\r\n"),
                (487, "Retry-After: 5\r\n"),
            })
            {
                far.Send(invite.From, mutator.Damage(Encoding.ASCII.GetBytes(invite.Response(status, "Phrase", $"t{mutator.Next(3)}", extra, Given.SdpText))));
            }

            session.Cancel();
            far.Send(invite.From, invite.Response(487, "Request Terminated", "t", "", ""));
            while (await session.Events.NextAsync() is InviteProgress)
            {
            }

            while (far.HasMore)
                await far.ReceiveAsync();
        }

        Assert.Equal(0, endpoint.Counters.Faults);
    }

    private static void Read(SipMessage message)
    {
        SipReading.Reasons(message);
        SipReading.RetryAfter(message);
        SipReading.Sdp(message);
        SipReading.Tag(message, HeaderId.To);
        message.Items(HeaderId.Contact);
        message.Items(HeaderId.Via);
        DigestFields.Parse(message.Get(HeaderId.Authorization));
        DigestFields.Parse(message.Get(HeaderId.WwwAuthenticate));
        DialogSetup.Contact(message);
        SipResponses.Target(message);
        if (message.IsRequest)
        {
            byte[] response = SipResponses.Begin(new SipWriter(), message, 400, "Bad", "tag").Finish();
            var copy = new SipMessage();
            Assert.True(copy.Parse(response, response.Length));
        }

        Assert.Equal(message.Body.Length, message.Keep().Body.Length);
    }

    private static async Task AnswerAllAsync(SipEndpoint endpoint)
    {
        int number = 0;
        await foreach (IncomingInvite invite in endpoint.IncomingInvites.ReadAllAsync())
        {
            invite.Progress(180);
            if (number++ % 2 == 0)
                invite.Reject(486);
            else
                _ = invite.Answer(Given.Sdp).ByeAsync(null, CancellationToken.None);
        }
    }
}
