using System.Net;
using CallCenter.Sip.Sdp;

namespace CallCenter.Sip.Tests;

/// <summary>Two endpoints of ours calling each other over loopback.</summary>
public sealed class TwoEndpointTests
{
    private static SipEndpoint Callee() => Given.Endpoint(with: o => o with { AcceptUnauthenticatedInvites = true });

    [Fact]
    public async Task A_call_rings_is_answered_and_hung_up_by_the_caller()
    {
        await using SipEndpoint callee = Callee();
        await using SipEndpoint caller = Given.Endpoint();
        InviteClientSession session = caller.Invite(Given.Invite(callee.LocalEndPoint));
        IncomingInvite incoming = await callee.IncomingInvites.NextAsync();
        Assert.Equal("+15550100", incoming.RequestUser);
        Assert.Equal("+15550199", incoming.FromUser);
        Assert.Equal("Acme", incoming.FromDisplayName);
        Assert.Null(incoming.AuthenticatedUser);
        Assert.Equal(40000, incoming.Offer!.Media[0].Port);

        incoming.Progress(180);
        InviteProgress ringing = await session.Events.NextAsync<InviteEvent, InviteProgress>();
        Assert.Equal((180, "Ringing"), (ringing.Status, ringing.Phrase));
        Assert.Null(ringing.Sdp);

        (byte[] answer, NegotiatedAudio audio) = AudioOffer.Answer(incoming.Offer, new IPEndPoint(IPAddress.Loopback, 50000), ["PCMA"])!.Value;
        Assert.Equal("PCMA", audio.Codec);
        Dialog far = incoming.Answer(answer);
        InviteAnswered answered = await session.AnsweredAsync();
        Assert.Equal(50000, AudioOffer.FromAnswer(answered.Sdp!)!.Remote.Port);
        Assert.Equal(ringing.ToTag, answered.Dialog.RemoteTag);

        SipReply bye = await answered.Dialog.ByeAsync("Q.850;cause=16;text=\"Normal\"", CancellationToken.None);
        Assert.Equal(200, bye.Status);
        DialogEnded ended = await far.EndedAsync();
        Assert.Equal(DialogEndCause.RemoteBye, ended.Cause);
        Assert.Equal(new SipReason("Q.850", 16, "Normal"), Assert.Single(ended.Reasons));
        Assert.Equal(DialogEndCause.LocalBye, (await answered.Dialog.EndedAsync()).Cause);
        await session.Events.Completion.WaitAsync(Given.Limit);
        await far.Events.Completion.WaitAsync(Given.Limit);
        Assert.Equal(0, caller.Counters.Faults + callee.Counters.Faults);
    }

    [Fact]
    public async Task The_called_side_can_hang_up_and_a_second_bye_finds_the_dialog_over()
    {
        await using SipEndpoint callee = Callee();
        await using SipEndpoint caller = Given.Endpoint();
        (Dialog near, Dialog far) = await ConnectAsync(caller, callee);
        Assert.Equal(200, (await far.ByeAsync(null, CancellationToken.None)).Status);
        Assert.Equal(DialogEndCause.RemoteBye, (await near.EndedAsync()).Cause);
        Assert.Equal(481, (await near.ByeAsync(null, CancellationToken.None)).Status);
        Assert.Equal(481, (await near.ReInviteAsync(Given.Sdp, CancellationToken.None)).Status);
    }

