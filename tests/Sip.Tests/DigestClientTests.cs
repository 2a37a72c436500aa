namespace CallCenter.Sip.Tests;

/// <summary>How we answer challenges (RFC 7616, 8760; telephony.md 4 "Digest"; hardening S8).</summary>
public sealed class DigestClientTests : IAsyncDisposable
{
    private readonly FarEnd _far = new();
    private readonly SipEndpoint _endpoint = Given.Endpoint();

    private static SipCredentials Account { get; } = new("acme", "s3cret");

    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        _far.Dispose();
        Assert.Equal(0, _endpoint.Counters.Faults);
    }

    [Fact]
    public async Task A_401_is_answered_with_the_same_call_id_and_tag_the_next_cseq_and_an_exact_uri()
    {
        _endpoint.Invite(Given.Invite(_far.Address, Account) with { RequestUri = $"sip:+15550100@{_far.Address};user=phone" });
        FarEnd.Text first = await _far.ReceiveAsync("INVITE");
        Assert.Empty(first.All("Authorization"));
        FarEnd.Text second = await ChallengeAsync(first, 401, "realm=\"carrier\", nonce=\"n1\", qop=\"auth,auth-int\", opaque=\"op/aque\"");
        Assert.Equal((first["Call-ID"], first["From"], "2 INVITE"), (second["Call-ID"], second["From"], second["CSeq"]));
        Assert.NotEqual(first.Branch, second.Branch, StringComparer.Ordinal);
        Dictionary<string, string> fields = Fields(second["Authorization"]);
        Assert.Equal(second.Uri, fields["uri"]);
        Assert.Equal(("acme", "carrier", "n1", "op/aque", "auth", "00000001"), (fields["username"], fields["realm"], fields["nonce"], fields["opaque"], fields["qop"], fields["nc"]));
        Assert.Equal(Expected(fields, "INVITE", false), fields["response"]);
        Assert.False(fields.ContainsKey("algorithm"));
    }

    [Fact]
    public async Task Sha256_is_preferred_and_a_proxys_challenge_answered_as_such()
    {
        _endpoint.Invite(Given.Invite(_far.Address, Account));
        FarEnd.Text first = await _far.ReceiveAsync("INVITE");
        _far.Respond(first, 407, "Proxy Authentication Required", "t", "Proxy-Authenticate: Digest realm=\"r\", nonce=\"a\", algorithm=MD5, qop=\"auth\"\r\nProxy-Authenticate: Digest realm=\"r\", nonce=\"b\", algorithm=SHA-256, qop=\"auth\"\r\nProxy-Authenticate: Digest realm=\"r\", nonce=\"c\", algorithm=SHA-512-256, qop=\"auth\"\r\n");
        FarEnd.Text second = await _far.ReceiveAsync("INVITE");
        Dictionary<string, string> fields = Fields(Assert.Single(second.All("Proxy-Authorization")));
        Assert.Equal(("b", "SHA-256"), (fields["nonce"], fields["algorithm"]));
        Assert.Equal(Expected(fields, "INVITE", true), fields["response"]);
    }

    [Fact]
    public async Task Without_qop_the_answer_is_that_of_rfc_2069()
    {
        _endpoint.Invite(Given.Invite(_far.Address, Account));
        Dictionary<string, string> fields = Fields((await ChallengeAsync(await _far.ReceiveAsync("INVITE"), 401, "realm=\"r\", nonce=\"n\", algorithm=MD5"))["Authorization"]);
        Assert.False(fields.ContainsKey("nc"));
        Assert.Equal(Requests.Hash($"{Requests.Hash("acme:r:s3cret", false)}:n:{Requests.Hash("INVITE:" + fields["uri"], false)}", false), fields["response"]);
    }

    [Fact]
    public async Task Realms_of_server_and_proxy_are_answered_together()
    {
        _endpoint.Invite(Given.Invite(_far.Address, Account));
        FarEnd.Text second = await ChallengeAsync(await _far.ReceiveAsync("INVITE"), 407, "realm=\"p\", nonce=\"1\"", "Proxy-Authenticate");
        FarEnd.Text third = await ChallengeAsync(second, 401, "realm=\"s\", nonce=\"2\", qop=\"auth\"");
        Assert.Equal("3 INVITE", third["CSeq"]);
        Assert.Equal("p", Fields(third["Proxy-Authorization"])["realm"]);
        Assert.Equal("s", Fields(third["Authorization"])["realm"]);
    }

    [Fact]
    public async Task A_changed_nonce_is_answered_once_more_but_never_a_third_time()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address, Account));
        FarEnd.Text second = await ChallengeAsync(await _far.ReceiveAsync("INVITE"), 401, "realm=\"r\", nonce=\"1\", qop=\"auth\"");
        FarEnd.Text third = await ChallengeAsync(second, 401, "realm=\"r\", nonce=\"2\", qop=\"auth\", stale=true");
        Assert.Equal(("2", "00000001"), (Fields(third["Authorization"])["nonce"], Fields(third["Authorization"])["nc"]));
        _far.Respond(third, 401, "Unauthorized", "t", "WWW-Authenticate: Digest realm=\"r\", nonce=\"3\", qop=\"auth\"\r\n");
        Assert.Equal(InviteEnd.AuthenticationFailed, (await session.EndedAsync()).End);
        await _far.ReceiveAsync("ACK");
        await _endpoint.SizeAsync();
        Assert.False(_far.HasMore);
    }

    [Fact]
    public async Task The_same_nonce_again_means_a_wrong_password()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address, Account));
        FarEnd.Text second = await ChallengeAsync(await _far.ReceiveAsync("INVITE"), 401, "realm=\"r\", nonce=\"1\", qop=\"auth\"");
        _far.Respond(second, 401, "Unauthorized", "t", "WWW-Authenticate: Digest realm=\"r\", nonce=\"1\", qop=\"auth\"\r\n");
        Assert.Equal((InviteEnd.AuthenticationFailed, 401), (await session.EndedAsync()) is var e ? (e.End, e.Status) : default);
    }

    [Theory]
    [InlineData("Basic realm=\"r\"")]
    [InlineData("Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess")]
    [InlineData("Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"")]
    [InlineData("Digest realm=\"r, nonce=\"n\"")]
    [InlineData("Digest")]
    public async Task A_challenge_we_cannot_answer_ends_the_call(string challenge)
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address, Account));
        _far.Respond(await _far.ReceiveAsync("INVITE"), 401, "Unauthorized", "t", $"WWW-Authenticate: {challenge}\r\n");
        Assert.Equal(InviteEnd.AuthenticationFailed, (await session.EndedAsync()).End);
    }

    [Fact]
    public async Task Requests_inside_the_call_carry_credentials_at_once_with_a_rising_count()
    {
        InviteClientSession session = _endpoint.Invite(Given.Invite(_far.Address, Account));
        FarEnd.Text second = await ChallengeAsync(await _far.ReceiveAsync("INVITE"), 401, "realm=\"r\", nonce=\"1\", qop=\"auth\"");
        _far.Respond(second, 200, "OK", "t", $"Contact: <sip:far@{_far.Address}>\r\n", Given.SdpText);
        FarEnd.Text ack = await _far.ReceiveAsync("ACK sip:far");
        Assert.Equal(second["Authorization"], ack["Authorization"]);
        Assert.Equal("2 ACK", ack["CSeq"]);
        Task<SipReply> bye = (await session.AnsweredAsync()).Dialog.ByeAsync(null, CancellationToken.None);
        FarEnd.Text sent = await _far.ReceiveAsync("BYE");
        Dictionary<string, string> fields = Fields(sent["Authorization"]);
        Assert.Equal(("00000002", $"sip:far@{_far.Address}"), (fields["nc"], fields["uri"]));
        Assert.Equal(Expected(fields, "BYE", false), fields["response"]);
        _far.Respond(sent, 401, "Unauthorized", "", "WWW-Authenticate: Digest realm=\"r\", nonce=\"2\", qop=\"auth\"\r\n");
        sent = await _far.ReceiveAsync("BYE");
        Assert.Equal(("4 BYE", "2"), (sent["CSeq"], Fields(sent["Authorization"])["nonce"]));
        _far.Respond(sent, 200, "OK");
        Assert.Equal(200, (await bye.WaitAsync(Given.Limit)).Status);
    }

    [Fact]
    public async Task Quotes_in_the_user_name_cannot_leave_their_field()
    {
        _endpoint.Invite(Given.Invite(_far.Address, new SipCredentials("a\"b\\c", "x")));
        FarEnd.Text second = await ChallengeAsync(await _far.ReceiveAsync("INVITE"), 401, "realm=\"r\", nonce=\"1\"");
        Assert.StartsWith("Digest username=\"a\\\"b\\\\c\", realm=\"r\"", second["Authorization"], StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _endpoint.Invite(Given.Invite(_far.Address, new SipCredentials("a\r\nb", "x"))));
    }

    [Fact]
    public async Task A_request_gives_up_at_its_own_limit()
    {
        SipReply reply = await _endpoint.RequestAsync(
            new OutboundRequest { Method = "OPTIONS", RequestUri = "sip:x@127.0.0.1", Destination = _far.Address, From = "sip:a@b", Timeout = TimeSpan.FromMilliseconds(50) },
            CancellationToken.None).WaitAsync(Given.Limit);
        Assert.Same(SipReply.NoResponse, reply);
        Assert.Equal((0, 0, 0), await _endpoint.SizeAsync());
    }

    private static string Expected(Dictionary<string, string> f, string method, bool sha256) => Requests.Hash(
        $"{Requests.Hash($"acme:{f["realm"]}:s3cret", sha256)}:{f["nonce"]}:{f["nc"]}:{f["cnonce"]}:auth:{Requests.Hash($"{method}:{f["uri"]}", sha256)}", sha256);

    private static Dictionary<string, string> Fields(string header) => header["Digest ".Length..].Split(", ")
        .Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1].Trim('"'), StringComparer.Ordinal);

    private async Task<FarEnd.Text> ChallengeAsync(FarEnd.Text request, int status, string fields, string header = "WWW-Authenticate")
    {
        _far.Respond(request, status, "Who are you", "t", $"{header}: Digest {fields}\r\n");
        FarEnd.Text ack = await _far.ReceiveAsync();
        Assert.Equal(("ACK", request.Branch, "t"), (ack.Method, ack.Branch, ack.ToTag));
        return await _far.ReceiveAsync("INVITE");
    }
}
