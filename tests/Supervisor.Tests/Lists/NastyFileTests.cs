using System.Text;
using CallCenter.Data.Lists;
using CallCenter.Supervisor.Lists.Csv;

namespace CallCenter.Supervisor.Tests.Lists;

/// <summary>Files as people send them, each with the rows that must go in and those that must not (hardening H-D1, H-D4).</summary>
public sealed class NastyFileTests
{
    private const string Header = "Phone,Name,Note\n";
    private const string Good = "+14155550101,Ann,x\n";

    static NastyFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    // what it is: file, inserted, duplicates, and the codes of the rejected rows
    public static TheoryData<string, byte[], long, long, string> Files()
    {
        var files = new TheoryData<string, byte[], long, long, string>();
        void Text(string name, string text, long inserted, long duplicates = 0, string rejected = "") => files.Add(name, Encoding.UTF8.GetBytes(text), inserted, duplicates, rejected);
        void Bytes(string name, byte[] bytes, long inserted, string rejected = "") => files.Add(name, bytes, inserted, 0, rejected);

        Text("plain", Header + Good, 1);
        Text("no line end at the end", Header + Good.TrimEnd(), 1);
        Text("CRLF", (Header + Good + "+14155550102,Bo,\n").Replace("\n", "\r\n", StringComparison.Ordinal), 2);
        Text("old Mac line ends", (Header + Good + "+14155550102,Bo,\n").Replace('\n', '\r'), 2);
        Text("mixed line ends", "Phone,Name,Note\r\n+14155550101,Ann,x\r+14155550102,Bo,y\n+14155550103,Cai,z", 3);
        Text("byte order mark", "\uFEFF" + Header + Good, 1);
        Text("blank lines", "\n\n" + Header + "\n" + Good + "\n,,\n\n", 1);
        Text("only a header", Header, 0);
        Text("sep= line", "sep=;\nPhone;Name\n+14155550101;Ann\n", 1);
        Text("semicolons and decimal commas", "Phone;Name;Note\n+14155550101;Ann;1,5\n+14155550102;Bo;2,5\n", 2);
        Text("tabs", "Phone\tName\n+14155550101\tAnn\n", 1);
        Text("pipes", "Phone|Name\n+14155550101|Ann\n", 1);
        Text("quoted separators and line ends", Header + "+14155550101,\"Smith, Ann\",\"two\nlines\"\n", 1);
        Text("doubled quotes", Header + "+14155550101,\"Ann \"\"the\"\" Smith\",x\n", 1);
        Text("trailing separators", "Phone,Name,,\n+14155550101,Ann,,\n+14155550102,Bo,,,,\n", 2);
        Text("too few columns", Header + Good + "+14155550102,Bo\n", 1, 0, "column_count");
        Text("too many columns", Header + Good + "+14155550102,Bo,x,y\n", 1, 0, "column_count");
        Text("stray quote", Header + "+14155550101,\"Ann,x\n+14155550102,Bo,y\n+14155550103,Cai,z\n", 2, 0, "unbalanced_quote");
        Text("stray quote before a quoted row", Header + "+14155550101,\"Ann,x\n+14155550102,Bo,\"y, z\"\n", 1, 0, "unbalanced_quote");
        Text("text after a quote", Header + "+14155550101,\"Ann\" Smith,x\n" + "+14155550102,Bo,y\n", 1, 0, "text_after_quote");
        Text("quote in the middle", Header + "+14155550101,5\" Ann,x\n", 1);
        Text("a million characters in a mapped cell", Header + $"+14155550101,{new string('A', 1_000_000)},x\n" + "+14155550102,Bo,y\n", 1, 0, "too_long");
        Text("a million characters in a quoted cell", Header + $"+14155550101,Ann,\"{new string('A', 1_000_000)}\"\n" + "+14155550102,Bo,y\n", 1, 0, "too_long");
        Text("two million characters in a row", Header + $"+14155550101,Ann,{new string('A', 2_000_000)}\n" + "+14155550102,Bo,y\n", 1, 0, "row_too_long");
        Text("a quoted cell that never ends", Header + "+14155550101,Ann,\"" + string.Concat(Enumerable.Repeat("abc\n", 5)), 0, 0, "unbalanced_quote column_count column_count column_count column_count");
        Text("thousand columns", Header + Good + new string(',', 1000) + "\n", 1, 0, "too_many_columns");
        Text("NUL in a cell", Header + "+14155550101,A\0nn,x\n" + "+14155550102,Bo,y\n", 1, 0, "control_character");
        Text("control characters", Header + "+14155550101,A\u0001n\u0007n,x\n", 1);
        Text("line ends in a name", Header + "+14155550101,\"Ann\r\nVia: SIP/2.0\",x\n", 1);
        Text("right-to-left override", Header + "+14155550101,\u202EnnA,x\n", 1);
        Text("emoji and combining marks", Header + "+14155550101,Zoë 🎉 é,x\n", 1);
        Text("lone surrogate from a damaged file", Header + "+14155550101,\uFFFD,x\n", 0, 0, "encoding");
        Text("formulas", Header + "+14155550101,=cmd|' /C calc'!A0,@SUM(1)\n", 1);
        Text("guarded numbers", Header + "'+14155550101,Ann,x\n", 1);
        Text("full-width digits", Header + "＋１４１５５５５０１０１,Ann,x\n", 1);
        Text("spaces, brackets, dots", Header + "(415) 555-0101,Ann,x\n415.555.0102,Bo,x\n1-415-555-0103,Cai,x\n00 1 415 555 0104,Di,x\n", 4);
        Text("scientific", Header + "1.41556E+10,Ann,x\n" + Good, 1, 0, "scientific");
        Text("SIP-like", Header + "sip:ann@example.com,Ann,x\n" + Good, 1, 0, "sip_like");
        Text("emergency", Header + "911,Ann,x\n112,Bo,x\n" + Good, 1, 0, "emergency emergency");
        Text("premium", Header + "+19005551234,Ann,x\n" + Good, 1, 0, "premium");
        Text("short", Header + "12345,Ann,x\n" + Good, 1, 0, "short_number");
        Text("too long", Header + "+141555501011234567,Ann,x\n" + Good, 1, 0, "too_long");
        Text("extension", Header + "+14155550102 ext. 12,Ann,x\n" + Good, 1, 0, "extension");
        Text("no such country code", Header + "+9991234567,Ann,x\n" + Good, 1, 0, "unknown_country");
        Text("words", Header + "call me,Ann,x\n" + Good, 1, 0, "not_a_number");
        Text("no number", Header + ",Ann,x\n" + Good, 1, 0, "no_number");
        Text("the same number in three spellings", Header + "+14155550101,Ann,x\n(415) 555-0101,Ann,x\n4155550101,Ann,x\n", 1, 2);
        Text("second number bad", "Phone,Mobile,Name\n+14155550101,oops,Ann\n", 1);
        Text("first number bad, second good", "Phone,Mobile,Name\noops,+14155550101,Ann\n", 1);
        Text("both numbers bad", "Phone,Mobile,Name\noops,ouch,Ann\n+14155550101,,Bo\n", 1, 0, "not_a_number");
        Text("unknown time zone", "Phone,Time zone\n+14155550101,Mars/Olympus\n+14155550102,America/New_York\n", 1, 0, "unknown_time_zone");
        Text("bad e-mail", "Phone,Email\n+14155550101,not an address\n", 1);
        Text("header repeated in the middle", Header + Good + Header + "+14155550102,Bo,y\n", 2, 0, "not_a_number");
        Text("Chinese headings", "姓名,手机,备注\n王小明,+8613800138000,老客户\n", 1);
        Text("only numbers", "+14155550101\n+14155550102\n", 2);
        Bytes("UTF-16 without mark", Encoding.Unicode.GetBytes(Header + Good), 1);
        Bytes("UTF-16 big endian with mark", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Header + Good)], 1);
        Bytes("UTF-16 cut in the middle of a character", Encoding.Unicode.GetBytes(Header + Good + "+14155550102,Bo,y")[..^1], 1, "encoding");
        Bytes("GB18030", Encoding.GetEncoding(54936).GetBytes("姓名,手机\n王小明,+8613800138000\n"), 1);
        Bytes("Big5", Encoding.GetEncoding(950).GetBytes("姓名,電話\n陳大文,+85291234567\n"), 1);
        Bytes("Windows-1252", Encoding.GetEncoding(1252).GetBytes("Name;Telefon\nMüller;+493012345678\n".Replace("Telefon", "Phone", StringComparison.Ordinal)), 1);
        Bytes("one Latin-1 row among UTF-8 rows", [.. Encoding.UTF8.GetBytes(Header + "+14155550101,Zoë,x\n+14155550102,José,x\n"), .. Encoding.GetEncoding(1252).GetBytes("+14155550103,Müller,x\n")], 2, "encoding");
        Bytes("overlong UTF-8", [.. Encoding.UTF8.GetBytes(Header + "+14155550101,Zoë,x\n+14155550102,José,x\n+14155550103,"), 0xC0, 0xAF, .. "x,y\n"u8], 2, "encoding");
        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Good_rows_go_in_and_the_others_say_why(string name, byte[] file, long inserted, long duplicates, string rejected)
    {
        await using ImportHouse house = await ImportHouse.OpenAsync();
        Upload upload = await house.ImportAsync(file);
        Assert.True(upload.State == UploadState.Done, name);
        IReadOnlyList<RejectedRow> rows = await house.Uploads.RejectsAsync(upload.Id, 0, 100, CancellationToken.None);
        Assert.Equal(rejected, string.Join(' ', rows.Select(r => r.Code)));
        Assert.Equal((inserted, duplicates), (upload.InsertedCount, upload.DuplicateCount));
        Assert.All(rows, r => Assert.True(r.RowNumber > 0 && r.Reason.Length is > 10 and < 1000 && r.Columns.Sum(c => c.Length) < 10_000, r.ToString()));
        Assert.Equal(0, await house.CountAsync("customers WHERE full_name GLOB '*[' || char(1) || '-' || char(31) || ']*'"));
    }

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
