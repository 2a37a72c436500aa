using CallCenter.TestKit;

namespace CallCenter.Sip.Tests;

/// <summary>The INVITE server against a scripted caller with a moved clock.</summary>
public sealed class IncomingInviteTests : IAsyncDisposable
{
    private static readonly TimeSpan T1 = TimeSpan.FromMilliseconds(500);
    private readonly ManualClock _clock = new();
    private readonly FarEnd _far = new();
    private readonly SipEndpoint _endpoint;
    private readonly Requests _requests;

    public IncomingInviteTests()
    {
        _endpoint = Given.Endpoint(_clock, o => o with { IsKnownPeer = source => source.Equals(_far.Address) });
        _requests = new Requests(_far, _endpoint.LocalEndPoint);
    }

    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        _far.Dispose();
        Assert.Equal(0, _endpoint.Counters.Faults);
    }

    [Fact]
    public async Task A_100_goes_out_by_itself_after_200_ms_and_for_a_repeated_invite()
    {
        string invite = _requests.Make("INVITE", 1, body: Given.SdpText);
        _requests.Send(invite);
        await _endpoint.IncomingInvites.NextAsync();
        await _endpoint.SizeAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(190));
        Assert.False(_far.HasMore);
        _clock.Advance(TimeSpan.FromMilliseconds(20));
        FarEnd.Text trying = await _far.ReceiveAsync();
        Assert.Equal(100, trying.Status);
        Assert.Equal("", trying.ToTag);
        Assert.Contains($";rport={_far.Address.Port}", trying["Via"], StringComparison.Ordinal);
        Assert.Contains(";received=127.0.0.1", trying["Via"], StringComparison.Ordinal);
        Assert.Equal(100, (await _requests.AskAsync(invite)).Status);
        Assert.False(_endpoint.IncomingInvites.TryRead(out _));
    }

    [Fact]
    public async Task A_repeated_invite_gets_the_last_provisional_response_again()
    {
        string invite = _requests.Make("INVITE", 1, body: Given.SdpText, extra: "Record-Route: <sip:127.0.0.1:9;lr>\r\nX-Trunk: seven\r\n");
        _requests.Send(invite);
        IncomingInvite incoming = await _endpoint.IncomingInvites.NextAsync();
        Assert.Equal("seven", incoming.Header("x-trunk"));
        Assert.Equal("Far \"end\"", incoming.FromDisplayName);
        Assert.Equal(_far.Address, incoming.Source);
        incoming.Progress(183, sdp: Given.Sdp, headers: [new("X-Early", "yes")]);
        FarEnd.Text progress = await _far.ReceiveAsync();
        Assert.Equal((183, "yes", Given.SdpText), (progress.Status, progress["X-Early"], progress.Body));
        Assert.Equal("<sip:127.0.0.1:9;lr>", progress["Record-Route"]);
        Assert.Equal(progress.Raw, (await _requests.AskAsync(invite)).Raw);
    }

    [Fact]
    public async Task A_200_is_repeated_until_its_ack()
    {
        string invite = _requests.Make("INVITE", 1, body: Given.SdpText);
        _requests.Send(invite);
        IncomingInvite incoming = await _endpoint.IncomingInvites.NextAsync();
        Dialog dialog = incoming.Answer(Given.Sdp, [new("X-Extra", "1")]);
        FarEnd.Text ok = await _far.ReceiveAsync();
        Assert.Equal((200, "1"), (ok.Status, ok["X-Extra"]));
        Assert.Equal(dialog.LocalTag, ok.ToTag);
        foreach (int gap in new[] { 1, 2, 4, 8, 8 })
        {
            _clock.Advance((T1 * gap) + TimeSpan.FromMilliseconds(50));
            Assert.Equal(ok.Raw, (await _far.ReceiveAsync()).Raw);
        }

        _requests.Send(invite); // absorbed by the transaction (RFC 6026)
        _requests.Send(_requests.Make("ACK", 1, ok.ToTag));
        await UntilReceivedAsync(3);
        _clock.Advance(TimeSpan.FromSeconds(40));
        await _endpoint.SizeAsync();
        Assert.False(_far.HasMore);
        Assert.False(dialog.Events.TryRead(out _));
        Task<SipReply> bye = dialog.ByeAsync(null, CancellationToken.None);
        FarEnd.Text sent = await _far.ReceiveAsync("BYE");
        Assert.Equal($"sip:ann@{_far.Address}", sent.Uri);
        Assert.Equal("ft", sent.ToTag);
        _far.Respond(sent, 200, "OK");
        Assert.Equal(200, (await bye.WaitAsync(Given.Limit)).Status);
    }

    [Fact]
    public async Task A_200_never_acknowledged_ends_the_dialog_with_bye_after_64_T1()
    {
        _requests.Send(_requests.Make("INVITE", 1, body: Given.SdpText));
        Dialog dialog = (await _endpoint.IncomingInvites.NextAsync()).Answer(Given.Sdp);
        await _far.ReceiveAsync("SIP/2.0 200");
        _clock.Advance(T1 * 65);
        Assert.Equal(DialogEndCause.AckTimeout, (await dialog.EndedAsync()).Cause);
        await _far.ReceiveAsync("BYE");
    }

    [Fact]
    public async Task Our_bye_waits_for_the_ack_of_our_200()
    {
        _requests.Send(_requests.Make("INVITE", 1, body: Given.SdpText));
        Dialog dialog = (await _endpoint.IncomingInvites.NextAsync()).Answer(Given.Sdp);
        FarEnd.Text ok = await _far.ReceiveAsync("SIP/2.0 200");
        Task<SipReply> bye = dialog.ByeAsync(null, CancellationToken.None);
        await _endpoint.SizeAsync();
        Assert.False(_far.HasMore);
        _requests.Send(_requests.Make("ACK", 1, ok.ToTag));
        _far.Respond(await _far.ReceiveAsync("BYE"), 200, "OK");
        Assert.Equal(200, (await bye.WaitAsync(Given.Limit)).Status);
    }

    [Fact]
    public async Task Cancel_is_confirmed_and_the_invite_gets_487_until_its_ack()
    {
        string branch = "z9hG4bKcancelme";
        _requests.Send(_requests.Make("INVITE", 1, body: Given.SdpText, branch: branch));
        IncomingInvite incoming = await _endpoint.IncomingInvites.NextAsync();
        Task cancelled = SignalAsync(incoming.Cancelled);
        FarEnd.Text answer = await _requests.AskAsync(_requests.Make("CANCEL", 1, branch: branch));
        Assert.Equal((200, "1 CANCEL"), (answer.Status, answer["CSeq"]));
        FarEnd.Text terminated = await _far.ReceiveAsync("SIP/2.0");
        Assert.Equal((487, "1 INVITE"), (terminated.Status, terminated["CSeq"]));
        await cancelled.WaitAsync(Given.Limit);
        incoming.Reject(486);
        _clock.Advance(T1 + TimeSpan.FromMilliseconds(50));
        Assert.Equal(terminated.Raw, (await _far.ReceiveAsync()).Raw);
        _requests.Send(_requests.Make("ACK", 1, terminated.ToTag, branch: branch));
        await UntilReceivedAsync(3);
        _clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal((0, 0, 0), await _endpoint.SizeAsync());
        Assert.False(_far.HasMore);
    }

    [Fact]
    public async Task Cancel_of_nothing_gets_481_and_after_the_answer_changes_nothing()
    {
        Assert.Equal(481, (await _requests.AskAsync(_requests.Make("CANCEL", 7))).Status);
        string branch = "z9hG4bKtoolate";
        _requests.Send(_requests.Make("INVITE", 8, body: Given.SdpText, branch: branch));
        IncomingInvite incoming = await _endpoint.IncomingInvites.NextAsync();
        Dialog dialog = incoming.Answer(Given.Sdp);
        FarEnd.Text ok = await _far.ReceiveAsync("SIP/2.0 200");
        _requests.Send(_requests.Make("ACK", 8, ok.ToTag));
        Assert.Equal(200, (await _requests.AskAsync(_requests.Make("CANCEL", 8, branch: branch))).Status);
        Assert.False(incoming.Cancelled.IsCancellationRequested);
        Assert.False(dialog.Events.TryRead(out _));
    }

    [Theory]
    [InlineData("Require: 100rel\r\n", "", "", 420, "Unsupported", "100rel")]
    [InlineData("Require: a, b\r\nRequire: c\r\n", "", "", 420, "Unsupported", "a, b, c")]
    [InlineData("Accept: text/plain\r\n", "sdp", "application/sdp", 406, "", "")]
    [InlineData("", "<x/>", "application/xml", 415, "Accept", "application/sdp")]
    [InlineData("Content-Encoding: gzip\r\n", "sdp", "application/sdp", 415, "Accept-Encoding", "identity")]
    [InlineData("", "v=1\r\n", "application/sdp", 488, "", "")]
    public async Task What_an_invite_asks_beyond_us_is_refused_by_the_stack(string extra, string body, string type, int status, string header, string value)
    {
        FarEnd.Text answer = await _requests.AskAsync(_requests.Make("INVITE", 1, extra: extra, body: string.Equals(body, "sdp", StringComparison.Ordinal) ? Given.SdpText : body, contentType: type));
        Assert.Equal(status, answer.Status);
        if (header.Length > 0)
            Assert.Equal(value, answer[header]);
        _requests.Send(_requests.Make("ACK", 1, answer.ToTag));
        Assert.Equal((0, 0, 0), await _endpoint.SizeAsync());
        Assert.False(_endpoint.IncomingInvites.TryRead(out _));
    }

    [Fact]
    public async Task The_same_invite_by_another_way_is_a_loop()
    {
        _requests.Send(_requests.Make("INVITE", 1, body: Given.SdpText));
        await _endpoint.IncomingInvites.NextAsync();
        Assert.Equal(482, (await _requests.AskAsync(_requests.Make("INVITE", 1, body: Given.SdpText))).Status);
        Assert.False(_endpoint.IncomingInvites.TryRead(out _));
    }

    [Fact]
    public async Task An_old_clients_invite_without_cookie_is_matched_by_its_fields()
    {
        string invite = _requests.Make("INVITE", 1, body: Given.SdpText, branch: "1");
        _requests.Send(invite);
        IncomingInvite incoming = await _endpoint.IncomingInvites.NextAsync();
        incoming.Reject(486);
        FarEnd.Text busy = await _far.ReceiveAsync();
        Assert.Equal(busy.Raw, (await _requests.AskAsync(invite)).Raw);
        _requests.Send(_requests.Make("ACK", 1, busy.ToTag, branch: "1"));
        await UntilReceivedAsync(3);
        _clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal((0, 0, 0), await _endpoint.SizeAsync());
    }

    [Fact]
    public async Task An_invite_without_offer_is_answered_with_ours_and_the_ack_brings_the_answer()
    {
        _requests.Send(_requests.Make("INVITE", 1));
        IncomingInvite incoming = await _endpoint.IncomingInvites.NextAsync();
        Assert.Null(incoming.Offer);
        Dialog dialog = incoming.Answer(Given.Sdp);
        FarEnd.Text ok = await _far.ReceiveAsync("SIP/2.0 200");
        _requests.Send(_requests.Make("ACK", 1, ok.ToTag, body: Given.SdpText));
        Assert.Equal(40000, (await dialog.Events.NextAsync<DialogEvent, DialogAnswer>()).Answer.Media[0].Port);
    }

    private static Task SignalAsync(CancellationToken token)
    {
        var signal = new TaskCompletionSource();
        token.Register(() => signal.TrySetResult());
        return signal.Task;
    }

    private async Task UntilReceivedAsync(long count)
    {
        using var stop = new CancellationTokenSource(Given.Limit);
        while (_endpoint.Counters.Received < count)
        {
            stop.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await _endpoint.SizeAsync();
        await _endpoint.SizeAsync();
    }
}
