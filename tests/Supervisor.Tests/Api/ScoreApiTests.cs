using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CallCenter.Data.Audit;
using CallCenter.Data.Identity;
using CallCenter.Domain;

namespace CallCenter.Supervisor.Tests.Api;

public sealed class ScoreApiTests(ApiHouse house) : IClassFixture<ApiHouse>
{
    [Fact]
    public async Task The_product_brings_a_card_with_five_sections_in_every_language()
    {
        JsonElement card = (await ApiHouse.GetAsync(house.Coach, "scorecards")).GetProperty("items").EnumerateArray().First(c => c.GetProperty("builtIn").GetBoolean());
        JsonElement[] sections = [.. card.GetProperty("sections").EnumerateArray()];
        Assert.Equal("etiquette process conduct sales service", string.Join(' ', sections.Select(s => s.GetProperty("id").GetString())));
        foreach (JsonElement text in sections.Select(s => s.GetProperty("title")).Concat(sections.SelectMany(s => s.GetProperty("questions").EnumerateArray()).SelectMany(q => (JsonElement[])[q.GetProperty("text"), q.GetProperty("help")])))
        {
            Assert.Equal("zh-Hans zh-Hant", string.Join(' ', text.GetProperty("translations").EnumerateObject().Select(t => t.Name)));
            Assert.All(text.GetProperty("translations").EnumerateObject(), t => Assert.NotEmpty(t.Value.GetString()!));
        }

        Assert.Equal(100, sections.SelectMany(s => s.GetProperty("questions").EnumerateArray()).Sum(q => q.GetProperty("weight").GetDouble()));
    }

    [Fact]
    public async Task A_program_scores_a_call_with_answers_only_and_reads_the_result()
    {
        (string id, JsonElement made) = await CardAsync();
        (_, UserId ann) = await house.UserAsync(Name("a"), "agent");
        CallId call = await house.CallAsync(ann);
        JsonElement score = await ApiHouse.PostAsync(
            house.Coach, $"calls/{call}/scores", new { scorecardId = id, answers = new object[] { new { questionId = "greets", value = true }, new { questionId = "voice", value = 4 } } });
        Assert.Equal((85, "finished", 1), (
            score.GetProperty("score").GetProperty("percent").GetDouble(), score.GetProperty("score").GetProperty("state").GetString(), score.GetProperty("history").GetArrayLength()));
        Assert.Equal(JsonValueKind.Number, score.GetProperty("answers")[0].GetProperty("value").ValueKind);
        Assert.Equal("Greets", made.GetProperty("sections")[0].GetProperty("questions")[0].GetProperty("text").GetProperty("text").GetString());
        await ApiHouse.PostAsync(house.Coach, $"calls/{call}/scores", new { scorecardId = id, answers = Array.Empty<object>(), state = "draft" }, HttpStatusCode.Conflict);
        JsonElement view = await ApiHouse.GetAsync(house.Manager, $"calls/{call}/details");
        Assert.Equal(85, Assert.Single(view.GetProperty("scoreLines").EnumerateArray()).GetProperty("percent").GetDouble());
        Assert.Equal(85, view.GetProperty("call").GetProperty("scorePercent").GetDouble());
        IReadOnlyList<AuditRecord> log = await house.Get<AuditLog>().NewestAsync(null, 50, CancellationToken.None);
        Assert.Contains(log, a => a.ActionName == "score.finish" && a.Subject == $"score/{score.GetProperty("score").GetProperty("id").GetString()}");
    }

