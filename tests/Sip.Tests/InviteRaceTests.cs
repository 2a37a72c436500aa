using CallCenter.TestKit;

namespace CallCenter.Sip.Tests;

/// <summary>The INVITE client against a scripted far end: retransmission, CANCEL races, forks (telephony.md 4).</summary>
public sealed class InviteRaceTests : IAsyncDisposable
{
    private static readonly TimeSpan T1 = TimeSpan.FromMilliseconds(500);
    private readonly ManualClock _clock = new();
    private readonly SipEndpoint _endpoint;
    private readonly FarEnd _far = new();

    public InviteRaceTests() => _endpoint = Given.Endpoint(_clock);

    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        _far.Dispose();
        Assert.Equal(0, _endpoint.Counters.Faults);
    }

    [Fact]
    public async Task The_invite_says_what_it_must()
    {
        _endpoint.Invite(Given.Invite(_far.Address) with { Headers = [new("Alert-Info", "info=alert-autoanswer")], CallId = "given@here" });
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        Assert.Equal($"sip:+15550100@{_far.Address}", invite.Uri);
        Assert.StartsWith($"SIP/2.0/UDP {_endpoint.LocalEndPoint};rport;branch=z9hG4bK", invite["Via"], StringComparison.Ordinal);
        Assert.StartsWith("\"Acme\" <sip:+15550199@callcenter.test>;tag=", invite["From"], StringComparison.Ordinal);
        Assert.Equal($"<sip:+15550100@{_far.Address}>", invite["To"]);
        Assert.Equal("given@here", invite["Call-ID"]);
        Assert.Equal("1 INVITE", invite["CSeq"]);
        Assert.Equal("70", invite["Max-Forwards"]);
        Assert.Equal($"<sip:{_endpoint.LocalEndPoint}>", invite["Contact"]);
        Assert.Equal("info=alert-autoanswer", invite["Alert-Info"]);
        Assert.Equal(Given.SdpText, invite.Body);
        Assert.DoesNotContain("/", invite["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timer_A_doubles_and_timer_B_ends_the_call_after_32_seconds()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address));
        FarEnd.Text first = await _far.ReceiveAsync("INVITE");
        foreach (int gap in new[] { 1, 2, 4, 8, 16 })
        {
            // Well outside the wheel's grain of 10 ms on both sides.
            _clock.Advance((T1 * gap) - TimeSpan.FromMilliseconds(50));
            Assert.False(_far.HasMore);
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Equal(first.Raw, (await _far.ReceiveAsync("INVITE")).Raw);
        }

        Assert.False(session.Events.TryRead(out _));
        _clock.Advance(T1 * 64);
        InviteEnded ended = await session.EndedAsync();
        Assert.Equal((InviteEnd.NoResponse, 0), (ended.End, ended.Status));
        Assert.Equal((0, 0, 0), await _endpoint.SizeAsync());
    }

    [Fact]
    public async Task A_limit_for_the_first_response_ends_earlier_and_a_late_ringing_is_cancelled()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address) with { FirstResponseLimit = TimeSpan.FromSeconds(4) });
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        _clock.Advance(TimeSpan.FromSeconds(4.1));
        Assert.Equal(InviteEnd.NoResponse, (await session.EndedAsync()).End);
        await session.Events.Completion.WaitAsync(Given.Limit);
        _far.Respond(invite, 180, "Ringing", "late");
        FarEnd.Text cancel = await _far.ReceiveAsync("CANCEL");
        Assert.Equal(invite.Branch, cancel.Branch);
        Assert.Equal("1 CANCEL", cancel["CSeq"]);
    }

    [Fact]
    public async Task Any_provisional_response_stops_the_limit_and_the_retransmission()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address) with { FirstResponseLimit = TimeSpan.FromSeconds(4) });
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        _far.Respond(invite, 100, "Trying");
        _far.Respond(invite, 183, "Session Progress", "a", "Reason: Q.850;cause=18\r\n", Given.SdpText);
        var progress = (InviteProgress)await session.Events.NextAsync();
        Assert.Equal((183, "a"), (progress.Status, progress.ToTag));
        Assert.Equal(18, progress.Reasons[0].Cause);
        Assert.NotNull(progress.Sdp);
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.False(_far.HasMore);
        _far.Respond(invite, 180, "Ringing", "b");
        Assert.Equal("b", ((InviteProgress)await session.Events.NextAsync()).ToTag);
        _far.Respond(invite, 486, "Busy Here", "b");
        Assert.Equal(486, (await session.EndedAsync()).Status);
        FarEnd.Text ack = await _far.ReceiveAsync("ACK");
        Assert.Equal(invite.Branch, ack.Branch);
        Assert.Equal("b", ack.ToTag);
        _far.Respond(invite, 486, "Busy Here", "b");
        Assert.Equal(ack.Raw, (await _far.ReceiveAsync("ACK")).Raw);
    }

    [Fact]
    public async Task Cancel_before_any_response_waits_for_the_first_provisional_one()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address));
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        session.Cancel("Q.850;cause=16");
        await _endpoint.SizeAsync();
        _clock.Advance(T1 + TimeSpan.FromMilliseconds(50));
        Assert.Equal("INVITE", (await _far.ReceiveAsync()).Method);
        _far.Respond(invite, 100, "Trying");
        FarEnd.Text cancel = await _far.ReceiveAsync("CANCEL");
        Assert.Equal(invite.Uri, cancel.Uri);
        Assert.Equal(invite["Via"], cancel["Via"]);
        Assert.Equal(invite["From"], cancel["From"]);
        Assert.Equal(invite["To"], cancel["To"]);
        Assert.Equal("Q.850;cause=16", cancel["Reason"]);
        _far.Respond(cancel, 200, "OK", "t");
        _far.Respond(invite, 487, "Request Terminated", "t");
        Assert.Equal(InviteEnd.Cancelled, (await session.EndedAsync()).End);
        Assert.Equal("1 ACK", (await _far.ReceiveAsync("ACK"))["CSeq"]);
        await _endpoint.DrainAsync(TimeSpan.FromMinutes(1), CancellationToken.None).WaitAsync(Given.Limit);
    }

    [Fact]
    public async Task Cancel_without_any_response_ever_ends_with_timer_B()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address));
        await _far.ReceiveAsync("INVITE");
        session.Cancel();
        await _endpoint.SizeAsync();
        _clock.Advance(T1 * 65);
        Assert.Equal(InviteEnd.Cancelled, (await session.EndedAsync()).End);
        while (_far.HasMore)
            Assert.Equal("INVITE", (await _far.ReceiveAsync()).Method);
    }

    [Fact]
    public async Task An_answer_after_cancel_is_acknowledged_and_ended_with_bye()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address));
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        _far.Respond(invite, 180, "Ringing", "t");
        await session.Events.NextAsync();
        session.Cancel();
        FarEnd.Text cancel = await _far.ReceiveAsync("CANCEL");
        _far.Respond(invite, 200, "OK", "t", $"Contact: <sip:{_far.Address}>\r\n", Given.SdpText);
        Assert.Equal("t", (await _far.ReceiveAsync("ACK")).ToTag);
        FarEnd.Text bye = await _far.ReceiveAsync("BYE");
        Assert.Equal("2 BYE", bye["CSeq"]);
        _far.Respond(cancel, 481, "Call Does Not Exist", "x");
        _far.Respond(bye, 200, "OK");
        InviteEnded ended = await session.EndedAsync();
        Assert.Equal((InviteEnd.AnsweredAfterCancel, 200), (ended.End, ended.Status));
        await _endpoint.DrainAsync(TimeSpan.FromMinutes(1), CancellationToken.None).WaitAsync(Given.Limit);
    }

    [Fact]
    public async Task Cancel_confirmed_but_no_487_ends_after_64_T1()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address));
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        _far.Respond(invite, 180, "Ringing", "t");
        await session.Events.NextAsync();
        session.Cancel();
        _far.Respond(await _far.ReceiveAsync("CANCEL"), 200, "OK", "t");
        await Eventually(() => _endpoint.Counters.Received >= 2);
        _clock.Advance((T1 * 64) - TimeSpan.FromMilliseconds(50));
        Assert.False(session.Events.TryRead(out _));
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(InviteEnd.Cancelled, (await session.EndedAsync()).End);
    }

    [Fact]
    public async Task A_refusal_that_crossed_the_cancel_keeps_its_own_status()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address));
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        _far.Respond(invite, 180, "Ringing", "t");
        await session.Events.NextAsync();
        session.Cancel();
        await _far.ReceiveAsync("CANCEL");
        _far.Respond(invite, 486, "Busy Here", "t");
        InviteEnded ended = await session.EndedAsync();
        Assert.Equal((InviteEnd.Rejected, 486), (ended.End, ended.Status));
    }

    [Fact]
    public async Task Every_repeated_200_gets_its_ack_again_even_after_the_transaction()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address));
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        string ok = invite.Response(200, "OK", "t", $"Contact: <sip:far@{_far.Address}>\r\n", Given.SdpText);
        _far.Send(invite.From, ok);
        FarEnd.Text ack = await _far.ReceiveAsync("ACK");
        Assert.Equal($"sip:far@{_far.Address}", ack.Uri);
        Assert.NotEqual(invite.Branch, ack.Branch, StringComparer.Ordinal);
        Assert.Equal("1 ACK", ack["CSeq"]);
        await session.AnsweredAsync();
        _far.Send(invite.From, ok);
        Assert.Equal(ack.Raw, (await _far.ReceiveAsync("ACK")).Raw);
        _clock.Advance(T1 * 66);
        await CallCenter.TestKit.WaitFor.AnswerAsync("the transaction to be gone", _ => _endpoint.SizeAsync(), size => size == (0, 0, 1), TimeSpan.FromSeconds(10));
        _far.Send(invite.From, ok);
        Assert.Equal(ack.Raw, (await _far.ReceiveAsync("ACK")).Raw);
    }

    [Fact]
    public async Task A_second_fork_that_answers_is_acknowledged_and_ended_while_the_first_goes_on()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address));
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        _far.Respond(invite, 180, "Ringing", "one");
        _far.Respond(invite, 183, "Session Progress", "two", "", Given.SdpText);
        _far.Respond(invite, 200, "OK", "one", $"Contact: <sip:one@{_far.Address}>\r\n", Given.SdpText);
        Dialog dialog = (await session.AnsweredAsync()).Dialog;
        Assert.Equal("one", dialog.RemoteTag);
        Assert.Equal("one", (await _far.ReceiveAsync("ACK")).ToTag);
        _far.Respond(invite, 200, "OK", "two", $"Contact: <sip:two@{_far.Address}>\r\n", Given.SdpText);
        Assert.Equal("two", (await _far.ReceiveAsync("ACK")).ToTag);
        FarEnd.Text bye = await _far.ReceiveAsync("BYE");
        Assert.Equal("two", bye.ToTag);
        Assert.Equal($"sip:two@{_far.Address}", bye.Uri);
        _far.Respond(bye, 200, "OK");
        Assert.False(dialog.Events.TryRead(out _));
        Task<SipReply> end = dialog.ByeAsync(null, CancellationToken.None);
        bye = await _far.ReceiveAsync("BYE");
        Assert.Equal("one", bye.ToTag);
        _far.Respond(bye, 200, "OK");
        Assert.Equal(200, (await end.WaitAsync(Given.Limit)).Status);
    }

    [Fact]
    public async Task The_route_set_is_the_reversed_record_route_and_requests_go_to_its_first_hop()
    {
        using var proxy = new FarEnd();
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address));
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        _far.Respond(invite, 200, "OK", "t", $"Record-Route: <sip:outer.example;lr>\r\nRecord-Route: <sip:{proxy.Address};lr>\r\nContact: \"x\" <sip:far@192.0.2.7>\r\n", Given.SdpText);
        FarEnd.Text ack = await proxy.ReceiveAsync("ACK");
        Assert.Equal("sip:far@192.0.2.7", ack.Uri);
        Assert.Equal($"<sip:{proxy.Address};lr>,<sip:outer.example;lr>", string.Join(',', ack.All("Route")));
        Dialog dialog = (await session.AnsweredAsync()).Dialog;
        _ = dialog.ByeAsync(null, CancellationToken.None);
        Assert.Equal(string.Join(',', ack.All("Route")), string.Join(',', (await proxy.ReceiveAsync("BYE")).All("Route")));
    }

    [Fact]
    public async Task An_answer_without_description_takes_the_early_one_of_its_branch_and_a_redirection_is_told()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address));
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        _far.Respond(invite, 183, "Session Progress", "t", "", Given.SdpText);
        _far.Respond(invite, 200, "OK", "t", $"Contact: <sip:{_far.Address}>\r\n");
        Assert.Equal(40000, (await session.AnsweredAsync()).Sdp!.Media[0].Port);
        session = _endpoint.Invite(Given.Invite(_far.Address));
        invite = await _far.ReceiveAsync("INVITE");
        _far.Respond(invite, 302, "Moved", "t", "Contact: <sip:other@192.0.2.9>;q=0.5\r\n");
        InviteEnded ended = await session.EndedAsync();
        Assert.Equal((InviteEnd.Rejected, 302, "sip:other@192.0.2.9"), (ended.End, ended.Status, ended.RedirectTo));
    }

    [Fact]
    public async Task A_contact_that_is_no_unicast_address_does_not_redirect_us()
    {
        _endpoint.Invite(Given.Invite(_far.Address));
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        _far.Respond(invite, 200, "OK", "t", "Contact: <sip:far@255.255.255.255>\r\n", Given.SdpText);
        Assert.Equal("sip:far@255.255.255.255", (await _far.ReceiveAsync("ACK")).Uri);
    }

    [Fact]
    public async Task On_its_flow_a_registered_phone_keeps_getting_everything_at_the_address_it_came_from()
    {
        using var elsewhere = new FarEnd();
        _endpoint.Invite(Given.Invite(_far.Address) with { StayOnFlow = true });
        FarEnd.Text invite = await _far.ReceiveAsync("INVITE");
        _far.Respond(invite, 200, "OK", "t", $"Contact: <sip:far@{elsewhere.Address}>\r\n", Given.SdpText);
        Assert.Equal($"sip:far@{elsewhere.Address}", (await _far.ReceiveAsync("ACK")).Uri);
    }

    [Fact]
    public async Task A_datagram_that_cannot_be_sent_ends_as_transport_failure()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address) with { Destination = new System.Net.IPEndPoint(System.Net.IPAddress.Broadcast, 5060) });
        Assert.Equal(InviteEnd.TransportFailed, (await session.EndedAsync()).End);
        Assert.Equal(1, _endpoint.Counters.SendFailed);
        Assert.Equal((0, 0, 0), await _endpoint.SizeAsync());
    }

    [Theory]
    [InlineData("Alert-Info", "x\r\nRoute: <sip:evil>")]
    [InlineData("Alert-Info", "x\0")]
    [InlineData("Bad Name", "x")]
    [InlineData("Via", "SIP/2.0/UDP 1.2.3.4")]
    public void Headers_that_would_change_the_message_are_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => _endpoint.Invite(Given.Invite(_far.Address) with { Headers = [new(name, value)] }));

    [Theory]
    [InlineData("sip:a@b\r\nX: y")]
    [InlineData("sip:a b@c")]
    [InlineData("tel:+15550100")]
    [InlineData("sip:a@b?Route=%3Csip:evil%3E")]
    [InlineData("sip:a>@b")]
    public void Addresses_that_are_none_are_refused(string uri)
    {
        Assert.Throws<ArgumentException>(() => _endpoint.Invite(Given.Invite(_far.Address) with { RequestUri = uri }));
        Assert.Throws<ArgumentException>(() => _endpoint.Invite(Given.Invite(_far.Address) with { From = $"\"x\" <{uri}" }));
    }

    private static async Task Eventually(Func<bool> condition)
    {
        using var stop = new CancellationTokenSource(Given.Limit);
        while (!condition())
        {
            stop.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
