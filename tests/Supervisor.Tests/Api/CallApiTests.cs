using System.Net;
using System.Text.Json;
using CallCenter.Data.Identity;
using CallCenter.Domain;

namespace CallCenter.Supervisor.Tests.Api;

public sealed class CallApiTests(ApiHouse house) : IClassFixture<ApiHouse>
{
    [Fact]
    public async Task Calls_are_found_by_number_in_any_writing_by_name_by_result_and_by_length()
    {
        (_, UserId ann) = await house.UserAsync($"a{Guid.NewGuid():N}"[..20], "agent");
        CallId mia = await house.CallAsync(ann, "+14155550142", "Mia Stone", seconds: 40, disposition: "sale");
        CallId bo = await house.CallAsync(ann, "+442079460007", "Bo Chen", seconds: 5);
        await house.ListAsync(); // its country's national numbers are known from now on
        foreach ((string query, CallId found) in new[]
        {
            ("number=(415) 555-0142", mia), ("number=%2B1 415", mia), ("number=415 555", mia), ("number=020 7946 0007", bo), ("customer=mia", mia),
            ("customer=Bo C", bo), ("disposition=sale", mia), ("minSeconds=30", mia), ("maxSeconds=10", bo), ("outcome=connected%26", default),
        })
        {
            if (found == default)
            {
                await ApiHouse.GetAsync(house.Manager, $"calls?{query}", HttpStatusCode.BadRequest);
                continue;
            }

            JsonElement page = await ApiHouse.GetAsync(house.Manager, $"calls?agentId={ann}&{query}");
            JsonElement call = Assert.Single(page.GetProperty("items").EnumerateArray());
            Assert.True(call.GetProperty("id").GetString() == found.ToString(), query);
        }

        JsonElement both = await ApiHouse.GetAsync(house.Manager, $"calls?agentId={ann}&outcome=connected&scored=false&hasRecording=false");
        Assert.Equal("Bo Chen, Mia Stone", string.Join(", ", both.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("customerName").GetString())));
        foreach (string wrong in (string[])["number=x", "number=1", "outcome=nice", "minSeconds=-1", "customer=%00", "from=yesterday", "listId=x", "hasRecording=2"])
        {
            await ApiHouse.GetAsync(house.Manager, $"calls?{wrong}", HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task A_calls_page_has_notes_with_their_times_legs_attempts_and_recordings()
    {
        (HttpClient ann, UserId annId) = await house.UserAsync($"a{Guid.NewGuid():N}"[..20], "agent");
        (HttpClient bo, _) = await house.UserAsync($"b{Guid.NewGuid():N}"[..20], "agent");
        CallId call = await house.CallAsync(annId, "+14155550142", "Mia Stone", seconds: 40, disposition: "sale");
        await house.SqlAsync($"""
            UPDATE calls SET notes = 'wants a quote{"\n\n"}call on Monday', note_times = '[1500,null,9000]' WHERE id = '{call}';
            INSERT INTO call_legs (call_id, side, codec, started_at, ended_at, quality) VALUES ('{call}', 'customer', 'PCMU', 1, 2, '{"{\"mos\":\"4.2\"}"}');
            INSERT INTO attempts (call_id, number, node, opened_at, outcome) VALUES ('{call}', '+14155550142', 'n', 1, 'connected');
            """);
        JsonElement view = await ApiHouse.GetAsync(ann, $"calls/{call}/details");
        Assert.Equal([(1500L, "wants a quote"), (9000L, "call on Monday")], view.GetProperty("noteLines").EnumerateArray().Select(n => (n.GetProperty("atMs").GetInt64(), n.GetProperty("text").GetString()!)));
        Assert.Equal(("Sale", 40000, "4.2", "connected"), (
            view.GetProperty("dispositionName").GetString(), view.GetProperty("talkMs").GetInt64(),
            view.GetProperty("legs")[0].GetProperty("quality").GetProperty("mos").GetString(), view.GetProperty("attempts")[0].GetProperty("outcome").GetString()));
        await ApiHouse.GetAsync(bo, $"calls/{call}/details", HttpStatusCode.NotFound);
        Assert.Equal("********0142", (await ApiHouse.GetAsync(house.Coach, $"calls/{call}/details")).GetProperty("call").GetProperty("number").GetString());
    }

    [Fact]
    public async Task Supervisors_find_the_calls_of_their_teams_only_and_full_pages_of_them()
    {
        TeamId north = (await house.Get<TeamStore>().CreateAsync($"North {Guid.NewGuid():N}", TimeProvider.System.GetUtcNow(), CancellationToken.None))!.Value;
        (_, UserId ann) = await house.UserAsync($"a{Guid.NewGuid():N}"[..20], "agent", north);
        (_, UserId bo) = await house.UserAsync($"b{Guid.NewGuid():N}"[..20], "agent");
        (HttpClient sue, _) = await house.UserAsync($"s{Guid.NewGuid():N}"[..20], "supervisor", north);
        for (int i = 0; i < 5; i++)
        {
            await house.CallAsync(bo);
        }

        await house.CallAsync(ann);
        await house.CallAsync(ann);
        JsonElement page = await ApiHouse.GetAsync(sue, "calls?limit=2");
        Assert.Equal(2, page.GetProperty("items").GetArrayLength());
        Assert.All(page.GetProperty("items").EnumerateArray(), c => Assert.Equal(ann.ToString(), c.GetProperty("agentId").GetString()));
        Assert.Empty((await ApiHouse.GetAsync(sue, $"calls?agentId={bo}")).GetProperty("items").EnumerateArray());
    }
}
