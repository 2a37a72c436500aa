using System.Net;
using System.Text;
using System.Text.Json;
using CallCenter.Contracts;

namespace CallCenter.Supervisor.Tests.Api;

public sealed class CampaignApiTests(ApiHouse house) : IClassFixture<ApiHouse>
{
    [Fact]
    public async Task A_campaign_is_made_changed_started_watched_and_stopped()
    {
        string list = await house.ListAsync();
        string trunk = await TrunkAsync();
        JsonElement made = await ApiHouse.PostAsync(house.Manager, "campaigns", Campaign(list, trunk));
        string id = made.GetProperty("id").GetString()!;
        Assert.Equal(("ratio", 1.5, "stopped", 20, "none", 0.03, 1), (
            made.GetProperty("mode").GetString(), made.GetProperty("ratio").GetDouble(), made.GetProperty("state").GetString(), made.GetProperty("ringTimeoutSeconds").GetInt32(),
            made.GetProperty("ruleSet").GetString(), made.GetProperty("abandonLimit").GetDouble(), made.GetProperty("version").GetInt32()));
        Assert.Equal(list, made.GetProperty("listIds")[0].GetString());

        JsonElement edited = await ApiHouse.PatchAsync(house.Manager, $"campaigns/{id}", new { ratio = 2.0, wrapUpSeconds = 5 }, ifMatch: "\"1\"");
        Assert.Equal((2.0, 5, 20, 2), (edited.GetProperty("ratio").GetDouble(), edited.GetProperty("wrapUpSeconds").GetInt32(), edited.GetProperty("ringTimeoutSeconds").GetInt32(), edited.GetProperty("version").GetInt32()));
        Assert.Equal("edited_meanwhile", (await ApiHouse.PatchAsync(house.Manager, $"campaigns/{id}", new { ratio = 3.0 }, HttpStatusCode.Conflict, "\"1\"")).GetProperty("code").GetString());

        foreach (string verb in (string[])["start", "pause", "stop"])
        {
            await ApiHouse.PostAsync(house.Manager, $"campaigns/{id}/{verb}", new { }, HttpStatusCode.OK);
        }

        Assert.Contains(house.Dialer.Commands, c => c is StartCampaign s && s.Campaign.ToString() == id);
        Assert.Contains(house.Dialer.Commands, c => c is StopCampaign s && s.Campaign.ToString() == id);
        Assert.Contains(house.Dialer.Commands, c => c is CampaignEdited s && s.Campaign.ToString() == id);
        JsonElement live = await ApiHouse.GetAsync(house.Manager, $"campaigns/{id}/live");
        Assert.Equal((1, 2, 7, 0.2, 3), (
            live.GetProperty("agents").GetProperty("ready").GetInt32(), live.GetProperty("calls").GetProperty("connected").GetInt32(),
            live.GetProperty("attempts").GetInt32(), live.GetProperty("abandonRate").GetDouble(), live.GetProperty("decision").GetProperty("callsToPlace").GetInt32()));
        Assert.Equal("Sign agents in.", (await ApiHouse.GetAsync(house.Manager, $"campaigns/{id}/why")).GetProperty("reasons")[0].GetProperty("remedy").GetString());
        Assert.Contains((await ApiHouse.GetAsync(house.Manager, "campaigns")).GetProperty("items").EnumerateArray(), c => c.GetProperty("id").GetString() == id);
    }

