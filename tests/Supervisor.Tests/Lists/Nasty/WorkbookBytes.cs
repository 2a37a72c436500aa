using System.IO.Compression;
using System.Text;

namespace CallCenter.Supervisor.Tests.Lists.Nasty;

/// <summary>Puts workbooks together part by part, so that each part can be wrong.</summary>
internal sealed class WorkbookBytes
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private readonly List<(string Name, byte[] Bytes)> _parts = [];
    private readonly List<(string Name, string State)> _sheets = [];

    public string Namespace { get; init; } = Main;

    public string Relations { get; init; } = Office;

    public string WorkbookProperties { get; init; } = "";

    public string SheetFolder { get; init; } = "worksheets/";

    /// <summary>A workbook of one sheet with these rows of XML.</summary>
    public static byte[] OfRows(string rows, string? strings = null, string? styles = null)
        => new WorkbookBytes().Sheet("Sheet1", rows).Strings(strings).Styles(styles).ToBytes();

    /// <summary>A row of texts; a cell that begins with "#" is a number.</summary>
    public static string Row(int number, params string?[] cells)
        => $"<row r=\"{number}\">{string.Concat(cells.Select((c, i) => c is null ? "" : c.StartsWith('#') ? Number(i, number, c[1..]) : Text(i, number, c)))}</row>";

    public static string Text(int column, int row, string text) => $"<c r=\"{Column(column)}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>";

    public static string Number(int column, int row, string value, int style = 0) => $"<c r=\"{Column(column)}{row}\" s=\"{style}\"><v>{value}</v></c>";

    public static string Column(int column) => column < 26 ? ((char)('A' + column)).ToString() : Column((column / 26) - 1) + (char)('A' + (column % 26));

    public WorkbookBytes Sheet(string name, string rows, string state = "visible")
    {
        _sheets.Add((name, state));
        return Part($"xl/worksheets/sheet{_sheets.Count}.xml", $"<worksheet xmlns=\"{Namespace}\"><sheetData>{rows}</sheetData></worksheet>");
    }

    public WorkbookBytes Strings(string? items) => items is null ? this : Part("xl/sharedStrings.xml", $"<sst xmlns=\"{Namespace}\">{items}</sst>");

    public WorkbookBytes Styles(string? styles) => styles is null ? this : Part("xl/styles.xml", $"<styleSheet xmlns=\"{Namespace}\">{styles}</styleSheet>");

    public WorkbookBytes Part(string name, string xml) => Part(name, Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml));

    public WorkbookBytes Part(string name, byte[] bytes)
    {
        _parts.Add((name, bytes));
        return this;
    }

    public byte[] ToBytes(CompressionLevel level = CompressionLevel.NoCompression) => Zip(Parts(), level);

    /// <summary>With one part as it is given.</summary>
    public byte[] ToBytesWith(string part, byte[] bytes) => Zip(Parts().Select(p => string.Equals(p.Name, part, StringComparison.Ordinal) ? (p.Name, bytes) : p));

    public IReadOnlyList<(string Name, byte[] Bytes)> Parts()
    {
        string sheets = string.Concat(_sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" state=\"{s.State}\" r:id=\"rId{i + 1}\"/>"));
        string relations = string.Concat(_sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Relations}/worksheet\" Target=\"{SheetFolder}sheet{i + 1}.xml\"/>"));
        Part("xl/workbook.xml", $"<workbook xmlns=\"{Namespace}\" xmlns:r=\"{Relations}\">{WorkbookProperties}<sheets>{sheets}</sheets></workbook>");
        Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}<Relationship Id=\"rId900\" Type=\"{Relations}/externalLink\" Target=\"http://203.0.113.1/evil.xlsx\" TargetMode=\"External\"/></Relationships>");
        Part("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        return _parts;
    }

    public static byte[] Zip(IEnumerable<(string Name, byte[] Bytes)> parts, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in parts)
            {
                ZipArchiveEntry entry = zip.CreateEntry(name, level);
                entry.LastWriteTime = new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero);
                using Stream stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
