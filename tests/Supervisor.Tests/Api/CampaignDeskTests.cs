using System.Net;
using System.Text.Json;
using CallCenter.Contracts;
using CallCenter.Data.Identity;
using CallCenter.Domain;

namespace CallCenter.Supervisor.Tests.Api;

/// <summary>What the manager's desk asks for beside the settings: check list, history, progress, copies, trunk tests.</summary>
public sealed class CampaignDeskTests(ApiHouse house) : IClassFixture<ApiHouse>
{
    [Fact]
    public async Task The_check_list_says_what_a_start_is_refused_for()
    {
        string id = await CampaignAsync(new { name = Name(), mode = "progressive" });
        JsonElement list = await ApiHouse.GetAsync(house.Manager, $"campaigns/{id}/checklist");
        Assert.False(list.GetProperty("canStart").GetBoolean());
        Assert.Equal(["callerId", "lists", "trunks"], Codes(list, "missing"), StringComparer.Ordinal);
        JsonElement refused = await ApiHouse.PostAsync(house.Manager, $"campaigns/{id}/start", new { }, HttpStatusCode.Conflict);
        Assert.Equal(Fields(list), string.Join(' ', refused.GetProperty("errors").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)));

        string trunk = await TrunkAsync();
        await ApiHouse.PatchAsync(house.Manager, $"campaigns/{id}", new { listIds = new[] { await house.ListAsync() }, trunkIds = new[] { trunk }, callerId = "+14155550100", ruleSet = "none" });
        list = await ApiHouse.GetAsync(house.Manager, $"campaigns/{id}/checklist");
        Assert.True(list.GetProperty("canStart").GetBoolean(), list.ToString());
        Assert.Contains("trunkTest", Codes(list, "warning"), StringComparer.Ordinal);
        Assert.Contains("lists", Codes(list, "warning"), StringComparer.Ordinal);
        await ApiHouse.PostAsync(house.Manager, $"campaigns/{id}/start", new { }, HttpStatusCode.OK);
        await ApiHouse.GetAsync(house.Coach, $"campaigns/{id}/progress", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_history_says_who_changed_what()
    {
        (HttpClient mia, _) = await house.UserAsync($"mia{Guid.NewGuid():N}"[..12], "manager");
        string id = (await ApiHouse.PostAsync(mia, "campaigns", new { name = Name(), mode = "progressive", wrapUpSeconds = 10 })).GetProperty("id").GetString()!;
        await ApiHouse.PatchAsync(mia, $"campaigns/{id}", new { wrapUpSeconds = 20, callerId = "+14155550111" });
        await ApiHouse.PatchAsync(mia, $"campaigns/{id}", new { maxAttempts = 7 });
        JsonElement page = await ApiHouse.GetAsync(mia, $"campaigns/{id}/history?limit=2");
        JsonElement[] items = [.. page.GetProperty("items").EnumerateArray()];
        Assert.Equal(["maxAttempts"], items[0].GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("field").GetString()!), StringComparer.Ordinal);
        Assert.Equal(["callerId", "wrapUp"], items[1].GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("field").GetString()!).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.StartsWith("mia", items[0].GetProperty("by").GetProperty("name").GetString(), StringComparison.Ordinal);
        JsonElement rest = await ApiHouse.GetAsync(mia, $"campaigns/{id}/history?limit=2&cursor={page.GetProperty("next").GetString()}");
        Assert.Equal("created", Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("change").GetString());
    }

