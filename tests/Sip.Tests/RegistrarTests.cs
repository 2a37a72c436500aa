using System.Net;
using CallCenter.TestKit;

namespace CallCenter.Sip.Tests;

/// <summary>Registrar and digest server against a scripted phone (RFC 3261 10.3; hardening S5-S7).</summary>
public sealed class RegistrarTests : IAsyncDisposable
{
    private readonly ManualClock _clock = new();
    private readonly FarEnd _far = new();
    private readonly SipEndpoint _endpoint;
    private readonly Requests _requests;
    private int _cseq;

    public RegistrarTests()
    {
        _endpoint = Given.Endpoint(_clock, o => o with { FindUser = Given.Users(("ann", "secret"), ("bo", "other")) });
        _requests = new Requests(_far, _endpoint.LocalEndPoint);
    }

    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        _far.Dispose();
        Assert.Equal(0, _endpoint.Counters.Faults);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_phone_registers_with_either_algorithm(bool sha256, bool qop)
    {
        FarEnd.Text ok = await RegisterAsync("Expires: 600\r\nUser-Agent: Desk phone\r\n", sha256: sha256, qop: qop);
        Assert.Equal(200, ok.Status);
        Assert.Equal($"<sip:ann@{_far.Address}>;expires=600", ok["Contact"]);
        SipBinding binding = _endpoint.Registrar.Find("ann")!;
        Assert.Equal((_far.Address, "Desk phone", _clock.GetUtcNow().AddSeconds(600)), (binding.Flow, binding.UserAgent, binding.ExpiresAt));
    }

