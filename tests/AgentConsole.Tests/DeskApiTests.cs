using System.Reflection;
using CallCenter.AgentConsole.Desk;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Audit;
using CallCenter.Data.Customers;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Hubs;

namespace CallCenter.AgentConsole.Tests;

public sealed class DeskApiTests
{
    private const string Payload = "<img src=x onerror=alert(1)>\"'&{{7*7}}";

    [Fact]
    public void Every_hub_method_names_a_permission_that_some_role_has()
    {
        MethodInfo[] methods = [.. typeof(AgentHub).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(m => m.GetBaseDefinition().DeclaringType == typeof(AgentHub))];
        Assert.Equal("Do,LeavePhone,Offer,TakeOver,Watch", string.Join(',', methods.Select(m => m.Name).Order(StringComparer.Ordinal)));
        Assert.All(methods, m => Assert.All(
            m.GetCustomAttribute<NeedsPermissionAttribute>()!.AnyOf, p => Assert.Contains(RoleTable.Roles, r => r.Value.Contains(p))));
    }

    [Fact]
    public async Task A_command_is_carried_out_once_and_anothers_id_is_not_answered()
    {
        await using DeskServer server = await DeskServer.StartAsync();
        UserId ann = await server.AddAgentAsync("ann");
        UserId bo = await server.AddAgentAsync("bo");
        await using HubClient anns = await HubClient.OpenAsync(server, await server.ProgramAsync(ann), origin: "");
        await using HubClient bos = await HubClient.OpenAsync(server, await server.ProgramAsync(bo), origin: "");
        int n = 0;
        server.Dialer.Answer = c => c is SetAgentState ? new Refused("agent_busy", $"{++n}") : null;
        var ready = new { command = "goReady", commandId = Guid.NewGuid() };

        Assert.Equal("1", (await anns.DoAsync(ready)).GetProperty("message").GetString());
        Assert.Equal("1", (await anns.DoAsync(ready)).GetProperty("message").GetString());
        Assert.Equal("2", (await bos.DoAsync(ready)).GetProperty("message").GetString());
        JsonElement bad = await anns.DoAsync(new { commandId = Guid.NewGuid(), digits = "12x", call = Guid.NewGuid(), command = "pressKeys" });
        Assert.Equal("invalid_request", bad.GetProperty("code").GetString());
        await Assert.ThrowsAsync<HubRefusedException>(() => anns.InvokeAsync("Dispose"));
        await Assert.ThrowsAsync<HubRefusedException>(() => anns.DoAsync(new { command = "formatDisk", commandId = Guid.NewGuid() }));
    }

