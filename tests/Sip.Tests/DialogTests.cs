using CallCenter.TestKit;

namespace CallCenter.Sip.Tests;

/// <summary>Requests inside a dialog, both ways, against a scripted far end that was called by us.</summary>
public sealed class DialogTests : IAsyncDisposable
{
    private readonly ManualClock _clock = new();
    private readonly FarEnd _far = new();
    private readonly SipEndpoint _endpoint;
    private Requests _requests = null!;
    private FarEnd.Text _invite = null!;

    public DialogTests() => _endpoint = Given.Endpoint(_clock, o => o with { UnknownSources = UnknownSourcePolicy.Silent, IsPhoneNetwork = _ => false });

    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        _far.Dispose();
        Assert.Equal(0, _endpoint.Counters.Faults);
    }

    [Fact]
    public async Task A_bye_from_there_is_answered_and_repeated_without_a_dialog()
    {
        Dialog dialog = await ConnectAsync();
        string bye = _requests.Make("BYE", 5, Tag, "Reason: Q.850;cause=16;text=\"bye\"\r\n");
        Assert.Equal(200, (await _requests.AskAsync(bye)).Status);
        DialogEnded ended = await dialog.EndedAsync();
        Assert.Equal((DialogEndCause.RemoteBye, 16), (ended.Cause, ended.Reasons[0].Cause));
        Assert.Equal(200, (await _requests.AskAsync(bye)).Status);
    }

    [Fact]
    public async Task A_stranger_who_does_not_know_the_tags_is_not_in_the_dialog()
    {
        Dialog dialog = await ConnectAsync();
        _requests.Send(_requests.Make("BYE", 5, "guessed"));
        Assert.Equal(200, (await _requests.AskAsync(_requests.Make("OPTIONS", 6, Tag))).Status);
        Assert.False(dialog.Events.TryRead(out _));
    }

    [Fact]
    public async Task A_481_or_silence_in_answer_to_a_request_means_the_call_is_lost()
    {
        Dialog dialog = await ConnectAsync();
        Task<SipReply> info = dialog.RequestAsync("INFO", [], null, null, CancellationToken.None);
        _far.Respond(await _far.ReceiveAsync("INFO"), 481, "Call Does Not Exist");
        Assert.Equal(481, (await info.WaitAsync(Given.Limit)).Status);
        Assert.Equal(DialogEndCause.Lost, (await dialog.EndedAsync()).Cause);
        await _endpoint.SizeAsync();
        Assert.False(_far.HasMore);
    }

    [Fact]
    public async Task Silence_ends_the_call_with_a_bye_for_whoever_may_hear_it()
    {
        Dialog dialog = await ConnectAsync();
        Task<SipReply> info = dialog.RequestAsync("INFO", [], null, null, CancellationToken.None);
        await _far.ReceiveAsync("INFO");
        _clock.Advance(TimeSpan.FromSeconds(33));
        Assert.Equal(0, (await info.WaitAsync(Given.Limit)).Status);
        Assert.Equal(DialogEndCause.Lost, (await dialog.EndedAsync()).Cause);
        await _far.ReceiveAsync("BYE");
    }

    [Fact]
    public async Task An_unanswered_bye_ends_the_dialog_after_timer_F_with_eleven_copies()
    {
        Dialog dialog = await ConnectAsync();
        Task<SipReply> bye = dialog.ByeAsync(null, CancellationToken.None);
        await _far.ReceiveAsync("BYE");
        Task drained = _endpoint.DrainAsync(TimeSpan.FromMinutes(5), CancellationToken.None);
        Assert.False(drained.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(33));
        Assert.Equal(0, (await bye.WaitAsync(Given.Limit)).Status);
        Assert.Equal(DialogEndCause.LocalBye, (await dialog.EndedAsync()).Cause);
        await drained.WaitAsync(Given.Limit);
        int copies = 1;
        while (_far.HasMore)
        {
            await _far.ReceiveAsync("BYE");
            copies++;
        }

        Assert.Equal(11, copies);
    }

    [Fact]
    public async Task Both_hanging_up_at_once_is_answered_on_both_sides()
    {
        Dialog dialog = await ConnectAsync();
        Task<SipReply> bye = dialog.ByeAsync(null, CancellationToken.None);
        FarEnd.Text ours = await _far.ReceiveAsync("BYE");
        Assert.Equal(200, (await _requests.AskAsync(_requests.Make("BYE", 5, Tag))).Status);
        _far.Respond(ours, 481, "Call Does Not Exist");
        Assert.Equal(481, (await bye.WaitAsync(Given.Limit)).Status);
        Assert.Equal(DialogEndCause.RemoteBye, (await dialog.EndedAsync()).Cause);
    }

    [Fact]
    public async Task A_reinvite_against_ours_gets_491_and_our_own_491_is_retried_after_the_owners_pause()
    {
        Dialog dialog = await ConnectAsync();
        Task<SipReply> ours = dialog.ReInviteAsync(Given.Sdp, CancellationToken.None);
        FarEnd.Text reinvite = await _far.ReceiveAsync("INVITE");
        Assert.Equal("2 INVITE", reinvite["CSeq"]);
        Assert.Equal(491, (await _requests.AskAsync(_requests.Make("INVITE", 5, Tag, body: Given.SdpText))).Status);
        _far.Respond(reinvite, 491, "Request Pending");
        await _far.ReceiveAsync("ACK");
        await _endpoint.SizeAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty(await DrainedAsync("INVITE"));
        _clock.Advance(TimeSpan.FromSeconds(2.1));
        reinvite = await _far.ReceiveAsync("INVITE");
        Assert.Equal("3 INVITE", reinvite["CSeq"]);
        string ok = reinvite.Response(200, "OK", "", $"Contact: <sip:moved@{_far.Address}>\r\n", Given.SdpText);
        _far.Send(reinvite.From, ok);
        FarEnd.Text ack = await _far.ReceiveAsync("ACK");
        Assert.Equal(("3 ACK", $"sip:moved@{_far.Address}"), (ack["CSeq"], ack.Uri));
        Assert.Equal(200, (await ours.WaitAsync(Given.Limit)).Status);
        _far.Send(reinvite.From, ok);
        Assert.Equal(ack.Raw, (await _far.ReceiveAsync("ACK")).Raw);
    }

    [Fact]
    public async Task Overlapping_offers_get_500_and_an_unanswered_one_488_after_ten_seconds()
    {
        Dialog dialog = await ConnectAsync();
        _requests.Send(_requests.Make("INVITE", 5, Tag, body: Given.SdpText, branch: "z9hG4bKfirst"));
        await dialog.Events.NextAsync<DialogEvent, DialogOffer>();
        FarEnd.Text second = await _requests.AskAsync(_requests.Make("UPDATE", 6, Tag, body: Given.SdpText));
        Assert.Equal(500, second.Status);
        Assert.InRange(int.Parse(second["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 10);
        Assert.Equal(500, (await _requests.AskAsync(_requests.Make("INFO", 4, Tag))).Status);
        _clock.Advance(TimeSpan.FromSeconds(10.1));
        await _far.ReceiveAsync("SIP/2.0 100");
        Assert.Equal("5 INVITE", (await _far.ReceiveAsync("SIP/2.0 488"))["CSeq"]);
    }

    [Fact]
    public async Task A_reinvite_without_offer_gets_our_description_and_its_ack_the_answer()
    {
        Dialog dialog = await ConnectAsync();
        FarEnd.Text ok = await _requests.AskAsync(_requests.Make("INVITE", 5, Tag));
        Assert.Equal((200, Given.SdpText), (ok.Status, ok.Body));
        _requests.Send(_requests.Make("ACK", 5, Tag, body: Given.SdpText));
        Assert.Equal(40000, (await dialog.Events.NextAsync<DialogEvent, DialogAnswer>()).Answer.Media[0].Port);
        Assert.Equal(200, (await _requests.AskAsync(_requests.Make("UPDATE", 6, Tag, "Contact: <sip:new@" + _far.Address + ">\r\n"))).Status);
        _ = dialog.ByeAsync(null, CancellationToken.None);
        Assert.Equal("sip:new@" + _far.Address, (await _far.ReceiveAsync("BYE")).Uri);
    }

    [Fact]
    public async Task A_bye_during_an_open_offer_ends_that_with_487()
    {
        Dialog dialog = await ConnectAsync();
        _requests.Send(_requests.Make("INVITE", 5, Tag, body: Given.SdpText));
        DialogOffer offer = await dialog.Events.NextAsync<DialogEvent, DialogOffer>();
        _requests.Send(_requests.Make("BYE", 6, Tag));
        Assert.Equal("6 BYE", (await _far.ReceiveAsync("SIP/2.0 200"))["CSeq"]);
        Assert.Equal("5 INVITE", (await _far.ReceiveAsync("SIP/2.0 487"))["CSeq"]);
        offer.Accept(Given.Sdp);
        Assert.Equal((0, 2, 0), await SizeWithoutClientsAsync());
    }

    [Fact]
    public async Task A_challenge_inside_the_call_from_a_realm_never_met_is_not_answered()
    {
        Dialog dialog = await ConnectAsync(new SipCredentials("acme", "pw"));
        Task<SipReply> info = dialog.RequestAsync("INFO", [], null, null, CancellationToken.None);
        FarEnd.Text sent = await _far.ReceiveAsync("INFO");
        _far.Respond(sent, 401, "Unauthorized", "", "WWW-Authenticate: Digest realm=\"callee\", nonce=\"n\", qop=\"auth\"\r\n");
        Assert.Equal(401, (await info.WaitAsync(Given.Limit)).Status);
        await _endpoint.SizeAsync();
        Assert.False(_far.HasMore);
    }

    private string Tag { get; set; } = "";

    private async Task<Dialog> ConnectAsync(SipCredentials? credentials = null)
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address, credentials));
        _invite = await _far.ReceiveAsync("INVITE");
        _far.Respond(_invite, 200, "OK", "ft", $"Contact: <sip:far@{_far.Address}>\r\n", Given.SdpText);
        await _far.ReceiveAsync("ACK");
        Tag = _invite["From"].Split(";tag=")[1];
        _requests = new Requests(_far, _endpoint.LocalEndPoint) { CallId = _invite["Call-ID"] };
        return (await session.AnsweredAsync()).Dialog;
    }

    private async Task<(int Clients, int Servers, int Dialogs)> SizeWithoutClientsAsync()
    {
        (int _, int servers, int dialogs) = await _endpoint.SizeAsync();
        return (0, servers, dialogs);
    }

    private async Task<List<FarEnd.Text>> DrainedAsync(string start)
    {
        var found = new List<FarEnd.Text>();
        while (_far.HasMore)
        {
            FarEnd.Text text = await _far.ReceiveAsync();
            if (text.Raw.StartsWith(start, StringComparison.Ordinal))
                found.Add(text);
        }

        return found;
    }
}
