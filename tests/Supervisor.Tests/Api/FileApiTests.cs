using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CallCenter.Supervisor.Tests.Lists.Nasty;

namespace CallCenter.Supervisor.Tests.Api;

/// <summary>Files that wait: sent once, looked at and imported as often as wanted.</summary>
public sealed class FileApiTests(ApiHouse house) : IClassFixture<ApiHouse>
{
    static FileApiTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public async Task A_Big5_file_is_recognised_tried_and_imported_without_being_sent_again()
    {
        string list = await house.ListAsync();
        byte[] bytes = Encoding.GetEncoding(950).GetBytes("姓名;電話;城市\n陳大文;+85291234567;香港\n王小明;+886912345678;台北\n李四;12;台中\n陳大文;+85291234567;香港\n");
        JsonElement file = await SendAsync(list, bytes);
        Assert.Equal(("csv", "big5", ";", true), (Text(file, "kind"), Text(file, "encoding"), Text(file, "separator"), file.GetProperty("header").GetBoolean()));
        Assert.Equal(["fullName", "phone1", null], file.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("target").GetString()), StringComparer.Ordinal);
        Assert.Equal("phone", Text(file.GetProperty("columns")[1], "kind"));
        Assert.Equal(["new", "new", "rejected", "duplicate"], file.GetProperty("rows").EnumerateArray().Select(r => Text(r, "verdict")), StringComparer.Ordinal);
        JsonElement first = file.GetProperty("rows")[0];
        Assert.Equal(("陳大文", "+85291234567", "Asia/Hong_Kong"), (Text(first, "name"), Text(first.GetProperty("numbers")[0], "number"), first.GetProperty("numbers")[0].GetProperty("timeZones")[0].GetString()));
        Assert.Equal("short_number", Text(file.GetProperty("rows")[2], "code"));

        const string Mapping = """{"columns": {"#1": "fullName", "#2": "phone1", "#3": "custom.城市"}}""";
        foreach (string dryRun in (string[])["true", "false"])
        {
            JsonElement upload = await ImportAsync(list, Text(file, "id"), Mapping, ("dryRun", dryRun));
            Assert.Equal(("done", 4, 2, 1, 1), (Text(upload, "state"), Number(upload, "rows"), Number(upload, "inserted"), Number(upload, "duplicates"), Number(upload, "rejected")));
        }

        JsonElement leads = await ApiHouse.GetAsync(house.Manager, $"lists/{list}/leads");
        Assert.Equal("香港", leads.GetProperty("items")[0].GetProperty("custom").GetProperty("城市").GetString());

