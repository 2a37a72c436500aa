using CallCenter.Contracts;
using CallCenter.Data.Quality;
using CallCenter.Domain;
using CallCenter.Domain.Quality;

namespace CallCenter.AgentConsole.Tests;

public sealed class OwnScoreTests
{
    [Fact]
    public async Task An_agent_reads_and_acknowledges_the_own_finished_scores_and_nobody_elses()
    {
        await using DeskServer server = await DeskServer.StartAsync();
        UserId ann = await server.AddAgentAsync("ann"), bo = await server.AddAgentAsync("bo");
        using HttpClient anns = await server.ProgramAsync(ann), bos = await server.ProgramAsync(bo);
        (CampaignId campaign, LeadId lead, Data.Customers.Customer mia) = await server.AddLeadAsync();
        AgentCall call = await server.ConnectAsync(ann, campaign, lead, mia);
        Scorecard card = (await server.Get<ScorecardStore>().CreateAsync(
            "Standard", [new("manner", new LocalText("Manner"), [new("greets", new LocalText("Greets"), QuestionKind.YesNo, 1)])], null, server.Clock.GetUtcNow(), DeskServer.Ct)).Value!;
        ScoreStore scores = server.Get<ScoreStore>();
        NewScore given = new()
        {
            Call = call.Id,
            Card = card,
            Agent = ann,
            CoachName = "coco",
            Content = new ScoreContent([new("greets", 1, Comment: "a warm welcome")], "Well done.", [new ScoreMark(800, "here")]),
            State = ScoreState.Draft,
        };
        ScoreId id = (await scores.SaveAsync(given, server.Clock.GetUtcNow(), DeskServer.Ct)).Score.Id;
        Assert.Empty((await ListAsync(anns)).EnumerateArray());
        await DeskServer.ProblemAsync(await anns.GetAsync($"/api/v1/agent/scores/{id}", DeskServer.Ct), HttpStatusCode.NotFound, "not_found");
        await AcknowledgeAsync(anns, id, null, HttpStatusCode.NotFound);

        await scores.SaveAsync(given with { State = ScoreState.Finished }, server.Clock.GetUtcNow(), DeskServer.Ct);
        JsonElement line = Assert.Single((await ListAsync(anns)).EnumerateArray());
        Assert.Equal((100, "Mia Stone", false), (line.GetProperty("percent").GetDouble(), line.GetProperty("customerName").GetString(), line.GetProperty("mine").GetBoolean()));
        JsonElement score = await DeskServer.JsonAsync(await anns.GetAsync($"/api/v1/agent/scores/{id}", DeskServer.Ct));
        Assert.Equal(("a warm welcome", "Well done.", "Greets"), (
            score.GetProperty("answers")[0].GetProperty("comment").GetString(), score.GetProperty("comment").GetString(),
            score.GetProperty("sections")[0].GetProperty("questions")[0].GetProperty("text").GetProperty("text").GetString()));

        Assert.Empty((await ListAsync(bos)).EnumerateArray());
        await DeskServer.ProblemAsync(await bos.GetAsync($"/api/v1/agent/scores/{id}", DeskServer.Ct), HttpStatusCode.NotFound, "not_found");
        await AcknowledgeAsync(bos, id, "mine?", HttpStatusCode.NotFound);

        await AcknowledgeAsync(anns, id, new string('x', 1001), HttpStatusCode.BadRequest);
        JsonElement seen = (await AcknowledgeAsync(anns, id, "Thank you", HttpStatusCode.OK)).GetProperty("score");
        Assert.Equal("Thank you", seen.GetProperty("agentComment").GetString());
        Assert.Empty((await ListAsync(anns, "?unseen=true")).EnumerateArray());
        Assert.Single((await ListAsync(anns, "?unseen=false")).EnumerateArray());
    }

    private static async Task<JsonElement> ListAsync(HttpClient client, string query = "")
        => (await DeskServer.JsonAsync(await client.GetAsync("/api/v1/agent/scores" + query, DeskServer.Ct))).GetProperty("items");

    private static async Task<JsonElement> AcknowledgeAsync(HttpClient client, ScoreId id, string? comment, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync($"/api/v1/agent/scores/{id}/acknowledge", new { comment }, DeskServer.Ct);
        string text = await answer.Content.ReadAsStringAsync(DeskServer.Ct);
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
