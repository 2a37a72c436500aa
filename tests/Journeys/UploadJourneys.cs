using System.Net;
using System.Text;
using CallCenter.Journeys.Support;
using CallCenter.TestKit.Api;

namespace CallCenter.Journeys;

/// <summary>A file with good and bad rows goes in by the API.</summary>
public sealed class UploadJourneys
{
    private const string File =
        """
        Phone,Name,Plan
        +12125550100,Ann Able,gold
        212-555-0101,Bo Baker,silver
        12,Too Short,gold
        +12125550100,Ann Again,gold
        1.39E+10,Spread Sheet,gold
        ,Nobody,gold
        +442079460000,"Quoted, Name",gold
        """;

    [Fact]
    public async Task Good_rows_go_in_bad_rows_come_back_with_reasons_and_all_can_be_undone()
    {
        await using RunningCenter center = await RunningCenter.StartAsync();
        ApiClient admin = center.Admin;
        string list = (await admin.PostAsync<Created>("lists", new { name = "customers", defaultCountry = "US" })).Id;
        Dictionary<string, string> columns = new(StringComparer.Ordinal) { ["Phone"] = "phone1", ["Name"] = "fullName", ["Plan"] = "custom.plan" };

        UploadView dry = await admin.UploadAsync(list, File, columns, dryRun: true);
        Assert.Equal(("done", 7L, 3L, 1L, 3L), (dry.State, dry.Rows, dry.Inserted, dry.Duplicates, dry.Rejected));

        UploadView upload = await admin.UploadAsync(list, File, columns);
        Assert.Equal(("done", 7L, 3L, 0L, 1L, 3L), (upload.State, upload.Rows, upload.Inserted, upload.Updated, upload.Duplicates, upload.Rejected));
        string rejected = Encoding.UTF8.GetString(await admin.DownloadAsync($"uploads/{upload.Id}/rejected.csv"));
        string[] lines = rejected.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(4, lines.Length);
        Assert.Equal("row,reason,Phone,Name,Plan", lines[0].Replace("\"", "", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Too Short", StringComparison.Ordinal));

        await admin.PostAsync($"uploads/{upload.Id}/undo");
        Assert.Equal("undone", (await admin.GetAsync<UploadView>("uploads/" + upload.Id)).State);
        UploadView again = await admin.UploadAsync(list, File, columns);
        Assert.Equal((3L, 1L), (again.Inserted, again.Duplicates));
    }

    [Fact]
    public async Task A_mapping_to_a_column_that_is_not_there_is_refused_by_its_name()
    {
        await using RunningCenter center = await RunningCenter.StartAsync();
        string list = (await center.Admin.PostAsync<Created>("lists", new { name = "customers", defaultCountry = "US" })).Id;
        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => center.Admin.UploadAsync(list, File, new { Telefon = "phone1" }));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Telefon", refused.Body, StringComparison.Ordinal);
    }
}