    [Fact]
    public async Task A_ringing_call_is_cancelled()
    {
        await using SipEndpoint callee = Callee();
        await using SipEndpoint caller = Given.Endpoint();
        InviteClientSession session = caller.Invite(Given.Invite(callee.LocalEndPoint));
        IncomingInvite incoming = await callee.IncomingInvites.NextAsync();
        incoming.Progress(180);
        await session.Events.NextAsync<InviteEvent, InviteProgress>();
        session.Cancel("SIP;cause=200;text=\"Call completed elsewhere\"");
        session.Cancel();
        InviteEnded ended = await session.EndedAsync();
        Assert.Equal((InviteEnd.Cancelled, 487), (ended.End, ended.Status));
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, incoming.Cancelled).ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(Given.Limit);
        Dialog late = incoming.Answer(Given.Sdp);
        Assert.Equal(DialogEndCause.Lost, (await late.EndedAsync()).Cause);
        await caller.DrainAsync(Given.Limit, CancellationToken.None);
    }

    [Fact]
    public async Task A_refusal_arrives_with_phrase_reasons_and_retry_after()
    {
        await using SipEndpoint callee = Callee();
        await using SipEndpoint caller = Given.Endpoint();
        InviteClientSession session = caller.Invite(Given.Invite(callee.LocalEndPoint));
        IncomingInvite incoming = await callee.IncomingInvites.NextAsync();
        incoming.Reject(603, "Network Blocked", [new("Reason", "SIP;cause=603;text=\"v=analytics1\", Q.850;cause=21"), new("Retry-After", "120 (try later)")]);
        InviteEnded ended = await session.EndedAsync();
        Assert.Equal((InviteEnd.Rejected, 603, "Network Blocked"), (ended.End, ended.Status, ended.Phrase));
        Assert.Equal([new SipReason("SIP", 603, "v=analytics1"), new SipReason("Q.850", 21, null)], ended.Reasons);
        Assert.Equal(TimeSpan.FromSeconds(120), ended.RetryAfter);
    }

    [Fact]
    public async Task A_phone_registers_by_sha256_digest_calls_in_authenticated_and_leaves()
    {
        await using SipEndpoint server = Given.Endpoint(with: o => o with { FindUser = Given.Users(("ann", "secret")) });
        await using SipEndpoint phone = Given.Endpoint();
        var credentials = new SipCredentials("ann", "secret");
        OutboundRequest register = new()
        {
            Method = "REGISTER",
            RequestUri = $"sip:{server.LocalEndPoint}",
            Destination = server.LocalEndPoint,
            From = $"sip:ann@{server.LocalEndPoint}",
            To = $"sip:ann@{server.LocalEndPoint}",
            Credentials = credentials,
            Headers = [new("Expires", "120")],
        };
        SipReply reply = await phone.RequestAsync(register, CancellationToken.None);
        Assert.Equal(200, reply.Status);
        Assert.Contains("expires=120", reply.Header("Contact"), StringComparison.Ordinal);
        SipBinding binding = server.Registrar.Find("ann")!;
        Assert.Equal(phone.LocalEndPoint, binding.Flow);
        Assert.Equal($"sip:{phone.LocalEndPoint}", binding.ContactUri);
        Assert.Equal(RegistrationChangeKind.Registered, (await server.Registrar.Changes.NextAsync()).Kind);

        InviteClientSession call = phone.Invite(Given.Invite(server.LocalEndPoint, credentials));
        IncomingInvite incoming = await server.IncomingInvites.NextAsync();
        Assert.Equal("ann", incoming.AuthenticatedUser);
        incoming.Reject(486);
        Assert.Equal(486, (await call.EndedAsync()).Status);

        SipReply gone = await phone.RequestAsync(register with { Headers = [new("Expires", "0"), new("Contact", "*")] }, CancellationToken.None);
        Assert.Equal(200, gone.Status);
        Assert.Null(server.Registrar.Find("ann"));
        Assert.Empty(server.Registrar.All("ann"));
        Assert.Equal(RegistrationChangeKind.Removed, (await server.Registrar.Changes.NextAsync()).Kind);
    }

    [Fact]
    public async Task A_stranger_is_challenged_and_a_wrong_password_ends_as_such()
    {
        await using SipEndpoint server = Given.Endpoint(with: o => o with { FindUser = Given.Users(("ann", "secret")) });
        await using SipEndpoint phone = Given.Endpoint();
        InviteEnded without = await phone.Invite(Given.Invite(server.LocalEndPoint)).EndedAsync();
        Assert.Equal((InviteEnd.AuthenticationFailed, 401), (without.End, without.Status));
        InviteEnded wrong = await phone.Invite(Given.Invite(server.LocalEndPoint, new SipCredentials("ann", "wrong"))).EndedAsync();
        Assert.Equal((InviteEnd.AuthenticationFailed, 401), (wrong.End, wrong.Status));
        Assert.False(server.IncomingInvites.TryRead(out _));
        Assert.Equal((0, 0, 0), await server.SizeAsync());
    }

    [Fact]
    public async Task Hold_and_resume_by_reinvite_info_and_options_inside_the_dialog()
    {
        await using SipEndpoint callee = Callee();
        await using SipEndpoint caller = Given.Endpoint();
        (Dialog near, Dialog far) = await ConnectAsync(caller, callee);

        Task<SipReply> hold = near.ReInviteAsync(AudioOffer.Create(new IPEndPoint(IPAddress.Loopback, 40000), ["PCMU"], SdpDirection.SendOnly, 1, 2), CancellationToken.None);
        DialogOffer offer = await far.Events.NextAsync<DialogEvent, DialogOffer>();
        Assert.Equal(SdpDirection.SendOnly, offer.Offer.Media[0].Direction);
        Assert.True(SdpSession.TryParse(offer.Current.Span, out _, out _));
        (byte[] answer, NegotiatedAudio audio) = AudioOffer.Answer(offer.Offer, new IPEndPoint(IPAddress.Loopback, 50000), ["PCMU"])!.Value;
        Assert.Equal(SdpDirection.RecvOnly, audio.Direction);
        offer.Accept(answer);
        offer.Refuse(488);
        SipReply held = await hold.WaitAsync(Given.Limit);
        Assert.Equal(200, held.Status);
        Assert.True(SdpSession.TryParse(held.Body, out SdpSession session, out _));
        Assert.Equal(SdpDirection.RecvOnly, session.Media[0].Direction);

        Task<SipReply> refused = far.ReInviteAsync(Given.Sdp, CancellationToken.None);
        (await near.Events.NextAsync<DialogEvent, DialogOffer>()).Refuse(488);
        Assert.Equal(488, (await refused.WaitAsync(Given.Limit)).Status);

        SipReply info = await far.RequestAsync("INFO", [], "Signal=5"u8.ToArray(), "application/dtmf-relay", CancellationToken.None);
        Assert.Equal(200, info.Status);
        DialogInfo received = await near.Events.NextAsync<DialogEvent, DialogInfo>();
        Assert.Equal(("application/dtmf-relay", "Signal=5"), (received.ContentType, System.Text.Encoding.ASCII.GetString(received.Body)));
        Assert.Equal(200, (await near.RequestAsync("OPTIONS", [], null, null, CancellationToken.None)).Status);
        Assert.Equal(405, (await near.RequestAsync("REFER", [new("Refer-To", "<sip:a@b>")], null, null, CancellationToken.None)).Status);
        Assert.Equal(200, (await near.ByeAsync(null, CancellationToken.None)).Status);
    }

    [Fact]
    public async Task An_unread_queue_of_invitations_answers_503_with_retry_after()
    {
        await using SipEndpoint callee = Callee();
        await using SipEndpoint caller = Given.Endpoint();
        List<InviteClientSession> sessions = [.. Enumerable.Range(0, SipEndpoint.IncomingLimit + 1).Select(_ => caller.Invite(Given.Invite(callee.LocalEndPoint)))];
        InviteEnded[] first = [await await Task.WhenAny(sessions.Select(s => s.EndedAsync()))];
        Assert.Equal((503, TimeSpan.FromSeconds(5)), (first[0].Status, first[0].RetryAfter));
    }

    [Fact]
    public async Task Disposing_tells_everybody_who_waits()
    {
        await using SipEndpoint callee = Callee();
        SipEndpoint caller = Given.Endpoint();
        (Dialog near, _) = await ConnectAsync(caller, callee);
        InviteClientSession ringing = caller.Invite(Given.Invite(callee.LocalEndPoint));
        using var silent = new FarEnd();
        Task<SipReply> options = caller.RequestAsync(new OutboundRequest { Method = "OPTIONS", RequestUri = "sip:x@127.0.0.1", Destination = silent.Address, From = "sip:a@b" }, CancellationToken.None);
        await silent.ReceiveAsync("OPTIONS");
        await caller.DisposeAsync();
        Assert.Equal(InviteEnd.TransportFailed, (await ringing.EndedAsync()).End);
        Assert.Equal(DialogEndCause.Lost, (await near.EndedAsync()).Cause);
        Assert.Equal(0, (await options.WaitAsync(Given.Limit)).Status);
        Assert.Equal(0, (await near.ByeAsync(null, CancellationToken.None)).Status);
    }

    internal static async Task<(Dialog Near, Dialog Far)> ConnectAsync(SipEndpoint caller, SipEndpoint callee)
    {
        InviteClientSession session = caller.Invite(Given.Invite(callee.LocalEndPoint));
        IncomingInvite incoming = await callee.IncomingInvites.NextAsync();
        Dialog far = incoming.Answer(Given.Sdp);
        return ((await session.AnsweredAsync()).Dialog, far);
    }
}