    [Fact]
    public async Task An_agent_reads_and_changes_only_the_own_calls_and_call_backs()
    {
        await using DeskServer server = await DeskServer.StartAsync();
        UserId ann = await server.AddAgentAsync("ann");
        HttpClient anns = await server.ProgramAsync(ann);
        HttpClient bos = await server.ProgramAsync(await server.AddAgentAsync("bo"));
        (CampaignId campaign, LeadId lead, Customer mia) = await server.AddLeadAsync("none");
        AgentCall call = await server.ConnectAsync(ann, campaign, lead, mia);
        string callback = await PromiseAsync(server, anns, call, server.Clock.GetUtcNow().AddDays(1));
        string at = Uri.EscapeDataString(server.Clock.GetUtcNow().AddDays(2).ToString("O"));

        Assert.Equal(HttpStatusCode.OK, (await anns.GetAsync(Api($"calls/{call.Id}/pop"), DeskServer.Ct)).StatusCode);
        foreach (HttpResponseMessage refused in (HttpResponseMessage[])
        [
            await bos.GetAsync(Api($"calls/{call.Id}/pop"), DeskServer.Ct),
            await bos.PutAsJsonAsync(Api($"calls/{call.Id}/notes"), new { text = "mine" }, DeskServer.Ct),
            await bos.PostAsync(Api($"calls/{call.Id}/wrapup/undo"), null, DeskServer.Ct),
            await bos.GetAsync(Api($"callbacks/advice?callId={call.Id}&at={at}"), DeskServer.Ct),
            await bos.GetAsync(Api($"callbacks/advice?callbackId={callback}&at={at}"), DeskServer.Ct),
            await bos.PutAsJsonAsync(Api($"callbacks/{callback}"), new { at = server.Clock.GetUtcNow().AddDays(3) }, DeskServer.Ct),
            await bos.DeleteAsync(Api($"callbacks/{callback}"), DeskServer.Ct),
            await bos.PostAsync(Api($"callbacks/{callback}/dial"), null, DeskServer.Ct),
        ])
        {
            await DeskServer.ProblemAsync(refused, HttpStatusCode.NotFound, "not_found");
        }

        Assert.Equal(0, (await DeskServer.JsonAsync(await bos.GetAsync(Api("callbacks"), DeskServer.Ct))).GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await DeskServer.JsonAsync(await anns.GetAsync(Api("callbacks"), DeskServer.Ct))).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task What_customers_and_agents_wrote_comes_back_as_text()
    {
        await using DeskServer server = await DeskServer.StartAsync();
        UserId ann = await server.AddAgentAsync("ann");
        HttpClient anns = await server.ProgramAsync(ann);
        (CampaignId campaign, LeadId lead, Customer mallory) = await server.AddLeadAsync("none", DeskServer.Mia with { FullName = Payload, Company = Payload, Note = Payload, Segment = Payload });
        AgentCall call = await server.ConnectAsync(ann, campaign, lead, mallory);
        await DeskServer.JsonAsync(await anns.PutAsJsonAsync(Api($"calls/{call.Id}/notes"), new { text = Payload }, DeskServer.Ct));

        HttpResponseMessage answer = await anns.GetAsync(Api($"calls/{call.Id}/pop"), DeskServer.Ct);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        JsonElement pop = await DeskServer.JsonAsync(answer);
        foreach (string field in (string[])["name", "company", "note", "segment"])
        {
            Assert.Equal(Payload, pop.GetProperty("customer").GetProperty(field).GetString());
        }

        Assert.Equal(Payload, pop.GetProperty("notes").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Two_tabs_do_not_overwrite_each_others_notes()
    {
        await using DeskServer server = await DeskServer.StartAsync();
        UserId ann = await server.AddAgentAsync("ann");
        HttpClient anns = await server.ProgramAsync(ann);
        (CampaignId campaign, LeadId lead, Customer mia) = await server.AddLeadAsync();
        AgentCall call = await server.ConnectAsync(ann, campaign, lead, mia);
        server.Clock.Advance(TimeSpan.FromSeconds(7));
        JsonElement saved = await DeskServer.JsonAsync(await anns.PutAsJsonAsync(Api($"calls/{call.Id}/notes"), new { text = "wants gold", revision = 0 }, DeskServer.Ct));
        Assert.Equal(1, saved.GetProperty("revision").GetInt32());
        Assert.Equal(7000, saved.GetProperty("marks")[0].GetProperty("offsetMs").GetInt64());

        HttpResponseMessage stale = await anns.PutAsJsonAsync(Api($"calls/{call.Id}/notes"), new { text = "another tab", revision = 0 }, DeskServer.Ct);
        JsonElement conflict = await DeskServer.ProblemAsync(stale, HttpStatusCode.Conflict, "notes_changed");
        Assert.Equal("wants gold", conflict.GetProperty("stored").GetProperty("text").GetString());
        await DeskServer.ProblemAsync(
            await anns.PostAsJsonAsync(Api($"calls/{call.Id}/wrapup"), new { disposition = "sale", notes = "another tab", notesRevision = 0 }, DeskServer.Ct),
            HttpStatusCode.Conflict,
            "notes_changed");
    }

    [Fact]
    public async Task A_verdict_is_taken_back_the_call_comes_back_to_the_screen_and_the_lifted_block_is_audited()
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
        await DeskServer.JsonAsync(await anns.PostAsJsonAsync(Api($"calls/{call.Id}/wrapup"), new { disposition = "doNotCall" }, DeskServer.Ct));
        server.Dialer.Move(server.Snapshot(ann, AgentState.Ready));
        await tab.NextAsync("screenCleared");

        JsonElement undone = await DeskServer.JsonAsync(await anns.PostAsync(Api($"calls/{call.Id}/wrapup/undo"), null, DeskServer.Ct));
        Assert.Equal("doNotCall", undone.GetProperty("disposition").GetString());
        Assert.Equal(call.Id.ToString(), (await tab.NextAsync("screenPopped")).GetProperty("pop").GetProperty("call").GetString());
        Assert.Equal(AgentState.Paused, Assert.Single(server.Dialer.Commands.OfType<SetAgentState>()).State);
        IReadOnlyList<AuditRecord> log = await server.Get<AuditLog>().NewestAsync(null, 20, DeskServer.Ct);
        Assert.Contains(log, e => e.ActionName is "dnc.remove" && e.Subject == $"call/{call.Id}");
        Assert.Contains(log, e => e.ActionName is "wrapUp.undo");

        await DeskServer.JsonAsync(await anns.PostAsJsonAsync(Api($"calls/{call.Id}/wrapup"), new { disposition = "sale" }, DeskServer.Ct));
        await tab.NextAsync("screenCleared");
        server.Clock.Advance(TimeSpan.FromSeconds(11));
        await DeskServer.ProblemAsync(await anns.PostAsync(Api($"calls/{call.Id}/wrapup/undo"), null, DeskServer.Ct), HttpStatusCode.Conflict, "undo_too_late");
        JsonElement desk = await DeskServer.JsonAsync(await anns.GetAsync(Api("desk"), DeskServer.Ct));
        Assert.Equal(1, desk.GetProperty("today").GetProperty("sales").GetInt32());
    }

    [Fact]
    public async Task A_call_back_is_advised_on_announced_and_dialled_through_the_dialer()
    {
        await using DeskServer server = await DeskServer.StartAsync();
        UserId ann = await server.AddAgentAsync("ann");
        HttpClient anns = await server.ProgramAsync(ann);
        (CampaignId campaign, LeadId lead, Customer mia) = await server.AddLeadAsync();
        AgentCall call = await server.ConnectAsync(ann, campaign, lead, mia);
        DateTime tomorrow = server.Clock.GetUtcNow().UtcDateTime.AddDays(1);
        string day = tomorrow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        JsonElement night = await AdviseAsync($"callId={call.Id}&at={day}T03:00&timeZone=America/Los_Angeles");
        Assert.False(night.GetProperty("open").GetBoolean());
        DateTimeOffset morning = night.GetProperty("suggestion").GetDateTimeOffset();
        Assert.Equal(8, TimeZoneInfo.ConvertTimeBySystemTimeZoneId(morning, "America/Los_Angeles").Hour);
        Assert.Equal(JsonValueKind.Null, (await AdviseAsync($"callId={call.Id}&at={day}T11:00&timeZone=America/Los_Angeles")).GetProperty("suggestion").ValueKind);

        await using HubClient tab = await HubClient.OpenAsync(server, anns, origin: "");
        await tab.WatchAsync();
        string id = await PromiseAsync(server, anns, call, morning);
        JsonElement ahead = (await tab.NextAsync("callbackAhead")).GetProperty("next");
        Assert.Equal(("Mia Stone", "America/Los_Angeles"), (ahead.GetProperty("customerName").GetString(), ahead.GetProperty("timeZone").GetString()));
        Assert.Equal(id, (await AdviseAsync($"callId={call.Id}&at={Uri.EscapeDataString(morning.AddMinutes(10).ToString("O"))}")).GetProperty("conflict").GetProperty("id").GetString());

        foreach (string far in new[] { "9999-12-31T23:59Z", "0001-01-01T00:00-12:00", "9999-12-31T23:59&timeZone=America/Los_Angeles" })
        {
            JsonElement refused = await DeskServer.ProblemAsync(
                await anns.GetAsync(Api($"callbacks/advice?callId={call.Id}&at={far}"), DeskServer.Ct), HttpStatusCode.BadRequest, "invalid_request");
            Assert.Contains("\"at\"", refused.GetRawText(), StringComparison.Ordinal);
        }

        server.Clock.Advance(morning - server.Clock.GetUtcNow() - TimeSpan.FromMinutes(4));
        Assert.Equal(id, (await tab.NextAsync("callbackAhead")).GetProperty("next").GetProperty("id").GetString());

        AgentCall byHand = await server.ConnectAsync(ann, campaign, null, null, direction: Data.Calls.CallDirection.Manual);
        server.Dialer.Answer = c => c is PlaceManualCall ? new CallPlaced(byHand.Id) : null;
        server.Dialer.Move(server.Snapshot(ann, AgentState.Reserved, byHand with { State = "ringing" }));
        await tab.NextAsync("screenPopped");
        JsonElement placed = await DeskServer.JsonAsync(await anns.PostAsync(Api($"callbacks/{id}/dial"), null, DeskServer.Ct));
        Assert.Equal(byHand.Id.ToString(), placed.GetProperty("id").GetString());
        JsonElement pop = (await tab.NextAsync("screenPopped")).GetProperty("pop");
        Assert.Equal("callback", pop.GetProperty("why").GetProperty("code").GetString());
        Assert.Equal("Plan", pop.GetProperty("fields")[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, (await tab.NextAsync("callbackAhead")).GetProperty("next").ValueKind);

        async Task<JsonElement> AdviseAsync(string query) => await DeskServer.JsonAsync(await anns.GetAsync(Api("callbacks/advice?" + query), DeskServer.Ct));
    }

    private static Uri Api(string path) => new("/api/v1/agent/" + path, UriKind.Relative);

    /// <summary>The call's verdict is a promise by its agent.</summary>
    private static async Task<string> PromiseAsync(DeskServer server, HttpClient agent, AgentCall call, DateTimeOffset at)
    {
        await server.Get<Database>().WriteAsync(session => session.ExecuteAsync(DeskStatements.EndCall, new { Call = call.Id, At = server.Clock.GetUtcNow() }), DeskServer.Ct);
        HttpResponseMessage answer = await agent.PostAsJsonAsync(
            Api($"calls/{call.Id}/wrapup"), new { disposition = "callback", callback = new { at, owner = "me" } }, DeskServer.Ct);
        return (await DeskServer.JsonAsync(answer)).GetProperty("callbackId").GetString()!;
    }
}