        // The next file with these headings is mapped as this one was.
        JsonElement next = await SendAsync(list, Encoding.UTF8.GetBytes("姓名;電話;城市\n張三;+85291234568;香港\n"));
        Assert.True(next.GetProperty("remembered").GetBoolean());
        Assert.Equal("custom.城市", Text(next.GetProperty("columns")[2], "target"));
    }

    [Fact]
    public async Task A_workbook_is_read_sheet_by_sheet()
    {
        string list = await house.ListAsync();
        byte[] bytes = new WorkbookBytes()
            .Sheet("Cover", WorkbookBytes.Row(1, "Our customers"))
            .Sheet("Data", WorkbookBytes.Row(1, "Phone", "Name") + WorkbookBytes.Row(2, "#14155550171", "Ann")).ToBytes();
        JsonElement file = await SendAsync(list, bytes);
        Assert.Equal(("xlsx", "Cover", "no_phone_column"), (Text(file, "kind"), Text(file, "sheet"), Text(file.GetProperty("fault"), "code")));
        Assert.Equal(["Cover", "Data"], file.GetProperty("sheets").EnumerateArray().Select(s => s.GetString()), StringComparer.Ordinal);
        JsonElement data = await PreviewAsync(list, Text(file, "id"), new { sheet = "Data" });
        Assert.Equal(JsonValueKind.Null, data.GetProperty("fault").ValueKind);
        Assert.Equal("+14155550171", Text(data.GetProperty("rows")[0].GetProperty("numbers")[0], "number"));
        Assert.Equal("missing_sheet", Text(await PreviewAsync(list, Text(file, "id"), new { sheet = "No" }, HttpStatusCode.BadRequest), "code"));
        JsonElement upload = await ImportAsync(list, Text(file, "id"), """{"columns": {"Phone": "phone1", "Name": "fullName"}, "sheet": "Data"}""");
        Assert.Equal((1, "xlsx"), (Number(upload, "inserted"), Text(upload, "encoding")));
    }

    [Fact]
    public async Task The_reading_is_corrected_and_wrong_wishes_are_named()
    {
        string list = await house.ListAsync();
        string id = Text(await SendAsync(list, "+14155550172|Ann\n+14155550173|Bo\n"u8.ToArray()), "id");
        JsonElement asComma = await PreviewAsync(list, id, new { separator = ",", header = false });
        Assert.Equal(1, asComma.GetProperty("columns").GetArrayLength());
        JsonElement swapped = await PreviewAsync(list, id, new { columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["#1"] = "fullName" } });
        Assert.Equal(("no_phone_column", "fullName"), (Text(swapped.GetProperty("fault"), "code"), Text(swapped.GetProperty("columns")[0], "target")));
        Assert.Equal("unknown_encoding", Text(await PreviewAsync(list, id, new { encoding = "klingon" }, HttpStatusCode.BadRequest), "code"));
        await ApiHouse.JsonAsync(await house.Manager.DeleteAsync($"/api/v1/lists/{list}/files/{id}"), HttpStatusCode.NoContent);
        await PreviewAsync(list, id, new { }, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_file_is_only_reached_through_its_own_list_and_by_those_who_may_upload()
    {
        (string mine, string other) = (await house.ListAsync(), await house.ListAsync());
        string id = Text(await SendAsync(mine, "Phone\n+14155550174\n"u8.ToArray()), "id");
        await PreviewAsync(other, id, new { }, HttpStatusCode.NotFound);
        using MultipartFormDataContent form = new() { { new StringContent(id), "fileId" } };
        Assert.Equal(HttpStatusCode.NotFound, (await house.Manager.PostAsync($"/api/v1/lists/{other}/uploads", form)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Coach.PostAsJsonAsync($"/api/v1/lists/{mine}/files/{id}/preview", new { })).StatusCode);
    }

    [Fact]
    public async Task A_refused_file_leaves_nothing_behind()
    {
        string list = await house.ListAsync();
        string folder = Path.Combine(house.Folder, "uploads");
        int before = Directory.GetFiles(folder).Length;
        foreach ((byte[] bytes, string code) in ((byte[], string)[])[([], "empty_file"), ("%PDF-1.7"u8.ToArray(), "not_csv"), ([0x50, 0x4B, 3, 4, 1, 2, 3], "broken_workbook")])
        {
            using MultipartFormDataContent form = ApiHouse.Form(bytes);
            Assert.Equal(code, Text(await ApiHouse.JsonAsync(await house.Manager.PostAsync($"/api/v1/lists/{list}/files", form), HttpStatusCode.BadRequest), "code"));
        }

        Assert.Equal(before, Directory.GetFiles(folder).Length);
    }

    private async Task<JsonElement> SendAsync(string list, byte[] bytes)
    {
        using MultipartFormDataContent form = ApiHouse.Form(bytes);
        return await ApiHouse.JsonAsync(await house.Manager.PostAsync($"/api/v1/lists/{list}/files", form), HttpStatusCode.Created);
    }

    private Task<JsonElement> PreviewAsync(string list, string file, object request, HttpStatusCode expected = HttpStatusCode.OK)
        => ApiHouse.PostAsync(house.Manager, $"lists/{list}/files/{file}/preview", request, expected);

    private async Task<JsonElement> ImportAsync(string list, string file, string mapping, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new StringContent(file), "fileId" }, { new StringContent(mapping), "mapping" } };
        foreach ((string name, string value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        JsonElement accepted = await ApiHouse.JsonAsync(await house.Manager.PostAsync($"/api/v1/lists/{list}/uploads", form), HttpStatusCode.Accepted);
        return await house.EndAsync(Text(accepted, "id"));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
