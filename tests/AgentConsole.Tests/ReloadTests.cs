using CallCenter.Contracts;
using CallCenter.Data.Customers;
using CallCenter.Domain;

namespace CallCenter.AgentConsole.Tests;

/// <summary>What a page finds that was loaded again, or that another tab missed.</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task Notes_that_were_saved_since_the_screen_popped_are_there_after_a_reload()
    {
        await using DeskServer server = await DeskServer.StartAsync();
        UserId ann = await server.AddAgentAsync("ann");
        HttpClient anns = await server.ProgramAsync(ann);
        (CampaignId campaign, LeadId lead, Customer mia) = await server.AddLeadAsync();
        await using HubClient tab = await HubClient.OpenAsync(server, anns, origin: "");
        JsonElement before = (await tab.WatchAsync()).GetProperty("snapshot");
        AgentCall call = await server.ConnectAsync(ann, campaign, lead, mia);
        server.Dialer.Move(server.Snapshot(ann, AgentState.Talking, call));
        await tab.NextAsync("screenPopped");
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        JsonElement saved = await DeskServer.JsonAsync(await anns.PutAsJsonAsync(Api($"calls/{call.Id}/notes"), new { text = "wants gold", revision = 0 }, DeskServer.Ct));

        await using HubClient reloaded = await HubClient.OpenAsync(server, anns, origin: "");
        JsonElement pop = (await reloaded.WatchAsync()).GetProperty("snapshot").GetProperty("pop");
        Assert.Equal(saved.GetRawText(), pop.GetProperty("notes").GetRawText());
        JsonElement missed = (await reloaded.WatchAsync(before.GetProperty("stream").GetString(), before.GetProperty("version").GetInt64())).GetProperty("changes");
        JsonElement popped = missed.EnumerateArray().Single(c => c.GetProperty("change").GetString() is "screenPopped");
        Assert.Equal(1, popped.GetProperty("pop").GetProperty("notes").GetProperty("revision").GetInt32());
    }

    [Fact]
    public async Task A_call_whose_verdict_was_taken_back_stays_on_the_desk_until_it_has_one()
    {
        await using DeskServer server = await DeskServer.StartAsync();
        UserId ann = await server.AddAgentAsync("ann");
        HttpClient anns = await server.ProgramAsync(ann);
        (CampaignId campaign, LeadId lead, Customer mia) = await server.AddLeadAsync();
        await using HubClient tab = await HubClient.OpenAsync(server, anns, origin: "");
        await tab.WatchAsync();
        AgentCall call = await server.ConnectAsync(ann, campaign, lead, mia);
        server.Dialer.Move(server.Snapshot(ann, AgentState.WrapUp, call with { State = "wrapUp" }));
        await tab.NextAsync("screenPopped");
        await DeskServer.JsonAsync(await anns.PostAsJsonAsync(Api($"calls/{call.Id}/wrapup"), new { disposition = "sale" }, DeskServer.Ct));

        // The word that the call left the agent comes after the undo: it must not take the screen away.
        await DeskServer.JsonAsync(await anns.PostAsync(Api($"calls/{call.Id}/wrapup/undo"), null, DeskServer.Ct));
        server.Dialer.Move(server.Snapshot(ann, AgentState.Paused));
        await tab.NextAsync("agentMoved");
        Assert.Equal(call.Id.ToString(), await ReloadAsync());

        AgentCall next = await server.ConnectAsync(ann, campaign, null, null, "+14155550199", Data.Calls.CallDirection.Manual);
        server.Dialer.Move(server.Snapshot(ann, AgentState.Talking, next));
        await tab.NextAsync("screenPopped");
        Assert.Equal(next.Id.ToString(), await ReloadAsync());
        server.Dialer.Move(server.Snapshot(ann, AgentState.Paused));
        await tab.NextAsync("screenPopped");
        Assert.Equal(call.Id.ToString(), await ReloadAsync());

        await DeskServer.JsonAsync(await anns.PostAsJsonAsync(Api($"calls/{call.Id}/wrapup"), new { disposition = "sale" }, DeskServer.Ct));
        await tab.NextAsync("screenCleared");
        Assert.Null(await ReloadAsync());

        async Task<string?> ReloadAsync()
        {
            await using HubClient reloaded = await HubClient.OpenAsync(server, anns, origin: "");
            JsonElement pop = (await reloaded.WatchAsync()).GetProperty("snapshot").GetProperty("pop");
            return pop.ValueKind == JsonValueKind.Null ? null : pop.GetProperty("call").GetString();
        }
    }

    [Fact]
    public async Task A_dialer_that_does_not_answer_holds_no_page_up_for_longer_than_two_seconds()
    {
        await using DeskServer server = await DeskServer.StartAsync();
        UserId ann = await server.AddAgentAsync("ann");
        await using HubClient tab = await HubClient.OpenAsync(server, await server.ProgramAsync(ann), origin: "");
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Dialer.Hold = async (command, ct) =>
        {
            if (command is GetAgent)
            {
                asked.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, server.Clock, ct);
            }
        };

        Task<JsonElement> first = tab.WatchAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), DeskServer.Ct);
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("unreachable", StateOf(await first));

        // Asked a moment ago: this one is answered from what is known.
        Assert.Equal("unreachable", StateOf(await tab.WatchAsync()));
        Assert.Single(server.Dialer.Commands.OfType<GetAgent>());

        server.Dialer.Hold = (_, _) => Task.CompletedTask;
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("signedOut", (await tab.NextAsync("agentMoved")).GetProperty("agent").GetProperty("state").GetString());
    }

    private static string? StateOf(JsonElement resume) => resume.GetProperty("snapshot").GetProperty("agent").GetProperty("state").GetString();

    private static Uri Api(string path) => new("/api/v1/agent/" + path, UriKind.Relative);
}
