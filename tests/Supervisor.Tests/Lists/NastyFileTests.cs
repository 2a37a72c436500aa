using System.Text;
using CallCenter.Data.Lists;
using CallCenter.Supervisor.Lists.Csv;
using CallCenter.Supervisor.Tests.Lists.Nasty;

namespace CallCenter.Supervisor.Tests.Lists;

/// <summary>Files as people send them, each with the rows that must go in and those that must not (hardening H-D1, H-D4).</summary>
public sealed class NastyFileTests
{
    static NastyFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string> Names => [.. NastyFiles.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Good_rows_go_in_and_the_others_say_why(string name)
    {
        NastyFile file = NastyFiles.All.Single(f => string.Equals(f.Name, name, StringComparison.Ordinal));
        await using ImportHouse house = await ImportHouse.OpenAsync();
        long started = TimeProvider.System.GetTimestamp();
        (Upload? upload, MappingFault? fault) = await house.AcceptAsync(Bytes(file));
        Assert.Equal(file.Refused, fault?.Code);
        if (upload is null)
        {
            // Refused files leave nothing behind, and bombs cost no time (hardening H-D3).
            Assert.True(fault!.Message.Length > 10);
            Assert.Empty(Directory.GetFiles(Path.Combine(house.Folder, "uploads")));
            Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 5);
            return;
        }

        upload = await house.Import.RunAsync(upload, CancellationToken.None);
        Assert.Equal(upload.RowCount, upload.InsertedCount + upload.UpdatedCount + upload.DuplicateCount + upload.RejectedCount);
        Assert.True(upload.State == UploadState.Done, name);
        IReadOnlyList<RejectedRow> rows = await house.Uploads.RejectsAsync(upload.Id, 0, 100, CancellationToken.None);
        Assert.Equal(file.Rejected, string.Join(' ', rows.Select(r => r.Code)));
        Assert.Equal((file.Inserted, file.Duplicates), (upload.InsertedCount, upload.DuplicateCount));
        Assert.All(rows, r => Assert.True(r.RowNumber > 0 && r.Reason.Length is > 10 and < 1000 && r.Columns.Sum(c => c.Length) < 10_000, r.ToString()));
        Assert.Equal(0, await house.CountAsync("customers WHERE full_name GLOB '*[' || char(1) || '-' || char(31) || ']*'"));
    }

    [Fact]
    public void The_kept_files_are_those_that_the_generator_makes()
    {
        Assert.True(NastyFiles.All.Count >= 70);
        Assert.Equal(NastyFiles.All.Count, NastyFiles.All.Select(f => f.FileName).Distinct(StringComparer.Ordinal).Count());
        if (Environment.GetEnvironmentVariable("CALLCENTER_WRITE_NASTY_LISTS") is "1")
        {
            NastyFolder.Write();
        }

        Assert.Equal(NastyFolder.Expected(), File.ReadAllText(NastyFolder.PathOf("expected.tsv")));
        Assert.Equal(
            NastyFiles.All.Where(f => f.Kept).Select(f => f.FileName).Order(StringComparer.Ordinal),
            Directory.GetFiles(NastyFolder.PathOf("")).Select(f => Path.GetFileName(f)!).Where(f => f is not ("README.md" or "expected.tsv" or ".gitattributes")).Order(StringComparer.Ordinal));
        Assert.All(NastyFiles.All.Where(f => f.Kept), f => Assert.Equal(f.Make(), File.ReadAllBytes(NastyFolder.PathOf(f.FileName))));
    }

    private static byte[] Bytes(NastyFile file) => file.Kept ? File.ReadAllBytes(NastyFolder.PathOf(file.FileName)) : file.Make();

    [Fact]
    public async Task Chinese_names_arrive_as_written_from_every_encoding()
    {
        foreach ((int page, string name) in ((int, string)[])[(54936, "欧阳修"), (950, "歐陽修"), (65001, "欧阳修"), (1200, "欧阳修")])
        {
            await using ImportHouse house = await ImportHouse.OpenAsync();
            await house.ImportAsync(Encoding.GetEncoding(page).GetBytes($"姓名,电话\n{name},+8613800138000\n".Replace("电话", page == 950 ? "電話" : "电话", StringComparison.Ordinal)));
            Assert.Contains(name, Assert.Single(await house.LeadsAsync()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_encoding_that_the_uploader_names_is_used()
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        Upload upload = await house.ImportAsync(Encoding.GetEncoding(1251).GetBytes("Phone,Name\n+14155550101,Ольга\n"), mapping: """{"encoding": "windows-1251"}""");
        Assert.Equal("windows-1251", upload.Encoding);
        Assert.Contains("Ольга", Assert.Single(await house.LeadsAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("  =1")]
    [InlineData("＝1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠x")]
    [InlineData("'=1")]
    [InlineData("''=1")]
    [InlineData("\u200B=1")]
    [InlineData("\u00A0=1")]
    [InlineData("|calc")]
    [InlineData("%0A=1")]
    [InlineData("+14155550101")]
    public void A_cell_for_a_spreadsheet_begins_no_formula_and_comes_back_as_it_was(string cell)
    {
        string shown = FormulaGuard.Protect(cell);
        Assert.StartsWith("'", shown, StringComparison.Ordinal);
        Assert.Equal(cell, FormulaGuard.Unprotect(shown));
    }

    [Theory]
    [InlineData("Ann")]
    [InlineData("O'Brien")]
    [InlineData("'quoted'")]
    [InlineData("1-2")]
    [InlineData("")]
    [InlineData("a=b")]
    public void Other_cells_stay_as_they_are(string cell)
    {
        Assert.Equal(cell, FormulaGuard.Protect(cell));
        Assert.Equal(cell, FormulaGuard.Unprotect(cell));
    }
}