    [Theory]
    [InlineData("ringTimeoutSeconds", 14)]
    [InlineData("ringTimeoutSeconds", 121)]
    [InlineData("ratio", 0.5)]
    [InlineData("ratio", 9)]
    [InlineData("abandonLimit", 0.06)]
    [InlineData("abandonLimit", -0.01)]
    [InlineData("wrapUpSeconds", 601)]
    [InlineData("maxAttempts", 0)]
    [InlineData("ruleSet", "mars")]
    [InlineData("mode", "psychic")]
    [InlineData("amd", "maybe")]
    [InlineData("callerId", "sip:x@y")]
    [InlineData("callerId", "12\r\nX: y")]
    [InlineData("safeHarbourPromptId", "4711")]
    [InlineData("name", "")]
    [InlineData("ringTimeoutSeconds", "soon")]
    [InlineData("listIds", "7")]
    public async Task A_wrong_field_is_named(string field, object value)
    {
        Dictionary<string, object> body = Campaign("1", "1");
        body["listIds"] = Array.Empty<string>();
        body["trunkIds"] = Array.Empty<string>();
        body[field] = value;
        JsonElement problem = await ApiHouse.PostAsync(house.Manager, "campaigns", body, HttpStatusCode.BadRequest);
        Assert.Contains(field, problem.GetProperty("errors").EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Lists_and_trunks_must_exist()
    {
        Dictionary<string, object> body = Campaign("99999", "99998");
        JsonElement errors = (await ApiHouse.PostAsync(house.Manager, "campaigns", body, HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.Contains("99999", errors.GetProperty("listIds")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("99998", errors.GetProperty("trunkIds")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_character_and_a_null_among_codecs_are_bad_requests()
    {
        string trunk = await TrunkAsync();
        string campaign = (await ApiHouse.PostAsync(house.Manager, "campaigns", Campaign(await house.ListAsync(), trunk))).GetProperty("id").GetString()!;
        foreach ((HttpClient client, string path) in new[] { (house.Manager, $"campaigns/{campaign}"), (house.Admin, $"trunks/{trunk}") })
        {
            using StringContent half = new("""{"name": "\ud800"}""", Encoding.UTF8, "application/json");
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PatchAsync(new Uri("/api/v1/" + path, UriKind.Relative), half)).StatusCode);
        }

        await ApiHouse.PostAsync(house.Admin, "trunks", new { name = "null codec", host = "localhost", codecs = new string?[] { null } }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Rule_set_none_is_for_loopback_only()
    {
        string trunk = await TrunkAsync("192.0.2.7");
        Dictionary<string, object> body = Campaign(await house.ListAsync(), trunk);
        Assert.True((await ApiHouse.PostAsync(house.Manager, "campaigns", body, HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty("ruleSet", out _));
        body["ruleSet"] = "us";
        string id = (await ApiHouse.PostAsync(house.Manager, "campaigns", body)).GetProperty("id").GetString()!;
        await ApiHouse.PatchAsync(house.Manager, $"campaigns/{id}", new { ruleSet = "none" }, HttpStatusCode.BadRequest);

        // A trunk may move away from loopback under a campaign: then it does not start.
        string local = await TrunkAsync();
        body["trunkIds"] = new[] { local };
        body["ruleSet"] = "none";
        body["name"] = $"C {Guid.NewGuid():N}";
        string moved = (await ApiHouse.PostAsync(house.Manager, "campaigns", body)).GetProperty("id").GetString()!;
        await ApiHouse.PatchAsync(house.Admin, $"trunks/{local}", new { host = "192.0.2.8" });
        Assert.Equal("campaign_not_ready", (await ApiHouse.PostAsync(house.Manager, $"campaigns/{moved}/start", new { }, HttpStatusCode.Conflict)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_start_is_refused_with_what_is_missing()
    {
        string id = (await ApiHouse.PostAsync(house.Manager, "campaigns", new { name = $"C {Guid.NewGuid():N}", mode = "progressive" })).GetProperty("id").GetString()!;
        JsonElement problem = await ApiHouse.PostAsync(house.Manager, $"campaigns/{id}/start", new { }, HttpStatusCode.Conflict);
        Assert.Equal("campaign_not_ready", problem.GetProperty("code").GetString());
        Assert.Equal("callerId listIds trunkIds", string.Join(' ', problem.GetProperty("errors").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_refusal_of_the_dialer_is_passed_on()
    {
        var link = house.Dialer.Reply;
        try
        {
            string id = (await ApiHouse.PostAsync(house.Manager, "campaigns", Campaign(await house.ListAsync(), await TrunkAsync()))).GetProperty("id").GetString()!;
            house.Dialer.Reply = _ => new Refused("dialer_unreachable", "The dialer does not answer.");
            await ApiHouse.PostAsync(house.Manager, $"campaigns/{id}/start", new { }, HttpStatusCode.ServiceUnavailable);
            await ApiHouse.GetAsync(house.Manager, $"campaigns/{id}/live", HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            house.Dialer.Reply = link;
        }
    }

    [Fact]
    public async Task A_trunk_shows_its_health_and_never_its_password()
    {
        string name = $"T {Guid.NewGuid():N}";
        JsonElement made = await ApiHouse.PostAsync(house.Admin, "trunks", new
        {
            name, host = "127.0.0.1", port = 5090, transport = "udp", userName = "u", password = "s3cret-word", register = true, maxChannels = 10, callsPerSecond = 2.5,
            codecs = new[] { "PCMA", "PCMU" }, priority = 2,
        });
        string id = made.GetProperty("id").GetString()!;
        JsonElement read = await ApiHouse.GetAsync(house.Admin, $"trunks/{id}");
        Assert.Equal(("up", 2, true), (read.GetProperty("health").GetProperty("state").GetString(), read.GetProperty("health").GetProperty("callsNow").GetInt32(), read.GetProperty("hasPassword").GetBoolean()));
        Assert.DoesNotContain("s3cret-word", read.ToString(), StringComparison.Ordinal);
        JsonElement edited = await ApiHouse.PatchAsync(house.Admin, $"trunks/{id}", new { maxChannels = 20 });
        Assert.Equal((20, true, "PCMA"), (edited.GetProperty("maxChannels").GetInt32(), edited.GetProperty("hasPassword").GetBoolean(), edited.GetProperty("codecs")[0].GetString()));
        Assert.False((await ApiHouse.PatchAsync(house.Admin, $"trunks/{id}", new { password = (string?)null, register = false })).GetProperty("hasPassword").GetBoolean());
        Assert.Equal("name_taken", (await ApiHouse.PostAsync(house.Admin, "trunks", new { name, host = "localhost" }, HttpStatusCode.Conflict)).GetProperty("code").GetString());
        await ApiHouse.PostAsync(house.Manager, "trunks", new { name = "x", host = "localhost" }, HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("transport", "tcp", "transport_not_available")]
    [InlineData("transport", "tls", "transport_not_available")]
    [InlineData("transport", "carrier-pigeon", "invalid_request")]
    [InlineData("port", 0, "invalid_request")]
    [InlineData("host", "not a host", "invalid_request")]
    [InlineData("host", "h\r\nVia: x", "invalid_request")]
    [InlineData("userName", "a\"b", "invalid_request")]
    [InlineData("register", true, "invalid_request")]
    [InlineData("maxChannels", 5001, "invalid_request")]
    [InlineData("callsPerSecond", 0.01, "invalid_request")]
    [InlineData("codecs", "G729", "invalid_request")]
    public async Task A_wrong_trunk_is_refused(string field, object value, string code)
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal) { ["name"] = "Wrong", ["host"] = "127.0.0.1", [field] = field == "codecs" ? new[] { value } : value };
        Assert.Equal(code, (await ApiHouse.PostAsync(house.Admin, "trunks", body, HttpStatusCode.BadRequest)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Dispositions_are_read_and_added()
    {
        JsonElement items = (await ApiHouse.GetAsync(house.Manager, "dispositions")).GetProperty("items");
        Assert.Superset(
            new HashSet<string?>(["sale", "interested", "callback", "notInterested", "doNotCall", "wrongNumber", "noDecisionMaker", "language", "voicemail"], StringComparer.Ordinal),
            items.EnumerateArray().Select(d => d.GetProperty("code").GetString()).ToHashSet(StringComparer.Ordinal));
        string code = $"c{Guid.NewGuid():N}"[..12];
        JsonElement made = await ApiHouse.PostAsync(house.Manager, "dispositions", new { code, name = "Later", meaning = new[] { "contact" }, hotkey = "8", retryAfterSeconds = 3600 });
        Assert.Equal("contact", made.GetProperty("meaning")[0].GetString());
        Assert.Equal("name_taken", (await ApiHouse.PostAsync(house.Manager, "dispositions", new { code, name = "Later" }, HttpStatusCode.Conflict)).GetProperty("code").GetString());
        await ApiHouse.PostAsync(house.Manager, "dispositions", new { code = "x y", name = "n", hotkey = "0", meaning = new[] { "what" } }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Do_not_call_takes_numbers_and_prefixes_and_tells_the_dialer()
    {
        JsonElement one = await ApiHouse.PostAsync(house.Manager, "dnc", new { number = "(415) 555-0177", reason = "asked" });
        Assert.Equal("+14155550177", one.GetProperty("items")[0].GetProperty("number").GetString());
        Assert.Equal(0, (await ApiHouse.PostAsync(house.Manager, "dnc", new { number = "+14155550177" })).GetProperty("added").GetInt32());
        Assert.Equal(2, (await ApiHouse.PostAsync(house.Manager, "dnc", new { numbers = new[] { "+14155550178", "+14155550179" } })).GetProperty("added").GetInt32());
        await ApiHouse.PostAsync(house.Manager, "dnc", new { prefix = "+1900" });
        Assert.Contains(house.Dialer.Commands, c => c is DoNotCallChanged d && d.Numbers.Contains("+14155550177", StringComparer.Ordinal));
        Assert.Contains(house.Dialer.Commands, c => c is DoNotCallChanged d && d.Numbers.Contains("+1900", StringComparer.Ordinal));
        JsonElement blocking = Assert.Single((await ApiHouse.GetAsync(house.Manager, "dnc?number=%2B19005550123")).GetProperty("items").EnumerateArray());
        Assert.Equal(("+1900", "prefix"), (blocking.GetProperty("number").GetString(), blocking.GetProperty("kind").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await house.Manager.DeleteAsync("/api/v1/dnc?number=%2B19005550123")).StatusCode);
        JsonElement found = (await ApiHouse.GetAsync(house.Manager, "dnc?number=%2B14155550177")).GetProperty("items");
        Assert.Equal("asked", Assert.Single(found.EnumerateArray()).GetProperty("reason").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await house.Manager.DeleteAsync($"/api/v1/dnc/{found[0].GetProperty("id").GetString()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await house.Manager.DeleteAsync("/api/v1/dnc?number=%2B14155550178")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Manager.DeleteAsync("/api/v1/dnc?number=%2B14155550178")).StatusCode);
        await ApiHouse.PostAsync(house.Manager, "dnc", new { number = "hello" }, HttpStatusCode.BadRequest);
        await ApiHouse.PostAsync(house.Manager, "dnc", new { number = "+14155550177", prefix = "+1" }, HttpStatusCode.BadRequest);
        await ApiHouse.PostAsync(house.Manager, "dnc", new { prefix = "+" }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_prompt_is_a_WAV_file()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Wav(8000)), "file", "hello.wav" }, { new StringContent("Hello"), "name" }, { new StringContent("en"), "language" } };
        JsonElement made = await ApiHouse.JsonAsync(await house.Manager.PostAsync("/api/v1/prompts", form), HttpStatusCode.Created);
        Assert.Equal(1.0, made.GetProperty("durationSeconds").GetDouble());
        Assert.Contains((await ApiHouse.GetAsync(house.Manager, "prompts")).GetProperty("items").EnumerateArray(), p => p.GetProperty("name").GetString() == "Hello");
        foreach (byte[] bad in (byte[][])[[], [1, 2, 3], Encoding.ASCII.GetBytes("RIFF0000WAVEfmt "), Wav(8000)[..20], Wav(0)])
        {
            using var wrong = new MultipartFormDataContent { { new ByteArrayContent(bad), "file", "x.wav" }, { new StringContent("Bad"), "name" } };
            Assert.True((await ApiHouse.JsonAsync(await house.Manager.PostAsync("/api/v1/prompts", wrong), HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty("file", out _));
        }
    }

    internal static byte[] Wav(int samples)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + (samples * 2));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8000);
        writer.Write(16000);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(samples * 2);
        writer.Write(new byte[samples * 2]);
        return stream.ToArray();
    }

    private static Dictionary<string, object> Campaign(string list, string trunk) => new(StringComparer.Ordinal)
    {
        ["name"] = $"C {Guid.NewGuid():N}",
        ["mode"] = "ratio",
        ["ratio"] = 1.5,
        ["listIds"] = new[] { list },
        ["trunkIds"] = new[] { trunk },
        ["callerId"] = "+14155550100",
        ["ringTimeoutSeconds"] = 20,
        ["ruleSet"] = "none",
        ["amd"] = "off",
        ["wrapUpSeconds"] = 10,
    };

    private async Task<string> TrunkAsync(string host = "127.0.0.1")
        => (await ApiHouse.PostAsync(house.Admin, "trunks", new { name = $"T {Guid.NewGuid():N}", host, port = 5090 })).GetProperty("id").GetString()!;
}
