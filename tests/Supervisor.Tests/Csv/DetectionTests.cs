using System.Text;
using CallCenter.Supervisor.Lists.Csv;

namespace CallCenter.Supervisor.Tests.Csv;

public sealed class DetectionTests
{
    private const string Simplified = "姓名,电话,备注\n王小明,13800138000,喜欢周末联系\n李娜,13900139000,老客户\n张伟,13700137000,北京\n";
    private const string Traditional = "姓名,電話,備註\n陳大文,+85291234567,週末聯絡\n林志玲,+886912345678,老客戶\n黃國華,+85298765432,九龍\n";
    private const string Western = "Name;Telefon;Ort\nJürgen Müller;+4930123456;Köln\nJosé Núñez;+34911234567;Málaga\n";

    static DetectionTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData(65001, false, "utf-8")]
    [InlineData(65001, true, "utf-8")]
    [InlineData(1200, false, "utf-16le")]
    [InlineData(1200, true, "utf-16le")]
    [InlineData(1201, false, "utf-16be")]
    [InlineData(1201, true, "utf-16be")]
    [InlineData(54936, false, "gb18030")]
    [InlineData(54936, true, "gb18030")]
    [InlineData(936, false, "gb18030")]
    [InlineData(12000, true, "utf-32")]
    public async Task Finds_the_encoding_of_simplified_Chinese(int page, bool mark, string name)
        => Assert.Equal((name, Simplified), await DecodedAsync(Simplified, page, mark && page != 54936));

    [Theory]
    [InlineData(65001, "utf-8")]
    [InlineData(950, "big5")]
    [InlineData(1200, "utf-16le")]
    [InlineData(1201, "utf-16be")]
    public async Task Finds_the_encoding_of_traditional_Chinese(int page, string name)
        => Assert.Equal((name, Traditional), await DecodedAsync(Traditional, page, false));

    [Theory]
    [InlineData(65001, "utf-8")]
    [InlineData(1252, "windows-1252")]
    [InlineData(1200, "utf-16le")]
    public async Task Finds_the_encoding_of_Western_text(int page, string name)
        => Assert.Equal((name, Western), await DecodedAsync(Western, page, false));

    [Theory]
    [InlineData("王小明", 54936, "gb18030")]
    [InlineData("欧阳修", 54936, "gb18030")]
    [InlineData("陳大文", 950, "big5")]
    [InlineData("歐陽修", 950, "big5")]
    [InlineData("Müller", 1252, "windows-1252")]
    [InlineData("Ångström", 1252, "windows-1252")]
    [InlineData("François Lefèvre", 1252, "windows-1252")]
    public async Task One_name_is_enough(string name, int page, string expected)
        => Assert.Equal(expected, (await DecodedAsync($"phone,name\n+14155550100,{name}\n", page, false)).Name);

    [Fact]
    public async Task A_few_broken_lines_do_not_turn_a_UTF8_file_into_another()
    {
        byte[] file = [.. Encoding.UTF8.GetBytes(Simplified), .. Encoding.GetEncoding(1252).GetBytes("Müller,13600136000,\n")];
        using var stream = new MemoryStream(file);
        Assert.Equal("utf-8", (await EncodingDetector.DetectAsync(stream, CancellationToken.None)).Name);
    }

    [Fact]
    public async Task Text_outside_ASCII_far_behind_the_beginning_is_seen()
    {
        byte[] file = [.. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("+14155550100,Ann\n", 60_000))), .. Encoding.GetEncoding(1252).GetBytes("+14155550101,José\n")];
        using var stream = new MemoryStream(file);
        Assert.Equal("windows-1252", (await EncodingDetector.DetectAsync(stream, CancellationToken.None)).Name);
    }

    [Theory]
    [InlineData("504B0304", "XLSX")]
    [InlineData("D0CF11E0A1B11AE1", "XLS")]
    [InlineData("255044462D", "PDF")]
    [InlineData("1F8B08", "GZIP")]
    public async Task Says_what_a_file_is_that_is_no_text(string hex, string word)
    {
        using var stream = new MemoryStream(Convert.FromHexString(hex));
        DetectedEncoding detected = await EncodingDetector.DetectAsync(stream, CancellationToken.None);
        Assert.Null(detected.Encoding);
        Assert.Contains(word, detected.NotText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name,Phone\nAnn,1\nBo,2\n", ',', true)]
    [InlineData("Name;Phone;Preis\nAnn;+4930123456;1,5\nBo;+4930123457;2,5\n", ';', true)]
    [InlineData("Name\tPhone\nAnn\t+14155550100\n", '\t', true)]
    [InlineData("Name|Phone\nAnn|+14155550100\n", '|', true)]
    [InlineData("sep=;\nName;Phone\nAnn;+14155550100\n", ';', true)]
    [InlineData("\"Smith, Ann\";+14155550100\n\"Bo, Cai\";+14155550101\n", ';', false)]
    [InlineData("+14155550100\n+14155550101\n", ',', false)]
    [InlineData("phone\n+14155550101\n", ',', true)]
    [InlineData("姓名,电话\n王,13800138000\n", ',', true)]
    [InlineData("Spalte A,Spalte B\nAnn,+4930123456\n", ',', true)]
    [InlineData("Ann,+14155550100\nBo,+14155550101\n", ',', false)]
    public async Task Finds_separator_and_header(string text, char separator, bool header)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        (CsvShape? shape, _) = await CsvShapeDetector.DetectAsync(stream, Encoding.UTF8, "utf-8", null, null, CancellationToken.None);
        Assert.Equal((separator, header), (shape!.Separator, shape.HasHeader));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("\uFEFF")]
    public async Task A_file_without_a_row_has_no_shape(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.Null((await CsvShapeDetector.DetectAsync(stream, Encoding.UTF8, "utf-8", null, null, CancellationToken.None)).Shape);
    }

    [Theory]
    [InlineData("Phone,Name,Company,E-Mail", "FullName Company Email Phone1")]
    [InlineData("Mobile,Home Phone,first_name,Last Name", "FirstName LastName Phone1 Phone2")]
    [InlineData("姓名,手机,备注,客户编号", "FullName Note ExternalId Phone1")]
    [InlineData("姓名,電話,備註,公司名稱", "FullName Note Company Phone1")]
    [InlineData("電話１,電話２", "Phone1 Phone2")]
    [InlineData("Phone 2,Phone 1,Telephone", "Phone2 Phone1 Phone3")]
    public async Task Guesses_fields_from_headings(string header, string expected)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(header + "\n"));
        (CsvShape? shape, _) = await CsvShapeDetector.DetectAsync(stream, Encoding.UTF8, "utf-8", null, true, CancellationToken.None);
        (ColumnMapping? mapping, MappingFault? fault) = ColumnMapping.Guess(shape!);
        Assert.Null(fault);
        Assert.Equal(expected, string.Join(' ', mapping!.Targets.Select(t => t.Target.Kind + (t.Target.Place > 0 ? $"{t.Target.Place}" : ""))));
    }

    [Theory]
    [InlineData("Phone=phone1,Nam=fullName", "missing_column", "mapping.columns.Nam")]
    [InlineData("Phone=phone0", "unknown_target", "mapping.columns.Phone")]
    [InlineData("Phone=phone10", "unknown_target", "mapping.columns.Phone")]
    [InlineData("Phone=telephone", "unknown_target", "mapping.columns.Phone")]
    [InlineData("Phone=1", "unknown_target", "mapping.columns.Phone")]
    [InlineData("Phone=custom.", "unknown_target", "mapping.columns.Phone")]
    [InlineData("Phone=custom.a<b", "unknown_target", "mapping.columns.Phone")]
    [InlineData("Phone=phone1,Name=phone1", "duplicate_target", "mapping.columns.Name")]
    [InlineData("Name=fullName", "no_phone_column", "mapping.columns")]
    [InlineData("Twice=note,Phone=phone1", "ambiguous_column", "mapping.columns.Twice")]
    public async Task A_wrong_mapping_is_named(string pairs, string code, string field)
    {
        using var stream = new MemoryStream("Phone,Name,Twice,Twice\n"u8.ToArray());
        (CsvShape? shape, _) = await CsvShapeDetector.DetectAsync(stream, Encoding.UTF8, "utf-8", null, true, CancellationToken.None);
        var columns = pairs.Split(',').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        (ColumnMapping? mapping, MappingFault? fault) = ColumnMapping.From(columns, shape!);
        Assert.Null(mapping);
        Assert.Equal((code, field), (fault!.Code, fault.Field));
    }

    [Fact]
    public async Task Columns_are_mapped_by_number_without_a_header()
    {
        using var stream = new MemoryStream("+14155550100,Ann\n"u8.ToArray());
        (CsvShape? shape, _) = await CsvShapeDetector.DetectAsync(stream, Encoding.UTF8, "utf-8", null, false, CancellationToken.None);
        (ColumnMapping? mapping, _) = ColumnMapping.From(new Dictionary<string, string>(StringComparer.Ordinal) { ["1"] = "phone1", ["2"] = "custom.plan name" }, shape!);
        Assert.Equal([(0, new Target(TargetKind.Phone, 1)), (1, new Target(TargetKind.Custom, 0, "plan name"))], mapping!.Targets);
    }

    private static async Task<(string Name, string Text)> DecodedAsync(string text, int page, bool mark)
    {
        var encoding = Encoding.GetEncoding(page);
        using var stream = new MemoryStream([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);
        DetectedEncoding detected = await EncodingDetector.DetectAsync(stream, CancellationToken.None);
        stream.Position = 0;
        using var reader = new StreamReader(stream, detected.Encoding!, detectEncodingFromByteOrderMarks: false);
        return (detected.Name, (await reader.ReadToEndAsync()).TrimStart('\uFEFF'));
    }
}
