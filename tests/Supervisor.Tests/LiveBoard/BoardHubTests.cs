using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CallCenter.Contracts;
using CallCenter.Data.Audit;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Supervisor.Tests.Api;

namespace CallCenter.Supervisor.Tests.LiveBoard;

/// <summary>The supervisors' hub over a real web socket, and the orders to agents.</summary>
public sealed class BoardHubTests : IAsyncLifetime
{
    private readonly ApiHouse _house = new();
    private UserId _ann;
    private UserId _bo;
    private CampaignId _campaign;
    private TeamId _north;

    public async ValueTask InitializeAsync()
    {
        await _house.InitializeAsync();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        _north = (await _house.Get<TeamStore>().CreateAsync("North", now, default))!.Value;
        TeamId south = (await _house.Get<TeamStore>().CreateAsync("South", now, default))!.Value;
        (_, _ann) = await _house.UserAsync("ann", "agent", _north);
        (_, _bo) = await _house.UserAsync("bo", "agent", south);
        Campaign draft = new() { Id = default, Name = "Spring", CallerId = "+12125550100" };
        _campaign = (await _house.Get<CampaignStore>().CreateAsync(draft, null, now, default)).Value!.Id;
        Func<DialerCommand, DialerReply> usual = _house.Dialer.Reply;
        _house.Dialer.Reply = command => command switch
        {
            GetAgents => new AgentsReply([Floors.Talking(_ann, _campaign, now), Floors.Talking(_bo, _campaign, now)]),
            GetMonitorings => new MonitoringsReply([]),
            GetDialerHealth => new DialerHealthReply(true, true, null, [], []),
            GetAgent get => new AgentReply(Floors.Talking(get.Agent, _campaign, now)),
            _ => usual(command),
        };
        _house.Dialer.Tell(new EventsLost()); // the first survey may have been before these answers were there
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_tab_gets_the_floor_and_then_each_change_within_a_second()
    {
        await using BoardTab tab = await BoardTab.OpenAsync(_house.Manager);
        JsonElement snapshot = await FloorAsync(tab, 2);
        long version = snapshot.GetProperty("version").GetInt64();
        Assert.Equal("ann", snapshot.GetProperty("agents")[0].GetProperty("name").GetString());

        for (int round = 0; round < 3; round++)
        {
            AgentSnapshot moved = Floors.Talking(_ann, _campaign, TimeProvider.System.GetUtcNow()) with { State = AgentState.Paused, Call = null, Reason = $"round {round}" };
            long told = Stopwatch.GetTimestamp();
            _house.Dialer.Tell(new AgentChanged(moved));
            // A change of the other agent may come with it.
            JsonElement change = await tab.NextAsync(c => c.GetProperty("agents") is { ValueKind: JsonValueKind.Array } agents
                && agents.EnumerateArray().Any(a => string.Equals(a.GetProperty("reason").GetString(), moved.Reason, StringComparison.Ordinal)));
            Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, TimeSpan.FromSeconds(2)); // 1 s, and a busy machine
            Assert.True(change.GetProperty("version").GetInt64() > version);
            version = change.GetProperty("version").GetInt64();
        }
    }

    [Fact]
    public async Task A_tab_that_was_away_gets_only_what_it_missed_and_a_stranger_to_the_numbering_starts_anew()
    {
        await using BoardTab tab = await BoardTab.OpenAsync(_house.Manager);
        JsonElement snapshot = await FloorAsync(tab, 2);
        string stream = snapshot.GetProperty("stream").GetString()!;
        _house.Dialer.Tell(new AgentChanged(Floors.Talking(_ann, _campaign, TimeProvider.System.GetUtcNow()) with { State = AgentState.SignedOut, Call = null }));
        JsonElement change = await tab.NextAsync(c => c.GetProperty("agentsGone").ValueKind == JsonValueKind.Array);
        Assert.Equal(_ann.ToString(), change.GetProperty("agentsGone")[0].GetString());

        await using BoardTab back = await BoardTab.OpenAsync(_house.Manager);
        JsonElement resumed = await back.WatchAsync(stream, snapshot.GetProperty("version").GetInt64());
        Assert.Equal(JsonValueKind.Null, resumed.GetProperty("snapshot").ValueKind);
        Assert.Contains(resumed.GetProperty("changes").EnumerateArray(), c => c.GetProperty("version").GetInt64() == change.GetProperty("version").GetInt64());
        JsonElement anew = await back.WatchAsync("another", 3);
        Assert.Equal(1, anew.GetProperty("snapshot").GetProperty("agents").GetArrayLength());
    }

    [Fact]
    public async Task A_supervisor_of_a_team_sees_and_directs_its_agents_only_and_every_order_is_noted()
    {
        (HttpClient sue, _) = await _house.UserAsync("sue", "supervisor", _north);
        await using BoardTab tab = await BoardTab.OpenAsync(sue);
        JsonElement snapshot = await FloorAsync(tab, 1);
        Assert.Equal(_ann.ToString(), snapshot.GetProperty("agents")[0].GetProperty("id").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await sue.PutAsJsonAsync($"/api/v1/agents/{_ann}/state", new { state = "paused", reason = "coaching" })).StatusCode);
        Assert.Contains(_house.Dialer.Commands, c => c is SetAgentState { State: AgentState.Paused, Reason: "coaching" } set && set.Agent == _ann);
        Assert.Equal(HttpStatusCode.NotFound, (await sue.PutAsJsonAsync($"/api/v1/agents/{_bo}/state", new { state = "paused" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await sue.PutAsJsonAsync($"/api/v1/agents/{_ann}/state", new { state = "talking" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await sue.DeleteAsync($"/api/v1/agents/{_ann}/session")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await sue.PostAsync($"/api/v1/agents/{_ann}/calls/{Guid.NewGuid()}/hangup", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _house.Coach.DeleteAsync($"/api/v1/agents/{_ann}/session")).StatusCode);
        string[] noted = [.. (await _house.Get<AuditLog>().NewestAsync(null, 100, default)).Where(e => e.Subject == $"user/{_ann}").Select(e => e.ActionName).Reverse()];
        Assert.Equal(new[] { "agent.pause", "agent.signOff", "call.end" }, noted);
    }

    [Fact]
    public async Task A_coach_sees_the_board_without_numbers_and_names_of_customers()
    {
        await using BoardTab tab = await BoardTab.OpenAsync(_house.Coach);
        JsonElement call = (await FloorAsync(tab, 2)).GetProperty("agents")[0].GetProperty("call");
        Assert.Equal("********0143", call.GetProperty("number").GetString());
        Assert.Equal(JsonValueKind.Null, call.GetProperty("customer").ValueKind);
    }

    // The first survey of the Dialer may still be under way.
    private static async Task<JsonElement> FloorAsync(BoardTab tab, int agents)
    {
        JsonElement snapshot = (await tab.WatchAsync()).GetProperty("snapshot");
        if (snapshot.GetProperty("agents").GetArrayLength() < agents)
        {
            await tab.NextAsync(c => c.GetProperty("agents") is { ValueKind: JsonValueKind.Array } more && more.GetArrayLength() == agents);
            snapshot = (await tab.WatchAsync()).GetProperty("snapshot");
        }

        return snapshot;
    }
}
