using System.Net;
using System.Text;
using System.Text.Json;
using CallCenter.Contracts;

namespace CallCenter.Supervisor.Tests.Api;

/// <summary>Finding leads, and what is done with whole lists and the do-not-call list.</summary>
public sealed class LeadSearchApiTests(ApiHouse house) : IClassFixture<ApiHouse>
{
    private const string Text = "Phone,First name,Last name,Company,Id\n"
        + "+14155550161,Zelda,Quill,,Z-1\n+14155550162,Zoran,Quast,,Z-2\n+14155550163,,,Zenith Works,Z-3\n+442079460161,Anton,Zeller,,Q-9\n";

    [Theory]
    [InlineData("zel", "Zelda Quill|Anton Zeller")]
    [InlineData("Qu", "Zelda Quill|Zoran Quast")]
    [InlineData("zenith", "Zenith Works")]
    [InlineData("Z-2", "Zoran Quast")]
    [InlineData("(415) 555-0162", "Zoran Quast")]
    [InlineData("+1415555016", "Zelda Quill|Zoran Quast|Zenith Works")]
    [InlineData("415 555 01", "Zelda Quill|Zoran Quast|Zenith Works")]
    [InlineData("0044 20 7946", "Anton Zeller")]
    [InlineData("nobody", "")]
    [InlineData("%", "")]
    [InlineData("' OR 1=1 --", "")]
    public async Task Leads_are_found_by_the_beginning_of_a_name_company_id_or_number(string q, string names)
    {
        string list = await ListAsync();
        JsonElement found = await ApiHouse.GetAsync(house.Manager, $"lists/{list}/leads?q={Uri.EscapeDataString(q)}");
        Assert.Equal(names, string.Join('|', found.GetProperty("items").EnumerateArray().Select(Name)));
        JsonElement everywhere = await ApiHouse.GetAsync(house.Manager, $"leads?q={Uri.EscapeDataString(q)}", q.Length == 1 ? HttpStatusCode.BadRequest : HttpStatusCode.OK);
        string[] all = q.Length == 1 ? [] : [.. everywhere.GetProperty("items").EnumerateArray().Select(Name)];
        Assert.All(names.Split('|', StringSplitOptions.RemoveEmptyEntries), n => Assert.Contains(n, all, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pages_of_a_search_and_of_a_state_go_on_where_they_stopped()
    {
        string list = await ListAsync();
        await house.SqlAsync($"UPDATE leads SET state = 'done' WHERE list_id = {list} AND id IN (SELECT id FROM leads WHERE list_id = {list} ORDER BY id LIMIT 3)");
        foreach (string filter in (string[])["q=Z", "state=done", "limit=50"])
        {
            var seen = new List<string>();
            string? cursor = null;
            do
            {
                JsonElement page = await ApiHouse.GetAsync(house.Manager, $"lists/{list}/leads?{(filter is "limit=50" ? "" : filter + "&")}limit=1{(cursor is null ? "" : "&cursor=" + cursor)}");
                seen.AddRange(page.GetProperty("items").EnumerateArray().Select(l => l.GetProperty("id").GetString()!));
                cursor = page.GetProperty("next").GetString();
            }
            while (cursor is not null);
            Assert.Equal(filter is "limit=50" or "q=Z" ? 4 : 3, seen.Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public async Task Who_is_limited_to_campaigns_finds_no_leads_of_other_lists()
    {
        string list = await ListAsync();
        (HttpClient client, Domain.UserId id) = await house.UserAsync($"sup{Guid.NewGuid():N}"[..20], "supervisor");
        await house.SqlAsync($"""
            INSERT INTO campaigns (name, mode, ratio, caller_id, ring_timeout_ms, rule_set, abandon_limit, amd, wrap_up_ms, max_attempts, connect_limit_ms, created_at, updated_at)
                VALUES ('c{list}', 'ratio', 1, '', 25000, 'none', 0, 'off', 0, 5, 2000, 0, 0);
            INSERT INTO user_campaigns (user_id, campaign_id) SELECT {id}, id FROM campaigns WHERE name = 'c{list}';
            """);
        Assert.Empty((await ApiHouse.GetAsync(client, "leads?q=Zelda")).GetProperty("items").EnumerateArray());
        await ApiHouse.GetAsync(client, $"lists/{list}/leads?q=Zelda", HttpStatusCode.NotFound);
        await house.SqlAsync($"INSERT INTO campaign_lists (campaign_id, list_id, position) SELECT id, {list}, 1 FROM campaigns WHERE name = 'c{list}'");
        Assert.Single((await ApiHouse.GetAsync(client, "leads?q=Zelda")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_list_is_renamed_and_archived_and_then_not_dialled()
    {
        string list = await ListAsync();
        JsonElement before = await ApiHouse.GetAsync(house.Manager, $"lists/{list}");
        Assert.Equal(4, before.GetProperty("states").GetProperty("dialable").GetInt64());
        string name = $"Renamed {Guid.NewGuid():N}";
        await ApiHouse.PatchAsync(house.Manager, $"lists/{list}", new { name }, ifMatch: $"\"{before.GetProperty("version").GetInt32()}\"");
        JsonElement late = await ApiHouse.PatchAsync(house.Manager, $"lists/{list}", new { name = "x" }, HttpStatusCode.Conflict, ifMatch: $"\"{before.GetProperty("version").GetInt32()}\"");
        Assert.Equal("edited_meanwhile", late.GetProperty("code").GetString());

        house.Dialer.Commands.Clear();
        JsonElement archived = await ApiHouse.PatchAsync(house.Manager, $"lists/{list}", new { archived = true });
        Assert.Equal((name, JsonValueKind.String), (archived.GetProperty("name").GetString(), archived.GetProperty("archivedAt").ValueKind));
        Assert.Contains(house.Dialer.Commands, c => c is ListChanged);
        Assert.DoesNotContain((await ApiHouse.GetAsync(house.Manager, "lists?limit=500")).GetProperty("items").EnumerateArray(), l => l.GetProperty("id").GetString() == list);
        Assert.Contains((await ApiHouse.GetAsync(house.Manager, "lists?limit=500&archived=true")).GetProperty("items").EnumerateArray(), l => l.GetProperty("id").GetString() == list);
        string lead = (await ApiHouse.GetAsync(house.Manager, $"lists/{list}/leads")).GetProperty("items")[0].GetProperty("id").GetString()!;
        Assert.Equal("listArchived", (await ApiHouse.GetAsync(house.Manager, $"leads/{lead}/why")).GetProperty("reasons")[0].GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, (await ApiHouse.PatchAsync(house.Manager, $"lists/{list}", new { archived = false })).GetProperty("archivedAt").ValueKind);
    }

    [Fact]
    public async Task Only_a_list_that_was_never_used_is_deleted()
    {
        string used = await ListAsync();
        Assert.Equal("list_in_use", (await ApiHouse.JsonAsync(await house.Manager.DeleteAsync($"/api/v1/lists/{used}"), HttpStatusCode.Conflict)).GetProperty("code").GetString());
        string unused = await house.ListAsync();
        await ApiHouse.JsonAsync(await house.Manager.DeleteAsync($"/api/v1/lists/{unused}"), HttpStatusCode.NoContent);
        await ApiHouse.GetAsync(house.Manager, $"lists/{unused}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_leads_history_is_told()
    {
        string list = await ListAsync();
        string lead = (await ApiHouse.GetAsync(house.Manager, $"lists/{list}/leads?q=Zelda")).GetProperty("items")[0].GetProperty("id").GetString()!;
        JsonElement history = await ApiHouse.GetAsync(house.Manager, $"leads/{lead}/history");
        Assert.Equal((0, 0), (history.GetProperty("calls").GetArrayLength(), history.GetProperty("decisions").GetArrayLength()));
        await ApiHouse.GetAsync(house.Manager, "leads/99999999/history", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_do_not_call_file_is_taken_in_and_adds_up()
    {
        house.Dialer.Commands.Clear();
        byte[] file = Encoding.UTF8.GetBytes("Number,Since\n+14155550151,2026-01-02\n(415) 555-0152,2026-01-02\n+1900555*,x\nnonsense,x\n+14155550151,x\n");
        JsonElement report = await ImportAsync(file, ("source", "Registry 2026-11"), ("country", "US"));
        Assert.Equal((5, 3, 1, 1), (Count(report, "rows"), Count(report, "added"), Count(report, "already"), Count(report, "rejected")));
        Assert.Equal(5, report.GetProperty("rejects")[0].GetProperty("row").GetInt64());
        Assert.Contains(house.Dialer.Commands.OfType<DoNotCallChanged>(), c => c.Numbers.Contains("+1900555", StringComparer.Ordinal));
        JsonElement entry = (await ApiHouse.GetAsync(house.Manager, "dnc?number=415-555-0152")).GetProperty("items")[0];
        Assert.Equal(("Registry 2026-11", "number"), (entry.GetProperty("source").GetString(), entry.GetProperty("kind").GetString()));

        Assert.Equal(4, Count(await ImportAsync(Encoding.UTF8.GetBytes("1\n22\n333\n4444\n"), ("prefixes", "true"), ("country", "GB")), "added"));
        Assert.Single((await ApiHouse.GetAsync(house.Manager, "dnc?number=%2B444444")).GetProperty("items").EnumerateArray());
        using MultipartFormDataContent bad = ApiHouse.Form("x"u8.ToArray(), ("country", "ZZ"));
        Assert.Equal(HttpStatusCode.BadRequest, (await house.Manager.PostAsync("/api/v1/dnc/imports", bad)).StatusCode);
    }

    private async Task<JsonElement> ImportAsync(byte[] file, params (string, string)[] fields)
    {
        using MultipartFormDataContent form = ApiHouse.Form(file, fields);
        return await ApiHouse.JsonAsync(await house.Manager.PostAsync("/api/v1/dnc/imports", form), HttpStatusCode.OK);
    }

    private async Task<string> ListAsync()
    {
        string list = await house.ListAsync();
        await house.UploadAsync(list, Text, ("duplicateScope", "list"));
        return list;
    }

    private static string Name(JsonElement lead) => lead.GetProperty("name").GetString() is { Length: > 0 } name ? name : lead.GetProperty("company").GetString()!;

    private static long Count(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
