using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using static CallCenter.Supervisor.Tests.Lists.Nasty.WorkbookBytes;

namespace CallCenter.Supervisor.Tests.Lists.Nasty;

/// <summary>Excel workbooks: what spreadsheets write, what damages them, and what is sent to do harm (hardening H-D1, H-D3).</summary>
internal static class NastyWorkbooks
{
    private static readonly string Header = Row(1, "Phone", "Name", "Note");
    private static readonly string Good = Row(2, "+14155550101", "Ann", "x");

    public static IEnumerable<NastyFile> All()
    {
        var files = new List<NastyFile>();
        void Book(string name, byte[] bytes, long inserted, string rejected = "", long duplicates = 0)
            => files.Add(new NastyFile("XLSX, " + name, "xlsx", () => bytes, null, inserted, duplicates, rejected, bytes.Length <= 60_000));
        void Refused(string name, string fault, byte[] bytes, string extension = "xlsx") => files.Add(NastyFiles.Refused("XLSX, " + name, extension, bytes, fault));
        void Made(string name, string fault, Func<byte[]> make) => files.Add(new NastyFile("XLSX, " + name, "xlsx", make, fault, 0, 0, "", Kept: false));

        Book("plain", OfRows(Header + Good), 1);
        Book("shared texts", OfRows(
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" t=\"s\"><v>3</v></c></row>",
            "<si><t>Phone</t></si><si><t>Name</t></si><si><t>+14155550101</t></si><si><r><t>An</t></r><r><rPr><b/></rPr><t>n</t></r><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si>"), 1);
        Book("numbers as numbers", OfRows(Header + Row(2, "#14155550101", "Ann", "x") + Row(3, "#4155550102", "Bo", "y")), 2);
        Book("numbers in scientific form", OfRows(Header + Row(2, "#1.4155550101E10", "Ann", "x")), 1);
        Book("numbers that lost their end", OfRows(Header + Row(2, "#1.41555501011234E+17", "Ann", "x") + Row(3, "+14155550102", "Bo", "y")), 1, "scientific");
        Book("zeros in front by format", OfRows(
            Header + "<row r=\"2\">" + Number(0, 2, "14155550101", 1) + Text(1, 2, "Ann") + "</row>", null,
            "<numFmts><numFmt numFmtId=\"170\" formatCode=\"0000000000000\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs>"), 1);
        Book("dates as numbers", OfRows(
            Row(1, "Phone", "Born") + "<row r=\"2\">" + Text(0, 2, "+14155550101") + Number(1, 2, "25569", 1) + "</row>", null,
            "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"), 1);
        Book("days from 1904", new WorkbookBytes { WorkbookProperties = "<workbookPr date1904=\"1\"/>" }.Sheet("S", Header + Good).ToBytes(), 1);
        Book("formulas with their values", OfRows(
            Header + "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>\"+1\"&amp;4155550101</f><v>+14155550101</v></c><c r=\"B2\"><f>cmd|'/c calc'!A0</f></c><c r=\"C2\" t=\"str\"><f>HYPERLINK(\"http://203.0.113.1\")</f><v>=1+1</v></c></row>"), 1);
        Book("errors and truth values", OfRows(
            Header + "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#N/A</v></c><c r=\"B2\" t=\"b\"><v>1</v></c></row>" + Row(3, "+14155550101", "Ann", "x")), 1, "not_a_number");
        Book("escapes and control characters", OfRows(Header + Row(2, "+14155550101", "An_x000D_n _x0041_ _x00", "a_x000A_b")), 1);
        Book("NUL by escape", OfRows(Header + Row(2, "+14155550101", "An_x0000_n", "x") + Row(3, "+14155550102", "Bo", "y")), 1, "control_character");
        Book("line ends in cells", OfRows(Header + Row(2, "+14155550101", "Ann&#10;Smith", "a&#13;&#10;b") + Row(3, "12", "Bo", "y")), 1, "short_number");
        Book("quotation marks and separators in cells", OfRows(Header + Row(2, "+14155550101", "\"Ann\", ;|", "\"")), 1);
        Book("blank rows between", OfRows(Header + Row(5, "+14155550101", "Ann", "x") + "<row r=\"6\"/>" + Row(900, "12", "Bo", "y")), 1, "short_number");
        Book("cells missing at the end", OfRows(Header + Row(2, "+14155550101") + Row(3, "+14155550102", null, "y")), 2);
        Book("cells without a place", OfRows("<row><c t=\"inlineStr\"><is><t>Phone</t></is></c></row><row><c t=\"inlineStr\"><is><t>+14155550101</t></is></c></row>"), 1);
        Book("a cell beside the table", OfRows(Header + Row(2, "+14155550101", "Ann", "x", null, null, "sum") + Row(3, "+14155550102", "Bo", "y")), 1, "column_count");
        Book("first sheet empty", new WorkbookBytes().Sheet("Cover", "").Sheet("Data", Header + Good).ToBytes(), 1);
        Book("first sheet hidden", new WorkbookBytes().Sheet("Secret", Header + Row(2, "+14155550109", "No", "x"), "veryHidden").Sheet("Data", Header + Good).ToBytes(), 1);
        Book("two hundred sheets", Enumerable.Range(2, 199).Aggregate(new WorkbookBytes().Sheet("First", Header + Good), (b, i) => b.Sheet($"S{i}", "")).ToBytes(), 1);
        Book("macros", new WorkbookBytes().Sheet("Data", Header + Good).Part("xl/vbaProject.bin", [0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3]).ToBytes(), 1);
        Book("strict standard", new WorkbookBytes { Namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main", Relations = "http://purl.oclc.org/ooxml/officeDocument/relationships" }
            .Sheet("Data", Header + Good).ToBytes(), 1);
        Book("parts by absolute path", new WorkbookBytes { SheetFolder = "/xl/worksheets/" }.Sheet("Data", Header + Good).ToBytes(), 1);
        Book("names that climb out of the archive", new WorkbookBytes().Sheet("Data", Header + Good).Part("../../evil.txt", "<x/>").Part("/etc/passwd", "<x/>").ToBytes(), 1);
        Book("an entry twice", new WorkbookBytes().Sheet("Data", Header + Good).Part("xl/worksheets/sheet1.xml", "<worksheet/>").ToBytes(), 1);
        Book("UTF-16 within", Utf16(), 1);
        Book("texts that are not there", OfRows(Header + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>7</v></c></row>" + Row(3, "+14155550101", "Ann", "x")), 1);
        Book("only a header", OfRows(Header), 0);
        Book("six hundred columns in a row", OfRows(Header + Good + Row(3, [.. Enumerable.Repeat("x", 600)]) + Row(4, "+14155550102", "Bo", "y")), 2, "too_many_columns");
        Book("a cell of thirty thousand characters", OfRows(Header + Row(2, "+14155550101", new string('A', 30_000), "x") + Row(3, "+14155550102", "Bo", "y")), 1, "too_long");
        Book("rows out of order", OfRows(Header + Row(9, "+14155550101", "Ann", "x") + Row(3, "+14155550102", "Bo", "y")), 2);

        Refused("no row", "empty_file", OfRows(""));
        Refused("ten thousand columns", "too_many_columns", OfRows(Row(1, [.. Enumerable.Repeat("c", 10_000)])));
        Refused("row numbers beyond a spreadsheet", "broken_workbook", OfRows(Header + "<row r=\"2000000000\"><c r=\"A1\"><v>1</v></c></row>"));
        Refused("cut off", "broken_workbook", OfRows(Header + Good)[..^300]);
        Refused("cut off in its directory", "broken_workbook", Patched(OfRows(Header + Good), b => b.AsSpan(b.Length - 150, 80).Clear()));
        Refused("damaged XML", "broken_workbook", OfRows(Header + Good + "<row r=\"3\"><c r=\"A3\"></row>"));
        Refused("a plain archive", "not_xlsx", Zip([("list.csv", "Phone\n+14155550101\n"u8.ToArray())]));
        Refused("OpenDocument", "not_xlsx", Zip([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()), ("content.xml", "<x/>"u8.ToArray())]), "ods");
        Refused("binary workbook", "not_xlsx", Zip([("xl/workbook.bin", [1, 2, 3])]), "xlsb");
        Refused("old Excel renamed", "not_csv", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]]);
        Refused("with a password", "not_csv", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[90]]);
        Refused("an entity from outside", "broken_workbook", Doctyped("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "&e;"));
        Refused("a billion laughs", "broken_workbook", Doctyped(
            "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>", "&d;"));
        Refused("a document type from the network", "broken_workbook", Doctyped("<!DOCTYPE x SYSTEM \"http://203.0.113.1/x.dtd\">", "x"));
        Refused("tags nested deep", "broken_workbook", OfRows(string.Concat(Enumerable.Repeat("<a>", 3000)) + string.Concat(Enumerable.Repeat("</a>", 3000))));
        Refused("a sheet that is not there", "broken_workbook", new WorkbookBytes { SheetFolder = "elsewhere/" }.Sheet("Data", Header + Good).ToBytes());

        Made("a gigabyte from a megabyte", "zip_bomb", () => Bomb(1L << 30));
        Made("a gigabyte that claims to be small", "broken_workbook", () => Lying(Bomb(1L << 28)));
        Made("seventy thousand entries", "zip_bomb", () => Zip(Enumerable.Range(0, 70_000).Select(i => ($"xl/e{i}.xml", (byte[])[]))));
        Made("an attribute of two megabytes", "cell_too_long", () => new WorkbookBytes()
            .Sheet("S", $"<row r=\"1\" a=\"{new string('>', 2 << 20)}\"><c r=\"A1\"><v>1</v></c></row>").ToBytes(CompressionLevel.Fastest));
        Made("a cell of three megabytes", "cell_too_long", () => new WorkbookBytes().Sheet("S", Row(1, new string('9', 3 << 20))).ToBytes(CompressionLevel.Fastest));
        Made("a hundred thousand different tags", "broken_workbook", () => new WorkbookBytes()
            .Sheet("S", string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<t{i}/>"))).ToBytes(CompressionLevel.Fastest));
        return files;
    }

    private static byte[] Utf16()
    {
        string sheet = $"<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet><sheetData>{Header}{Good}</sheetData></worksheet>";
        return new WorkbookBytes().Sheet("Data", "").ToBytesWith("xl/worksheets/sheet1.xml", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(sheet)]);
    }

    private static byte[] Doctyped(string doctype, string cell)
    {
        string sheet = $"<?xml version=\"1.0\"?>{doctype}<worksheet><sheetData>{Header}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>{cell}</t></is></c></row></sheetData></worksheet>";
        return new WorkbookBytes().Sheet("Data", "").ToBytesWith("xl/worksheets/sheet1.xml", Encoding.UTF8.GetBytes(sheet));
    }

    /// <summary>A sheet of blanks that swells a thousand times.</summary>
    private static byte[] Bomb(long bytes)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] part) in new WorkbookBytes().Sheet("S", "").Parts().Where(p => !p.Name.Contains("sheet1", StringComparison.Ordinal)))
            {
                using Stream small = zip.CreateEntry(name).Open();
                small.Write(part);
            }

            using Stream stream = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            stream.Write("<worksheet><sheetData>"u8);
            byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<row></row>", 95_000)));
            for (long written = 0; written < bytes; written += block.Length)
            {
                stream.Write(block);
            }
        }

        return file.ToArray();
    }

    /// <summary>Writes another unpacked size into the directory: a checker that trusts it reads on without end.</summary>
    private static byte[] Lying(byte[] zip)
    {
        int at = zip.AsSpan().LastIndexOf("xl/worksheets/sheet1.xml"u8) - 46;
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at + 24), 1000);
        return zip;
    }

    private static byte[] Patched(byte[] bytes, Action<byte[]> patch)
    {
        patch(bytes);
        return bytes;
    }
}