    [Theory]
    [InlineData("""[{"questionId":"greets","value":true}]""", "answers")]
    [InlineData("""[{"questionId":"greets","value":3},{"questionId":"voice","value":4}]""", "answers[0].value")]
    [InlineData("""[{"questionId":"greets","value":1},{"questionId":"voice","value":8}]""", "answers[1].value")]
    [InlineData("""[{"questionId":"greets","value":"maybe"},{"questionId":"voice","value":4}]""", "answers[0].value")]
    [InlineData("""[{"questionId":"none","value":1}]""", "answers[0].questionId")]
    public async Task Answers_that_do_not_fit_the_card_are_refused_by_name(string answers, string field)
    {
        (string id, _) = await CardAsync();
        (_, UserId ann) = await house.UserAsync(Name("a"), "agent");
        CallId call = await house.CallAsync(ann);
        JsonElement problem = await ApiHouse.PostAsync(
            house.Coach, $"calls/{call}/scores", new { scorecardId = id, answers = JsonDocument.Parse(answers).RootElement }, HttpStatusCode.BadRequest);
        Assert.Equal("invalid_request", problem.GetProperty("code").GetString());
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Fact]
    public async Task A_draft_is_its_coachs_own_until_it_is_finished_and_only_the_coach_corrects_it()
    {
        (string card, _) = await CardAsync();
        (_, UserId ann) = await house.UserAsync(Name("a"), "agent");
        (HttpClient coco, _) = await house.UserAsync(Name("c"), "coach");
        (HttpClient cleo, _) = await house.UserAsync(Name("c"), "coach");
        CallId call = await house.CallAsync(ann);
        JsonElement draft = await ApiHouse.PostAsync(coco, $"calls/{call}/scores", new { scorecardId = card, answers = new[] { new { questionId = "greets", value = 1 } }, state = "draft" });
        string id = draft.GetProperty("score").GetProperty("id").GetString()!;
        Assert.True(draft.GetProperty("score").GetProperty("mine").GetBoolean());
        await ApiHouse.GetAsync(cleo, $"scores/{id}", HttpStatusCode.NotFound);
        Assert.Empty((await ApiHouse.GetAsync(cleo, $"calls/{call}/scores")).GetProperty("items").EnumerateArray());
        Assert.Single((await ApiHouse.GetAsync(coco, $"calls/{call}/scores")).GetProperty("items").EnumerateArray());

        object whole = new { answers = new object[] { new { questionId = "greets", value = 1 }, new { questionId = "voice", value = 7, comment = "warm" } }, comment = "Well done.", marks = new[] { new { atMs = 1200, text = "here" } }, state = "finished" };
        await ApiHouse.JsonAsync(await PutAsync(coco, id, whole, "\"9\""), HttpStatusCode.Conflict);
        JsonElement finished = await ApiHouse.JsonAsync(await PutAsync(coco, id, whole, "\"1\""), HttpStatusCode.OK);
        Assert.Equal(100, finished.GetProperty("sum").GetProperty("percent").GetDouble());
        await ApiHouse.GetAsync(cleo, $"scores/{id}");
        Assert.Equal("not_your_score", (await ApiHouse.JsonAsync(await PutAsync(cleo, id, whole, null), HttpStatusCode.Forbidden)).GetProperty("code").GetString());
        JsonElement corrected = await ApiHouse.JsonAsync(
            await PutAsync(coco, id, new { answers = new object[] { new { questionId = "greets", value = 0 }, new { questionId = "voice", value = 7 } }, reason = "heard again" }, null), HttpStatusCode.OK);
        Assert.Equal("finished corrected", string.Join(' ', corrected.GetProperty("history").EnumerateArray().Select(h => h.GetProperty("change").GetString())));
        Assert.Equal("finished", corrected.GetProperty("score").GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await coco.DeleteAsync($"/api/v1/scores/{id}")).StatusCode);
        await ApiHouse.JsonAsync(await PutAsync(coco, id, new { answers = Array.Empty<object>() }, null), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Scores_lie_within_the_askers_teams()
    {
        (string card, _) = await CardAsync();
        TeamId north = (await house.Get<TeamStore>().CreateAsync(Name("North "), TimeProvider.System.GetUtcNow(), CancellationToken.None))!.Value;
        TeamId south = (await house.Get<TeamStore>().CreateAsync(Name("South "), TimeProvider.System.GetUtcNow(), CancellationToken.None))!.Value;
        (HttpClient ann, UserId annId) = await house.UserAsync(Name("a"), "agent", north);
        (HttpClient sue, _) = await house.UserAsync(Name("s"), "supervisor", north);
        (HttpClient sam, _) = await house.UserAsync(Name("s"), "supervisor", south);
        CallId call = await house.CallAsync(annId);
        object give = new { scorecardId = card, answers = new object[] { new { questionId = "greets", value = 1 }, new { questionId = "voice", value = 7 } } };
        await ApiHouse.PostAsync(sam, $"calls/{call}/scores", give, HttpStatusCode.NotFound);
        await ApiHouse.PostAsync(ann, $"calls/{call}/scores", give, HttpStatusCode.Forbidden);
        string id = (await ApiHouse.PostAsync(sue, $"calls/{call}/scores", give)).GetProperty("score").GetProperty("id").GetString()!;

        await ApiHouse.GetAsync(sam, $"scores/{id}", HttpStatusCode.NotFound);
        await ApiHouse.GetAsync(sam, $"calls/{call}/scores", HttpStatusCode.NotFound);
        await ApiHouse.GetAsync(sam, $"calls/{call}/details", HttpStatusCode.NotFound);
        await ApiHouse.GetAsync(ann, $"scores/{id}", HttpStatusCode.Forbidden);
        await ApiHouse.JsonAsync(await PutAsync(sam, id, new { answers = Array.Empty<object>() }, null), HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NotFound, (await sam.DeleteAsync($"/api/v1/scores/{id}")).StatusCode);
        Assert.Empty((await ApiHouse.GetAsync(sam, $"scores?agentId={annId}")).GetProperty("items").EnumerateArray());
        Assert.Equal(0, (await ApiHouse.GetAsync(sam, $"scores/averages?agentId={annId}")).GetProperty("count").GetInt32());
        JsonElement averages = await ApiHouse.GetAsync(sue, $"scores/averages?agentId={annId}");
        Assert.Equal((1, 100, "manner"), (averages.GetProperty("count").GetInt32(), averages.GetProperty("percent").GetDouble(), averages.GetProperty("sections")[0].GetProperty("sectionId").GetString()));
    }

    [Fact]
    public async Task A_card_is_changed_archived_and_read_in_the_version_a_score_was_given_by()
    {
        (string id, JsonElement made) = await CardAsync();
        (_, UserId ann) = await house.UserAsync(Name("a"), "agent");
        CallId call = await house.CallAsync(ann);
        await ApiHouse.PostAsync(house.Coach, $"calls/{call}/scores", new { scorecardId = id, answers = new object[] { new { questionId = "greets", value = 1 }, new { questionId = "voice", value = 7 } } });
        JsonElement next = await ApiHouse.PatchAsync(house.Coach, $"scorecards/{id}", new { sections = new[] { made.GetProperty("sections")[0] } }, ifMatch: "\"1\"");
        Assert.Equal((2, 1), (next.GetProperty("number").GetInt32(), next.GetProperty("sections").GetArrayLength()));
        Assert.Equal(2, (await ApiHouse.GetAsync(house.Manager, $"scorecards/{id}?number=1")).GetProperty("sections").GetArrayLength());
        await ApiHouse.PatchAsync(house.Coach, $"scorecards/{id}", new { name = "x" }, HttpStatusCode.Conflict, "\"1\"");
        await ApiHouse.PatchAsync(house.Coach, $"scorecards/{id}", new { sections = Array.Empty<object>() }, HttpStatusCode.BadRequest);
        await ApiHouse.PatchAsync(house.Coach, $"scorecards/{id}", new { archived = true });
        Assert.DoesNotContain((await ApiHouse.GetAsync(house.Coach, "scorecards")).GetProperty("items").EnumerateArray(), c => c.GetProperty("id").GetString() == id);
        Assert.Contains((await ApiHouse.GetAsync(house.Coach, "scorecards?archived=true")).GetProperty("items").EnumerateArray(), c => c.GetProperty("id").GetString() == id);
        CallId other = await house.CallAsync(ann);
        await ApiHouse.PostAsync(house.Coach, $"calls/{other}/scores", new { scorecardId = id, answers = Array.Empty<object>(), state = "draft" }, HttpStatusCode.BadRequest);
        await ApiHouse.PostAsync(house.Manager, "scorecards", new { name = Name("n"), sections = Array.Empty<object>() }, HttpStatusCode.Forbidden);
    }

    private static string Name(string prefix) => $"{prefix}{Guid.NewGuid():N}"[..20];

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string id, object body, string? ifMatch)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, $"/api/v1/scores/{id}") { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await client.SendAsync(request);
    }

    /// <summary>Two questions: "greets" (10, yes or no) and "voice" (3.33, scale).</summary>
    private async Task<(string Id, JsonElement Card)> CardAsync()
    {
        JsonElement card = await ApiHouse.PostAsync(house.Coach, "scorecards", new
        {
            name = Name("Card "),
            sections = new object[]
            {
                new { id = "manner", title = new { text = "Manner" }, questions = new[] { new { id = "greets", text = new { text = "Greets" }, kind = "yesNo", weight = 70, fatal = false } } },
                new { id = "skill", title = new { text = "Skill" }, questions = new[] { new { id = "voice", text = new { text = "Voice" }, kind = "scale", weight = 30, fatal = false } } },
            },
        });
        return (card.GetProperty("id").GetString()!, card);
    }
}
