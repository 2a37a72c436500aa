using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CallCenter.Contracts;
using CallCenter.Contracts.Monitoring;
using CallCenter.Data.Identity;
using CallCenter.Domain;

namespace CallCenter.Supervisor.Tests.Api;

public sealed class MonitoringApiTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Since = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly ApiHouse _house = new();
    private readonly List<MonitoringView> _now = [];

    public async ValueTask InitializeAsync()
    {
        await _house.InitializeAsync();
        _house.Dialer.Reply = command => command switch
        {
            StartMonitoring s => Start(s),
            ChangeMonitoring c => new MonitoringReply(_now.First(v => v.Id == c.Monitoring) with { Mode = c.Mode }),
            EndMonitoring e => _now.RemoveAll(v => v.Id == e.Monitoring) > 0 ? new Done() : new Refused("not_found", "You are not beside this agent (any more)."),
            GetMonitorings => new MonitoringsReply([.. _now]),
            _ => new Done(),
        };
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_supervisor_listens_whispers_and_stops()
    {
        (HttpClient sue, UserId sueId) = await _house.UserAsync("sue", "supervisor");
        (_, UserId ann) = await _house.UserAsync("ann", "agent");
        JsonElement made = await ApiHouse.PostAsync(sue, "monitoring", new { agentId = ann.ToString(), mode = "listen", phone = "browser" });
        string id = made.GetProperty("id").GetString()!;
        Assert.Equal((ann.ToString(), sueId.ToString(), "listen", "browser", "connected"), (
            made.GetProperty("agentId").GetString(), made.GetProperty("supervisorId").GetString(), made.GetProperty("mode").GetString(),
            made.GetProperty("phone").GetString(), made.GetProperty("phoneState").GetString()));
        StartMonitoring order = Assert.Single(_house.Dialer.Commands.OfType<StartMonitoring>());
        Assert.Equal((sueId, "sue", ann, MonitoringMode.Listen, PhoneKind.Browser), (order.Supervisor, order.SupervisorName, order.Agent, order.Mode, order.Phone));
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(order.RemoteAddress)));

        JsonElement changed = await ApiHouse.JsonAsync(await sue.PutAsJsonAsync($"/api/v1/monitoring/{id}", new { mode = "whisper" }), HttpStatusCode.OK);
        Assert.Equal((id, "whisper"), (changed.GetProperty("id").GetString(), changed.GetProperty("mode").GetString()));
        Assert.Equal(id, Assert.Single((await ApiHouse.GetAsync(sue, "monitoring")).GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        await ApiHouse.JsonAsync(await sue.DeleteAsync($"/api/v1/monitoring/{id}"), HttpStatusCode.NoContent);
        Assert.Equal("not_found", Code(await ApiHouse.JsonAsync(await sue.DeleteAsync($"/api/v1/monitoring/{id}"), HttpStatusCode.NotFound)));
    }

    [Theory]
    [InlineData("supervisor", "listen,whisper,barge,takeOver")]
    [InlineData("coach", "listen,whisper")]
    [InlineData("manager", "listen")]
    [InlineData("administrator", "listen,whisper,barge,takeOver")]
    [InlineData("agent", "")]
    public async Task Each_role_may_do_what_it_may_and_no_more(string role, string may)
    {
        (HttpClient asker, _) = await _house.UserAsync("asker", role);
        (_, UserId ann) = await _house.UserAsync("ann", "agent");
        foreach (string mode in (string[])["listen", "whisper", "barge", "takeOver"])
        {
            bool allowed = may.Split(',').Contains(mode, StringComparer.Ordinal);
            await ApiHouse.PostAsync(asker, "monitoring", new { agentId = ann.ToString(), mode, phone = "browser" }, allowed ? HttpStatusCode.Created : HttpStatusCode.Forbidden);
            HttpResponseMessage put = await asker.PutAsJsonAsync($"/api/v1/monitoring/{(_now.Count > 0 ? _now[0].Id : MonitoringId.New(Since))}", new { mode });
            Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, put.StatusCode);
        }
    }

    [Fact]
    public async Task Agents_of_other_teams_are_not_there()
    {
        TeamId north = await TeamAsync("north");
        TeamId south = await TeamAsync("south");
        (HttpClient sue, _) = await _house.UserAsync("sue", "supervisor", north);
        (HttpClient tom, _) = await _house.UserAsync("tom", "supervisor", south);
        (_, UserId ann) = await _house.UserAsync("ann", "agent", north);
        (_, UserId bo) = await _house.UserAsync("bo", "agent", south);
        await ApiHouse.PostAsync(sue, "monitoring", new { agentId = ann.ToString(), mode = "listen", phone = "sip" });
        Assert.Equal("not_found", Code(await ApiHouse.PostAsync(sue, "monitoring", new { agentId = bo.ToString(), mode = "listen", phone = "sip" }, HttpStatusCode.NotFound)));
        Assert.Equal("not_found", Code(await ApiHouse.PostAsync(sue, "monitoring", new { agentId = "987654", mode = "listen", phone = "sip" }, HttpStatusCode.NotFound)));
        Assert.Single(_house.Dialer.Commands.OfType<StartMonitoring>());
        Assert.Empty((await ApiHouse.GetAsync(tom, "monitoring")).GetProperty("items").EnumerateArray());
        Assert.Single((await ApiHouse.GetAsync(_house.Manager, "monitoring")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_is_the_first_answer()
    {
        (HttpClient sue, _) = await _house.UserAsync("sue", "supervisor");
        (_, UserId ann) = await _house.UserAsync("ann", "agent");
        string[] ids = [await SendAsync(), await SendAsync()];
        Assert.Equal(ids[0], ids[1]);
        Assert.Single(_house.Dialer.Commands.OfType<StartMonitoring>());

        async Task<string> SendAsync()
        {
            using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/monitoring")
            {
                Content = JsonContent.Create(new { agentId = ann.ToString(), mode = "listen", phone = "browser" }),
            };
            request.Headers.Add("Idempotency-Key", "one-click");
            return (await ApiHouse.JsonAsync(await sue.SendAsync(request), HttpStatusCode.Created)).GetProperty("id").GetString()!;
        }
    }

    [Fact]
    public async Task What_the_dialer_refuses_is_a_problem_with_its_code()
    {
        (HttpClient sue, _) = await _house.UserAsync("sue", "supervisor");
        (_, UserId ann) = await _house.UserAsync("ann", "agent");
        _house.Dialer.Reply = _ => new Refused("phone_not_registered", "No phone.");
        Assert.Equal("phone_not_registered", Code(await ApiHouse.PostAsync(sue, "monitoring", new { agentId = ann.ToString(), mode = "listen", phone = "browser" }, HttpStatusCode.Conflict)));
        Assert.Equal("invalid_request", Code(await ApiHouse.PostAsync(sue, "monitoring", new { agentId = ann.ToString(), mode = "shout", phone = "browser" }, HttpStatusCode.BadRequest)));
        Assert.Equal("no_person", Code(await ApiHouse.PostAsync(_house.Admin, "monitoring", new { agentId = ann.ToString(), mode = "listen", phone = "browser" }, HttpStatusCode.Conflict)));
    }

    private static string Code(JsonElement problem) => problem.GetProperty("code").GetString()!;

    private MonitoringReply Start(StartMonitoring order)
    {
        MonitoringView view = new(
            MonitoringId.New(Since), order.Supervisor, order.SupervisorName, order.Agent, "agent", order.Mode, order.Phone, "connected", Since, null);
        _now.Add(view);
        return new MonitoringReply(view);
    }

    private async Task<TeamId> TeamAsync(string name)
        => (await _house.Get<TeamStore>().CreateAsync(name, TimeProvider.System.GetUtcNow(), CancellationToken.None))!.Value;
}
