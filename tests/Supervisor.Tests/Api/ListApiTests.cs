using System.Net;
using System.Text;
using System.Text.Json;
using CallCenter.Contracts;

namespace CallCenter.Supervisor.Tests.Api;

public sealed class ListApiTests(ApiHouse house) : IClassFixture<ApiHouse>
{
    private const string Mapping = """{"columns": {"Phone": "phone1", "Name": "fullName", "Plan": "custom.plan"}, "encoding": "auto", "separator": "auto", "header": true}""";
    private const string Text = "Phone,Name,Plan\n+14155550101,Ann,gold\n+14155550102,Bo,silver\n12,=cmd(),x\n";

    [Fact]
    public async Task A_file_becomes_leads()
    {
        string list = await house.ListAsync();
        JsonElement upload = await house.UploadAsync(list, Text, ("mapping", Mapping), ("duplicates", "skip"), ("duplicateScope", "list"), ("dryRun", "false"));
        Assert.Equal("done", upload.GetProperty("state").GetString());
        Assert.Equal((3, 2, 0, 0, 1), (Number(upload, "rows"), Number(upload, "inserted"), Number(upload, "updated"), Number(upload, "duplicates"), Number(upload, "rejected")));
        Assert.Equal(1, upload.GetProperty("progress").GetDouble());
        Assert.Equal("customers.csv", upload.GetProperty("fileName").GetString());

        JsonElement leads = await ApiHouse.GetAsync(house.Manager, $"lists/{list}/leads?limit=1");
        JsonElement lead = Assert.Single(leads.GetProperty("items").EnumerateArray());
        Assert.Equal(("Ann", "+14155550101", "dialable", "gold"), (lead.GetProperty("name").GetString(), lead.GetProperty("number").GetString(), lead.GetProperty("state").GetString(), lead.GetProperty("custom").GetProperty("plan").GetString()));
        JsonElement next = await ApiHouse.GetAsync(house.Manager, $"lists/{list}/leads?limit=1&cursor={leads.GetProperty("next").GetString()}");
        Assert.Equal("Bo", next.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, next.GetProperty("next").ValueKind);

        string id = lead.GetProperty("id").GetString()!;
        Assert.Equal("+14155550101", (await ApiHouse.GetAsync(house.Manager, $"leads/{id}")).GetProperty("customer").GetProperty("numbers")[0].GetProperty("number").GetString());
        Assert.Equal("noAgents", (await ApiHouse.GetAsync(house.Manager, $"leads/{id}/why")).GetProperty("reasons")[0].GetProperty("code").GetString());
        Assert.Contains(house.Dialer.Commands, c => c is ListChanged);
        Assert.Equal(2, Number(await ApiHouse.GetAsync(house.Manager, $"lists/{list}"), "leads"));
        Assert.Equal(1, (await ApiHouse.GetAsync(house.Manager, $"lists/{list}/uploads")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Rejected_rows_come_with_reasons_and_run_no_formula()
    {
        string list = await house.ListAsync();
        JsonElement upload = await house.UploadAsync(list, Text, ("mapping", Mapping));
        using HttpResponseMessage answer = await house.Manager.GetAsync($"/api/v1/uploads/{upload.GetProperty("id").GetString()}/rejected.csv");
        string[] lines = (await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("\"row\",\"reason\",\"Phone\",\"Name\",\"Plan\"", lines[0]);
        Assert.StartsWith("\"4\",\"short_number: phone1 '12': ", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",\"12\",\"'=cmd()\",\"x\"", lines[1], StringComparison.Ordinal);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);

        // Corrected and uploaded again as it came.
        JsonElement again = await house.UploadAsync(list, (await answer.Content.ReadAsStringAsync()).Replace("\"12\"", "\"+14155550103\"", StringComparison.Ordinal), ("mapping", Mapping));
        Assert.Equal(1, Number(again, "inserted"));
        Assert.Equal("=cmd()", (await ApiHouse.GetAsync(house.Manager, $"lists/{list}/leads")).GetProperty("items")[2].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("mapping", """{"columns": {"Nope": "phone1"}}""", "missing_column", "mapping.columns.Nope")]
    [InlineData("mapping", """{"columns": {"Phone": "fone"}}""", "unknown_target", "mapping.columns.Phone")]
    [InlineData("mapping", """{"columns": {"Name": "fullName"}}""", "no_phone_column", "mapping.columns")]
    [InlineData("mapping", """{"encoding": "klingon"}""", "unknown_encoding", "mapping.encoding")]
    [InlineData("mapping", "{", "invalid_request", "mapping")]
    [InlineData("mapping", """{"colums": {}}""", "invalid_request", "mapping")]
    [InlineData("duplicates", "replace", "invalid_request", "duplicates")]
    [InlineData("duplicateScope", "world", "invalid_request", "duplicateScope")]
    [InlineData("dryRun", "maybe", "invalid_request", "dryRun")]
    public async Task A_wrong_field_is_a_400_that_names_it(string field, string value, string code, string named)
    {
        string list = await house.ListAsync();
        using MultipartFormDataContent form = ApiHouse.Form(Encoding.UTF8.GetBytes(Text), (field, value));
        JsonElement problem = await ApiHouse.JsonAsync(await house.Manager.PostAsync($"/api/v1/lists/{list}/uploads", form), HttpStatusCode.BadRequest);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.True(problem.GetProperty("errors").TryGetProperty(named, out _), problem.ToString());
        Assert.Empty(Directory.GetFiles(Path.Combine(house.Folder, "uploads"), "*.csv"));
    }

    [Fact]
    public async Task What_is_no_form_or_no_text_is_refused()
    {
        string list = await house.ListAsync();
        using var noForm = new StringContent("x");
        Assert.Equal("unsupported_media_type", (await ApiHouse.JsonAsync(await house.Manager.PostAsync($"/api/v1/lists/{list}/uploads", noForm), HttpStatusCode.UnsupportedMediaType)).GetProperty("code").GetString());
        using var noFile = new MultipartFormDataContent { { new StringContent("{}"), "mapping" } };
        Assert.Equal("invalid_request", (await ApiHouse.JsonAsync(await house.Manager.PostAsync($"/api/v1/lists/{list}/uploads", noFile), HttpStatusCode.BadRequest)).GetProperty("code").GetString());
        using MultipartFormDataContent zip = ApiHouse.Form([0x50, 0x4B, 3, 4, 0, 0]);
        Assert.Equal("broken_workbook", (await ApiHouse.JsonAsync(await house.Manager.PostAsync($"/api/v1/lists/{list}/uploads", zip), HttpStatusCode.BadRequest)).GetProperty("code").GetString());
        using MultipartFormDataContent empty = ApiHouse.Form([]);
        Assert.Equal("empty_file", (await ApiHouse.JsonAsync(await house.Manager.PostAsync($"/api/v1/lists/{list}/uploads", empty), HttpStatusCode.BadRequest)).GetProperty("code").GetString());
        using MultipartFormDataContent form = ApiHouse.Form("phone\n"u8.ToArray());
        await ApiHouse.JsonAsync(await house.Manager.PostAsync("/api/v1/lists/99999/uploads", form), HttpStatusCode.NotFound);
        await ApiHouse.GetAsync(house.Manager, "uploads/99999", HttpStatusCode.NotFound);
        await ApiHouse.GetAsync(house.Manager, "leads/99999", HttpStatusCode.NotFound);
        await ApiHouse.GetAsync(house.Manager, "uploads/..%2Fx", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_dry_run_is_told_and_not_kept()
    {
        string list = await house.ListAsync();
        JsonElement upload = await house.UploadAsync(list, Text, ("dryRun", "true"));
        Assert.Equal((2, true), (Number(upload, "inserted"), upload.GetProperty("dryRun").GetBoolean()));
        Assert.Equal(0, (await ApiHouse.GetAsync(house.Manager, $"lists/{list}/leads")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task An_upload_is_undone_until_one_of_its_leads_was_dialled()
    {
        string list = await house.ListAsync();
        string first = (await house.UploadAsync(list, Text)).GetProperty("id").GetString()!;
        Assert.Equal("undone", (await ApiHouse.PostAsync(house.Manager, $"uploads/{first}/undo", new { }, HttpStatusCode.OK)).GetProperty("state").GetString());
        Assert.Equal("not_complete", (await ApiHouse.PostAsync(house.Manager, $"uploads/{first}/undo", new { }, HttpStatusCode.Conflict)).GetProperty("code").GetString());
        string second = (await house.UploadAsync(list, Text)).GetProperty("id").GetString()!;
        await house.SqlAsync($"UPDATE leads SET state = 'done', attempts = 1 WHERE id = (SELECT max(id) FROM leads WHERE list_id = {list})");
        Assert.Equal("already_dialled", (await ApiHouse.PostAsync(house.Manager, $"uploads/{second}/undo", new { }, HttpStatusCode.Conflict)).GetProperty("code").GetString());
        Assert.Equal("already_complete", (await ApiHouse.PostAsync(house.Manager, $"uploads/{second}/cancel", new { }, HttpStatusCode.Conflict)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("", "US", "name")]
    [InlineData("X", "ZZ", "defaultCountry")]
    [InlineData("X", "USA", "defaultCountry")]
    public async Task A_list_needs_a_name_and_a_country(string name, string defaultCountry, string field)
    {
        JsonElement problem = await ApiHouse.PostAsync(house.Manager, "lists", new { name, defaultCountry }, HttpStatusCode.BadRequest);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Two_lists_do_not_share_a_name()
    {
        string name = $"Twice {Guid.NewGuid():N}";
        await ApiHouse.PostAsync(house.Manager, "lists", new { name, defaultCountry = "us" });
        Assert.Equal("name_taken", (await ApiHouse.PostAsync(house.Manager, "lists", new { name = name.ToUpperInvariant(), defaultCountry = "US" }, HttpStatusCode.Conflict)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Only_who_may_upload_uploads()
    {
        string list = await house.ListAsync();
        (HttpClient agent, _) = await house.UserAsync($"agent{Guid.NewGuid():N}"[..20], "agent");
        foreach (HttpClient client in (HttpClient[])[agent, house.Coach])
        {
            using MultipartFormDataContent form = ApiHouse.Form(Encoding.UTF8.GetBytes(Text));
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync($"/api/v1/lists/{list}/uploads", form)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync($"/api/v1/lists/{list}/leads")).StatusCode);
        }
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