    [Fact]
    public async Task A_challenge_offers_both_algorithms_with_a_fresh_nonce_each_and_leaves_nothing_behind()
    {
        FarEnd.Text first = await _requests.AskAsync(_requests.Make("REGISTER", ++_cseq));
        FarEnd.Text second = await _requests.AskAsync(_requests.Make("REGISTER", ++_cseq));
        Assert.Equal((401, 401), (first.Status, second.Status));
        List<string> all = [.. first.All("WWW-Authenticate"), .. second.All("WWW-Authenticate")];
        Assert.Contains("MD5", all[0], StringComparison.Ordinal);
        Assert.Contains("SHA-256", all[1], StringComparison.Ordinal);
        Assert.All(all, line => Assert.Contains("qop=\"auth\"", line, StringComparison.Ordinal));
        Assert.Equal(4, all.Select(line => line.Split("nonce=\"")[1].Split('"')[0]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal((0, 0, 0), await _endpoint.SizeAsync());
    }

    [Fact]
    public async Task A_repeated_register_gets_the_same_answer_but_a_used_nonce_count_none()
    {
        FarEnd.Text challenge = await _requests.AskAsync(_requests.Make("REGISTER", ++_cseq));
        string login = Requests.Authorize(challenge, "REGISTER", "ann", "secret");
        string register = _requests.Make("REGISTER", ++_cseq, extra: login);
        FarEnd.Text ok = await _requests.AskAsync(register);
        Assert.Equal(200, ok.Status);
        Assert.Equal(ok.Raw, (await _requests.AskAsync(register)).Raw);
        FarEnd.Text replay = await _requests.AskAsync(_requests.Make("REGISTER", ++_cseq, extra: login));
        Assert.Equal(401, replay.Status);
        Assert.All(replay.All("WWW-Authenticate"), line => Assert.Contains("stale=true", line, StringComparison.Ordinal));
        Assert.Equal(200, (await _requests.AskAsync(_requests.Make("REGISTER", ++_cseq, extra: Requests.Authorize(challenge, "REGISTER", "ann", "secret", nc: 2)))).Status);
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Contains("stale=true", (await _requests.AskAsync(_requests.Make("REGISTER", ++_cseq, extra: Requests.Authorize(challenge, "REGISTER", "ann", "secret", nc: 3))))["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nonce_that_is_not_ours_is_stale_and_does_not_count_as_a_guess()
    {
        for (int i = 0; i < 15; i++)
        {
            FarEnd.Text forged = new(((await _requests.AskAsync(_requests.Make("REGISTER", ++_cseq))).Raw).Replace("nonce=\"", "nonce=\"ff", StringComparison.Ordinal), _far.Address);
            FarEnd.Text answer = await _requests.AskAsync(_requests.Make("REGISTER", ++_cseq, extra: Requests.Authorize(forged, "REGISTER", "ann", "secret")));
            Assert.Contains("stale=true", answer["WWW-Authenticate"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Too_short_gets_423_overlarge_is_cut_and_zero_removes()
    {
        FarEnd.Text brief = await RegisterAsync("Expires: 59\r\n");
        Assert.Equal((423, "60"), (brief.Status, brief["Min-Expires"]));
        Assert.Null(_endpoint.Registrar.Find("ann"));
        Assert.EndsWith("expires=3600", (await RegisterAsync("Expires: 1000000000000000000000000\r\n"))["Contact"], StringComparison.Ordinal);
        Assert.EndsWith("expires=300", (await RegisterAsync(""))["Contact"], StringComparison.Ordinal);
        FarEnd.Text gone = await RegisterAsync("Expires: 0\r\n");
        Assert.Equal((200, ""), (gone.Status, gone["Contact"]));
        Assert.Null(_endpoint.Registrar.Find("ann"));
    }

    [Fact]
    public async Task Several_contacts_bind_and_a_star_removes_them_all()
    {
        FarEnd.Text ok = await RegisterAsync("Contact: <sip:one@127.0.0.1:1>;expires=100, \"Two, too\" <sip:two@127.0.0.1:2;transport=udp>\r\nContact: sip:three@127.0.0.1:3;expires=200\r\nExpires: 300\r\n");
        Assert.Equal(3, ok.All("Contact").Count());
        Assert.Equal("sip:three@127.0.0.1:3,sip:two@127.0.0.1:2;transport=udp,sip:one@127.0.0.1:1", string.Join(',', _endpoint.Registrar.All("ann").Select(b => b.ContactUri)));
        Assert.Equal(400, (await RegisterAsync("Contact: *\r\nExpires: 60\r\n")).Status);
        Assert.Equal(400, (await RegisterAsync("Contact: *, <sip:a@b>\r\nExpires: 0\r\n")).Status);
        Assert.Equal(200, (await RegisterAsync("Contact: *\r\nExpires: 0\r\n")).Status);
        Assert.Empty(_endpoint.Registrar.All("ann"));
    }

    [Fact]
    public async Task A_route_hidden_in_a_contact_is_kept_but_not_dialled()
    {
        await RegisterAsync("Contact: <sip:us?er@127.0.0.1:1;ob?Route=%3Csip:evil%3E>\r\n");
        SipBinding binding = _endpoint.Registrar.Find("ann")!;
        Assert.Equal(("sip:us?er@127.0.0.1:1;ob?Route=%3Csip:evil%3E", "sip:us?er@127.0.0.1:1;ob"), (binding.ContactUri, binding.RequestUri));
    }

    [Fact]
    public async Task A_binding_expires_and_is_reported()
    {
        await RegisterAsync("Expires: 60\r\n");
        Assert.Equal(RegistrationChangeKind.Registered, (await _endpoint.Registrar.Changes.NextAsync()).Kind);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(_endpoint.Registrar.Find("ann"));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(_endpoint.Registrar.Find("ann"));
        Assert.Equal(RegistrationChangeKind.Expired, (await _endpoint.Registrar.Changes.NextAsync()).Kind);
    }

    [Fact]
    public async Task Nobody_binds_for_somebody_else_or_out_of_order()
    {
        Assert.Equal(403, (await RegisterAsync("", user: "bo", password: "other")).Status);
        Assert.Equal(200, (await RegisterAsync("")).Status);
        FarEnd.Text challenge = await _requests.AskAsync(_requests.Make("REGISTER", ++_cseq));
        Assert.Equal(400, (await _requests.AskAsync(_requests.Make("REGISTER", 1, extra: Requests.Authorize(challenge, "REGISTER", "ann", "secret") + "Expires: 0\r\n"))).Status);
        Assert.NotNull(_endpoint.Registrar.Find("ann"));
    }

    [Fact]
    public async Task Unknown_users_and_wrong_passwords_look_the_same()
    {
        FarEnd.Text wrong = await RegisterAsync("", password: "guess");
        FarEnd.Text unknown = await RegisterAsync("", user: "nobody", password: "guess");
        Assert.Equal(401, wrong.Status);
        Assert.Equal(Shape(wrong), Shape(unknown));
        Assert.Equal(2, _endpoint.Counters.WrongPassword);

        static string Shape(FarEnd.Text text) => string.Join('|', text.Raw.Split("\r\n").Select(l => l.Split(':')[0]));
    }

    [Fact]
    public async Task Ten_wrong_answers_silence_the_address_for_ten_minutes_then_twenty()
    {
        for (int i = 1; i <= 10; i++)
        {
            FarEnd.Text challenge = await _requests.AskAsync(_requests.Make("REGISTER", ++_cseq));
            _requests.Send(_requests.Make("REGISTER", ++_cseq, extra: Requests.Authorize(challenge, "REGISTER", "ann", $"guess{i}")));
            if (i < 10)
                Assert.Equal(401, (await _far.ReceiveAsync()).Status);
        }

        await AssertSilentAsync();
        Assert.Equal(10, _endpoint.Counters.WrongPassword);
        _clock.Advance(TimeSpan.FromMinutes(10.1));
        Assert.Equal(200, (await RegisterAsync("")).Status);
    }

    [Fact]
    public void Fifty_guesses_at_once_are_at_most_ten_evaluations_and_silence_doubles()
    {
        var limiter = new GuessLimiter(_clock);
        IPAddress source = IPAddress.Parse("192.0.2.1");
        int begun = 0;
        Parallel.For(0, 50, _ =>
        {
            if (limiter.TryBegin(source))
                Interlocked.Increment(ref begun);
        });
        Assert.Equal(10, begun);
        Assert.Equal(10, limiter.Failed(source));
        Assert.True(limiter.IsSilenced(source));
        Assert.True(limiter.TryBegin(IPAddress.Parse("192.0.2.2")));
        _clock.Advance(TimeSpan.FromMinutes(10.1));
        for (int i = 0; i < 10; i++)
        {
            Assert.True(limiter.TryBegin(source));
            Assert.Equal(i < 9 ? 0 : 20, limiter.Failed(source));
        }

        _clock.Advance(TimeSpan.FromMinutes(19));
        Assert.False(limiter.TryBegin(source));
    }

    [Theory]
    [InlineData("INVITE", 401)]
    [InlineData("REGISTER", 401)]
    [InlineData("OPTIONS", 200)]
    [InlineData("BYE", 481)]
    [InlineData("INFO", 481)]
    [InlineData("MESSAGE", 405)]
    [InlineData("SUBSCRIBE", 405)]
    [InlineData("REFER", 405)]
    [InlineData("NOTIFY", 405)]
    [InlineData("PUBLISH", 405)]
    public async Task A_stranger_achieves_nothing_with_any_method(string method, int status)
    {
        Assert.Equal(status, (await _requests.AskAsync(_requests.Make(method, 1, body: Given.SdpText))).Status);
        Assert.False(_endpoint.IncomingInvites.TryRead(out _));
        Assert.Equal((0, 0, 0), await _endpoint.SizeAsync());
    }

    [Fact]
    public async Task Under_the_silent_policy_strangers_hear_nothing_known_peers_all()
    {
        using var known = new FarEnd();
        await using SipEndpoint silent = Given.Endpoint(_clock, o => o with
        {
            FindUser = Given.Users(("ann", "secret")),
            UnknownSources = UnknownSourcePolicy.Silent,
            IsPhoneNetwork = _ => false,
            IsKnownPeer = source => source.Equals(known.Address),
        });
        var strange = new Requests(_far, silent.LocalEndPoint);
        foreach (string method in new[] { "INVITE", "REGISTER", "OPTIONS", "BYE", "MESSAGE", "CANCEL", "ACK" })
            strange.Send(strange.Make(method, 1));
        strange.Send("OPTIONS sip:x SIP/9.0\r\n\r\n");
        var trunk = new Requests(known, silent.LocalEndPoint) { CallId = strange.CallId };
        trunk.Send(trunk.Make("OPTIONS", 1));
        Assert.Equal(200, (await known.ReceiveAsync()).Status);
        await silent.SizeAsync();
        Assert.False(_far.HasMore);
        trunk.Send(trunk.Make("INVITE", 2, body: Given.SdpText));
        Assert.Null((await silent.IncomingInvites.NextAsync()).AuthenticatedUser);
    }

    [Fact]
    public async Task Sha256_can_be_asked_for_first()
    {
        await using SipEndpoint strict = Given.Endpoint(with: o => o with { FindUser = Given.Users(("ann", "secret")), ChallengeSha256First = true });
        var requests = new Requests(_far, strict.LocalEndPoint);
        Assert.Contains("SHA-256", (await requests.AskAsync(requests.Make("REGISTER", 1)))["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_users_there_is_no_registrar()
    {
        await using SipEndpoint plain = Given.Endpoint();
        var requests = new Requests(_far, plain.LocalEndPoint);
        Assert.Equal(403, (await requests.AskAsync(requests.Make("REGISTER", 1))).Status);
        Assert.Equal(403, (await requests.AskAsync(requests.Make("INVITE", 2))).Status);
    }

    private async Task AssertSilentAsync()
    {
        _requests.Send(_requests.Make("REGISTER", ++_cseq));
        _requests.Send(_requests.Make("INVITE", ++_cseq));
        FarEnd.Text marker = await _requests.AskAsync(_requests.Make("OPTIONS", ++_cseq));
        Assert.Equal("OPTIONS", marker["CSeq"].Split(' ')[1]);
    }

    private async Task<FarEnd.Text> RegisterAsync(string extra, string user = "ann", string password = "secret", bool sha256 = false, bool qop = true)
    {
        FarEnd.Text challenge = await _requests.AskAsync(_requests.Make("REGISTER", ++_cseq));
        Assert.Equal(401, challenge.Status);
        return await _requests.AskAsync(_requests.Make("REGISTER", ++_cseq, extra: Requests.Authorize(challenge, "REGISTER", user, password, 1, sha256, qop) + extra));
    }
}