    [Fact]
    public async Task A_campaign_is_copied_archived_and_taken_back()
    {
        string name = Name();
        string id = await CampaignAsync(new { name, mode = "ratio", ratio = 2, callerId = "+14155550100", callerIds = new[] { "+14155550101" } });
        JsonElement copy = await ApiHouse.PostAsync(house.Manager, $"campaigns/{id}/copy", new { });
        Assert.Equal(($"{name} (2)", 2.0, "stopped"), (copy.GetProperty("name").GetString(), copy.GetProperty("ratio").GetDouble(), copy.GetProperty("state").GetString()));
        Assert.Equal("+14155550101", copy.GetProperty("callerIds")[0].GetString());
        Assert.Equal($"{name} (3)", (await ApiHouse.PostAsync(house.Manager, $"campaigns/{id}/copy", new { })).GetProperty("name").GetString());
        await ApiHouse.PostAsync(house.Manager, $"campaigns/{id}/archive", new { }, HttpStatusCode.OK);
        Assert.DoesNotContain(id, await IdsAsync("campaigns?limit=500"), StringComparer.Ordinal);
        Assert.Contains(id, await IdsAsync("campaigns?archived=true&limit=500"), StringComparer.Ordinal);
        Assert.Equal("campaign_not_ready", (await ApiHouse.PostAsync(house.Manager, $"campaigns/{id}/start", new { }, HttpStatusCode.Conflict)).GetProperty("code").GetString());
        await ApiHouse.PostAsync(house.Manager, $"campaigns/{id}/restore", new { }, HttpStatusCode.OK);
        Assert.Contains(id, await IdsAsync("campaigns?limit=500"), StringComparer.Ordinal);
        await house.SqlAsync($"UPDATE campaigns SET state = 'running' WHERE id = {id}");
        Assert.Equal("campaign_running", (await ApiHouse.PostAsync(house.Manager, $"campaigns/{id}/archive", new { }, HttpStatusCode.Conflict)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_timetable_is_kept_and_a_wrong_one_refused()
    {
        string id = await CampaignAsync(new { name = Name(), mode = "progressive" });
        var timetable = new { hours = new[] { new { days = new[] { "monday" }, from = "09:00:00", to = "17:00:00" } }, holidays = new[] { "2026-12-25" }, startsOn = "2026-11-01", endsOn = (string?)null };
        JsonElement stored = (await ApiHouse.PatchAsync(house.Manager, $"campaigns/{id}", new { timetable })).GetProperty("timetable");
        Assert.Equal(("monday", "2026-12-25"), (stored.GetProperty("hours")[0].GetProperty("days")[0].GetString(), stored.GetProperty("holidays")[0].GetString()));
        foreach (object wrong in (object[])
            [
                new { hours = new[] { new { days = new[] { "monday" }, from = "17:00:00", to = "09:00:00" } } },
                new { hours = new[] { new { days = Array.Empty<string>(), from = "09:00:00", to = "17:00:00" } } },
                new { startsOn = "2026-12-02", endsOn = "2026-12-01" },
            ])
        {
            await ApiHouse.PatchAsync(house.Manager, $"campaigns/{id}", new { timetable = wrong }, HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Who_is_limited_to_campaigns_neither_sees_nor_takes_what_is_outside()
    {
        string mine = await CampaignAsync(new { name = Name(), mode = "manual" });
        string other = await CampaignAsync(new { name = Name(), mode = "manual", listIds = new[] { await house.ListAsync() } });
        (HttpClient limited, UserId id) = await house.UserAsync($"lim{Guid.NewGuid():N}"[..12], "manager");
        await house.Get<UserStore>().UpdateAsync(new UserChange(id, null, Campaigns: [CampaignId.From(long.Parse(mine, System.Globalization.CultureInfo.InvariantCulture))]), CancellationToken.None);
        foreach (string path in (string[])["checklist", "history", "progress", "live", "why"])
        {
            await ApiHouse.GetAsync(limited, $"campaigns/{other}/{path}", HttpStatusCode.NotFound);
        }

        foreach (string verb in (string[])["copy", "archive", "restore", "start"])
        {
            await ApiHouse.PostAsync(limited, $"campaigns/{other}/{verb}", new { }, HttpStatusCode.NotFound);
        }

        await ApiHouse.GetAsync(limited, $"campaigns/{mine}/checklist");
        JsonElement refused = await ApiHouse.PatchAsync(limited, $"campaigns/{mine}", new { listIds = new[] { await house.ListAsync() } }, HttpStatusCode.BadRequest);
        Assert.True(refused.GetProperty("errors").TryGetProperty("listIds", out _));
    }

    [Fact]
    public async Task Why_takes_a_number_or_an_agent_and_nothing_else()
    {
        Assert.Equal("noAgents", (await Reply(new WhyReply([new WhyReason("noAgents", "x", 1, null)]), () => ApiHouse.GetAsync(house.Manager, "why?number=%2B1%20415%20555%200100"))).GetProperty("reasons")[0].GetProperty("code").GetString());
        Assert.Contains(house.Dialer.Commands, c => c is GetNumberWhy { Number: "+14155550100", Within: null });
        await ApiHouse.GetAsync(house.Manager, "why", HttpStatusCode.BadRequest);
        await ApiHouse.GetAsync(house.Manager, "why?number=1&agentId=1", HttpStatusCode.BadRequest);
        await ApiHouse.GetAsync(house.Manager, "why?agentId=99999", HttpStatusCode.NotFound);
        await ApiHouse.GetAsync(house.Coach, "why?number=911", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_trunk_is_tested_by_those_who_may_and_deleted_while_it_is_unused()
    {
        string trunk = await TrunkAsync();
        TrunkTestCall test = new(CallId.New(TimeProvider.System.GetUtcNow()), TrunkId.From(long.Parse(trunk, System.Globalization.CultureInfo.InvariantCulture)), "+14155550100", "dialing", TimeProvider.System.GetUtcNow(), [], 0, null, null, 0, null);
        JsonElement begun = await Reply(new TrunkTestReply(test), () => ApiHouse.PostAsync(house.Manager, $"trunks/{trunk}/test", new { number = "(1) 415-555-0100" }, HttpStatusCode.Accepted));
        Assert.Equal("dialing", begun.GetProperty("state").GetString());
        Assert.Contains(house.Dialer.Commands, c => c is StartTrunkTest { Number: "+14155550100" });
        await Reply(new TrunkTestReply(test), () => ApiHouse.GetAsync(house.Manager, $"trunks/99999/tests/{test.Id}", HttpStatusCode.NotFound));
        await ApiHouse.PostAsync(house.Coach, $"trunks/{trunk}/test", new { number = "+14155550100" }, HttpStatusCode.Forbidden);
        string id = await CampaignAsync(new { name = Name(), mode = "manual", trunkIds = new[] { trunk }, ruleSet = "none" });
        Assert.Equal(HttpStatusCode.Conflict, (await house.Admin.DeleteAsync(new Uri($"/api/v1/trunks/{trunk}", UriKind.Relative))).StatusCode);
        await ApiHouse.PatchAsync(house.Manager, $"campaigns/{id}", new { trunkIds = Array.Empty<string>() });
        Assert.Equal(HttpStatusCode.NoContent, (await house.Admin.DeleteAsync(new Uri($"/api/v1/trunks/{trunk}", UriKind.Relative))).StatusCode);
        await ApiHouse.PatchAsync(house.Admin, $"trunks/{await TrunkAsync()}", new { maxChannels = 3 }, HttpStatusCode.Conflict, "\"7\"");
    }

    [Fact]
    public async Task Dispositions_are_changed_ordered_and_archived_but_built_in_ones_keep_their_meaning()
    {
        JsonElement made = await ApiHouse.PostAsync(house.Manager, "dispositions", new { code = $"d{Guid.NewGuid():N}"[..12], name = "Later", meaning = new[] { "contact" } });
        string id = made.GetProperty("id").GetString()!;
        JsonElement edited = await ApiHouse.PatchAsync(house.Manager, $"dispositions/{id}", new { name = "Much later", retryAfterSeconds = 60 });
        Assert.Equal(("Much later", 60L, 2), (edited.GetProperty("name").GetString(), edited.GetProperty("retryAfterSeconds").GetInt64(), edited.GetProperty("version").GetInt32()));
        await ApiHouse.PatchAsync(house.Manager, $"dispositions/{id}", new { archived = true });
        Assert.DoesNotContain(id, await IdsAsync("dispositions"), StringComparer.Ordinal);
        Assert.Contains(id, await IdsAsync("dispositions?all=true"), StringComparer.Ordinal);
        string sale = (await ApiHouse.GetAsync(house.Manager, "dispositions")).GetProperty("items").EnumerateArray().First(d => d.GetProperty("code").GetString() == "sale").GetProperty("id").GetString()!;
        foreach (object wrong in (object[])[new { archived = true }, new { meaning = new[] { "refusal" } }])
        {
            Assert.Equal("built_in", (await ApiHouse.PatchAsync(house.Manager, $"dispositions/{sale}", wrong, HttpStatusCode.Conflict)).GetProperty("code").GetString());
        }

        string[] ids = await IdsAsync("dispositions");
        string[] turned = [.. ids.Reverse()];
        using StringContent order = new(JsonSerializer.Serialize(new { ids = turned }), System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.NoContent, (await house.Manager.PutAsync(new Uri("/api/v1/dispositions/order", UriKind.Relative), order)).StatusCode);
        Assert.Equal(turned, await IdsAsync("dispositions"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_prompt_is_heard_renamed_and_deleted_once_nobody_plays_it()
    {
        using MultipartFormDataContent form = new() { { new ByteArrayContent(CampaignApiTests.Wav(8000)), "file", "a.wav" }, { new StringContent("Who we are"), "name" } };
        string id = (await ApiHouse.JsonAsync(await house.Manager.PostAsync("/api/v1/prompts", form), HttpStatusCode.Created)).GetProperty("id").GetString()!;
        using HttpResponseMessage audio = await house.Manager.GetAsync(new Uri($"/api/v1/prompts/{id}/audio", UriKind.Relative));
        Assert.Equal(("audio/wav", 16044L), (audio.Content.Headers.ContentType!.MediaType, audio.Content.Headers.ContentLength));
        Assert.Equal("We", (await ApiHouse.PatchAsync(house.Manager, $"prompts/{id}", new { name = "We" })).GetProperty("name").GetString());
        string campaign = await CampaignAsync(new { name = Name(), mode = "manual", safeHarbourPromptId = id });
        Assert.Equal(HttpStatusCode.Conflict, (await house.Manager.DeleteAsync(new Uri($"/api/v1/prompts/{id}", UriKind.Relative))).StatusCode);
        await ApiHouse.PatchAsync(house.Manager, $"campaigns/{campaign}", new { safeHarbourPromptId = (string?)null });
        Assert.Equal(HttpStatusCode.NoContent, (await house.Manager.DeleteAsync(new Uri($"/api/v1/prompts/{id}", UriKind.Relative))).StatusCode);
    }

    private static string Name() => $"C {Guid.NewGuid():N}";

    private static string[] Codes(JsonElement list, string state) => [.. list.GetProperty("items").EnumerateArray()
        .Where(i => i.GetProperty("state").GetString() == state).Select(i => i.GetProperty("code").GetString()!).Order(StringComparer.Ordinal)];

    private static string Fields(JsonElement list) => string.Join(' ', list.GetProperty("items").EnumerateArray()
        .Where(i => i.GetProperty("state").GetString() == "missing").Select(i => i.GetProperty("field").GetString()!).Order(StringComparer.Ordinal));

    private async Task<string[]> IdsAsync(string path)
        => [.. (await ApiHouse.GetAsync(house.Manager, path)).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];

    private async Task<string> CampaignAsync(object body) => (await ApiHouse.PostAsync(house.Manager, "campaigns", body)).GetProperty("id").GetString()!;

    private async Task<string> TrunkAsync()
        => (await ApiHouse.PostAsync(house.Admin, "trunks", new { name = $"T {Guid.NewGuid():N}", host = "127.0.0.1", port = 5090 })).GetProperty("id").GetString()!;

    // The other tests of the class run one after the other: the scripted reply is theirs again afterwards.
    private async Task<JsonElement> Reply(DialerReply reply, Func<Task<JsonElement>> ask)
    {
        Func<DialerCommand, DialerReply> before = house.Dialer.Reply;
        house.Dialer.Reply = _ => reply;
        try
        {
            return await ask();
        }
        finally
        {
            house.Dialer.Reply = before;
        }
    }
}
