using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using CallCenter.Data.Audit;
using CallCenter.Data.Identity;
using CallCenter.Data.Recordings;
using CallCenter.Domain;
using CallCenter.Supervisor.Recordings;
using CallCenter.TestKit;

namespace CallCenter.Supervisor.Tests.Api;

public sealed class RecordingApiTests(ApiHouse house) : IClassFixture<ApiHouse>
{
    [Fact]
    public async Task A_recording_is_served_whole_and_by_ranges_and_every_opening_is_audited()
    {
        (_, UserId agent) = await NewAgentAsync();
        (CallId call, RecordingId recording, byte[] wav) = await RecordAsync(agent);
        using HttpResponseMessage whole = await house.Manager.GetAsync($"/api/v1/recordings/{recording}/audio");
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Equal("audio/wav", whole.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", whole.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(wav, await whole.Content.ReadAsByteArrayAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/recordings/{recording}/audio");
        request.Headers.Range = new RangeHeaderValue(100, 199);
        using HttpResponseMessage part = await house.Manager.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(wav[100..200], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal($"bytes 100-199/{wav.Length}", part.Content.Headers.ContentRange!.ToString());

        JsonElement view = await ApiHouse.GetAsync(house.Manager, $"recordings/{recording}");
        Assert.Equal((call.ToString(), Convert.ToHexStringLower(SHA256.HashData(wav))), (view.GetProperty("callId").GetString(), view.GetProperty("sha256").GetString()));
        IReadOnlyList<AuditRecord> log = await house.Get<AuditLog>().NewestAsync(null, 200, CancellationToken.None);
        Assert.Equal(1, log.Count(a => a.ActionName == "recording.listen" && a.Subject == $"recording/{recording}"));
        using HttpResponseMessage kept = await house.Manager.GetAsync($"/api/v1/recordings/{recording}/download");
        Assert.Equal(wav, await kept.Content.ReadAsByteArrayAsync());
        using HttpResponseMessage admin = await house.Admin.GetAsync($"/api/v1/recordings/{recording}/audio");
        log = await house.Get<AuditLog>().NewestAsync(null, 200, CancellationToken.None);
        Assert.Equal(2, log.Count(a => a.ActionName == "recording.listen" && a.Subject == $"recording/{recording}"));
        Assert.Equal(1, log.Count(a => a.ActionName == "recording.download" && a.Subject == $"recording/{recording}"));
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Coach.GetAsync($"/api/v1/recordings/{recording}/download")).StatusCode);
    }

    [Fact]
    public void A_recording_is_opened_anew_when_nobody_listened_for_a_quarter_of_an_hour()
    {
        ManualClock clock = new();
        RecordingOpenings openings = new(clock);
        RecordingId one = RecordingId.New(clock.GetUtcNow());
        Assert.True(openings.IsNew("sue", one));
        Assert.False(openings.IsNew("sue", one));
        Assert.True(openings.IsNew("max", one));
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.False(openings.IsNew("sue", one));
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.False(openings.IsNew("sue", one));
        Assert.True(openings.IsNew("max", one));
    }

    [Fact]
    public async Task Peaks_of_both_sides_are_computed_once_and_kept_beside_the_file()
    {
        (HttpClient ann, UserId annId) = await NewAgentAsync();
        (HttpClient bo, _) = await NewAgentAsync();
        (CallId call, RecordingId recording, _) = await RecordAsync(annId);
        byte[] wav = Stereo(seconds: 2);
        string file = Path.Combine(house.Folder, "recordings", $"2026/11/22/{call}.wav");
        await File.WriteAllBytesAsync(file, wav);
        JsonElement peaks = await ApiHouse.GetAsync(ann, $"recordings/{recording}/peaks");
        byte[] agent = peaks.GetProperty("agent").GetBytesFromBase64(), customer = peaks.GetProperty("customer").GetBytesFromBase64();
        Assert.Equal((20, 40, 40), (peaks.GetProperty("perSecond").GetInt32(), agent.Length, customer.Length));
        Assert.All(agent[..20], p => Assert.Equal(250, p)); // mu-law 0x80, the loudest
        Assert.All(agent[20..], p => Assert.Equal(0, p));
        Assert.All(customer[..20], p => Assert.Equal(0, p));
        Assert.All(customer[20..], p => Assert.InRange(p, 120, 125));
        Assert.Equal(80, new FileInfo(file + ".peaks").Length);
        File.Delete(file + ".peaks");
        await File.WriteAllBytesAsync(file, [1, 2, 3]);
        await ApiHouse.GetAsync(ann, $"recordings/{recording}/peaks", HttpStatusCode.NotFound);
        await ApiHouse.GetAsync(bo, $"recordings/{recording}/peaks", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Agents_reach_their_own_calls_and_recordings_only()
    {
        (HttpClient ann, UserId annId) = await NewAgentAsync();
        (HttpClient bo, _) = await NewAgentAsync();
        (CallId call, RecordingId recording, _) = await RecordAsync(annId);
        await ApiHouse.GetAsync(ann, $"calls/{call}");
        await ApiHouse.GetAsync(bo, $"calls/{call}", HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.OK, (await ann.GetAsync($"/api/v1/recordings/{recording}/audio")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bo.GetAsync($"/api/v1/recordings/{recording}/audio")).StatusCode);
        await ApiHouse.GetAsync(bo, $"recordings/{recording}", HttpStatusCode.NotFound);
        Assert.Contains((await ApiHouse.GetAsync(ann, "calls")).GetProperty("items").EnumerateArray(), c => c.GetProperty("id").GetString() == call.ToString());
        Assert.Empty((await ApiHouse.GetAsync(bo, "calls")).GetProperty("items").EnumerateArray());
        Assert.Empty((await ApiHouse.GetAsync(bo, $"calls?agentId={annId}")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Supervisors_reach_the_calls_of_their_teams()
    {
        TeamId north = (await house.Get<TeamStore>().CreateAsync($"North {Guid.NewGuid():N}", TimeProvider.System.GetUtcNow(), CancellationToken.None))!.Value;
        TeamId south = (await house.Get<TeamStore>().CreateAsync($"South {Guid.NewGuid():N}", TimeProvider.System.GetUtcNow(), CancellationToken.None))!.Value;
        (_, UserId ann) = await house.UserAsync($"a{Guid.NewGuid():N}"[..20], "agent", north);
        (HttpClient sue, _) = await house.UserAsync($"s{Guid.NewGuid():N}"[..20], "supervisor", north);
        (HttpClient sam, _) = await house.UserAsync($"s{Guid.NewGuid():N}"[..20], "supervisor", south);
        (CallId call, RecordingId recording, _) = await RecordAsync(ann);
        await ApiHouse.GetAsync(sue, $"calls/{call}");
        await ApiHouse.GetAsync(sam, $"calls/{call}", HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NotFound, (await sam.GetAsync($"/api/v1/recordings/{recording}/audio")).StatusCode);
        Assert.DoesNotContain((await ApiHouse.GetAsync(sam, "calls")).GetProperty("items").EnumerateArray(), c => c.GetProperty("id").GetString() == call.ToString());
    }

    [Fact]
    public async Task A_call_has_the_fields_that_programs_rely_on()
    {
        (_, UserId agent) = await NewAgentAsync();
        (CallId call, RecordingId recording, _) = await RecordAsync(agent);
        JsonElement view = await ApiHouse.GetAsync(house.Manager, $"calls/{call}");
        foreach (string field in "id attemptId campaignId leadId customerId agentId number direction trunkId startedAt ringingAt answeredAt connectedAt endedAt endedBy outcome sipStatus disposition recordingId quality".Split(' '))
        {
            Assert.True(view.TryGetProperty(field, out _), field);
        }

        Assert.Equal(("outbound", "customer", "connected", 200, recording.ToString(), 4.2), (
            view.GetProperty("direction").GetString(), view.GetProperty("endedBy").GetString(), view.GetProperty("outcome").GetString(), view.GetProperty("sipStatus").GetInt32(),
            view.GetProperty("recordingId").GetString(), view.GetProperty("quality").GetProperty("mos").GetDouble()));
        Assert.EndsWith("Z", view.GetProperty("startedAt").GetString(), StringComparison.Ordinal);
        Assert.Equal("********0144", (await ApiHouse.GetAsync(house.Coach, $"calls/{call}")).GetProperty("number").GetString());
        Assert.Empty((await ApiHouse.GetAsync(house.Manager, "calls?from=2099-01-01T00:00:00Z")).GetProperty("items").EnumerateArray());
        await ApiHouse.GetAsync(house.Manager, "calls?from=yesterday", HttpStatusCode.BadRequest);
        await ApiHouse.GetAsync(house.Manager, "calls?campaignId=x", HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("..%2f..%2ftest.db")]
    [InlineData("%2e%2e%2f%2e%2e%2fsecrets.key")]
    [InlineData("..\\..\\secrets.key")]
    [InlineData("/etc/passwd")]
    [InlineData("%00")]
    public async Task Recordings_are_addressed_by_id_only(string id)
    {
        using HttpResponseMessage answer = await house.Manager.GetAsync($"/api/v1/recordings/{id}/audio");
        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
    }

    [Fact]
    public async Task A_row_whose_path_leads_out_of_the_folder_serves_nothing()
    {
        (_, UserId agent) = await NewAgentAsync();
        (_, RecordingId recording, _) = await RecordAsync(agent);
        await house.SqlAsync($"UPDATE recordings SET path = '../secrets.key' WHERE id = '{recording}'");
        JsonElement problem = await ApiHouse.GetAsync(house.Manager, $"recordings/{recording}/audio", HttpStatusCode.NotFound);
        Assert.Equal("recording_lost", problem.GetProperty("code").GetString());
    }

    /// <summary>A recording as the Dialer writes it: the agent loud in the first half, the customer half as loud in the second.</summary>
    private static byte[] Stereo(int seconds)
    {
        int frames = 8000 * seconds;
        byte[] wav = new byte[46 + 8 + (frames * 2)];
        "RIFF"u8.CopyTo(wav);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        wav[16] = 18;
        wav[20] = 7;
        wav[22] = 2;
        "data"u8.CopyTo(wav.AsSpan(38));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(42), frames * 2);
        for (int i = 0; i < frames; i++)
        {
            bool first = i < frames / 2;
            wav[46 + (2 * i)] = first ? (byte)0x80 : (byte)0xFF;
            wav[47 + (2 * i)] = first ? (byte)0xFF : (byte)0x90;
        }

        return wav[..(46 + (frames * 2))];
    }

    private Task<(HttpClient, UserId)> NewAgentAsync() => house.UserAsync($"a{Guid.NewGuid():N}"[..20], "agent");

    private async Task<(CallId Call, RecordingId Recording, byte[] Wav)> RecordAsync(UserId agent)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        CallId call = CallId.New(now);
        RecordingId recording = RecordingId.New(now);
        long at = now.ToUnixTimeMilliseconds();
        await house.SqlAsync($"""
            INSERT INTO calls (id, direction, agent_id, number, node, started_at, ringing_at, answered_at, connected_at, ended_at, ended_by, outcome, sip_status, mos, loss_percent, jitter_ms)
            VALUES ('{call}', 'outbound', {agent}, '+14155550144', 'n', {at}, {at}, {at}, {at}, {at}, 'customer', 'connected', 200, 4.2, 0.1, 3)
            """);
        var ledger = house.Get<RecordingLedger>();
        string path = $"2026/11/22/{call}.wav";
        await ledger.OpenAsync(recording, call, path, "wav", now, CancellationToken.None);
        byte[] wav = CampaignApiTests.Wav(4000);
        string file = Path.Combine(house.Folder, "recordings", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, wav);
        await ledger.CloseAsync(recording, RecordingState.Closed, TimeSpan.FromSeconds(0.5), wav.Length, SHA256.HashData(wav), now, CancellationToken.None);
        return (call, recording, wav);
    }
}
