using System.Globalization;
using System.Xml;

namespace CallCenter.Supervisor.Lists.Sheets;

/// <summary>A sheet of a workbook.</summary>
/// <param name="Part">Its file in the archive.</param>
internal sealed record Sheet(string Name, string Part, bool Hidden);

/// <summary>An Excel workbook (ECMA-376): its sheets, and their rows as texts.</summary>
internal sealed class Workbook : IDisposable
{
    private const int MaxSheets = 1000;

    private readonly WorkbookPackage _package;
    private readonly bool _from1904;

    private Workbook(WorkbookPackage package, IReadOnlyList<Sheet> sheets, bool from1904) => (_package, Sheets, _from1904) = (package, sheets, from1904);

    /// <summary>In the order of the tabs, hidden ones included; at least one.</summary>
    public IReadOnlyList<Sheet> Sheets { get; }

    /// <param name="file">Stays the caller's.</param>
    /// <exception cref="SheetFaultException">It is no workbook that can be read.</exception>
    public static Workbook Open(Stream file)
    {
        WorkbookPackage package = WorkbookPackage.Open(file);
        try
        {
            if (package.Has("xl/workbook.bin"))
            {
                throw new SheetFaultException("not_xlsx", "This is a binary Excel workbook (XLSB): save it as XLSX or CSV.");
            }

            string main = Related(package, "_rels/.rels", "").Values.FirstOrDefault(r => r.Type.EndsWith("/officeDocument", StringComparison.Ordinal))?.Part ?? "xl/workbook.xml";
            using XmlReader xml = package.Read(main)
                ?? throw new SheetFaultException("not_xlsx", package.Has("mimetype") ? "This is an OpenDocument file: save it as XLSX or CSV." : "This is a ZIP archive, not an Excel workbook: unpack it and upload the file in it.");
            string folder = main.Contains('/', StringComparison.Ordinal) ? main[..(main.LastIndexOf('/') + 1)] : "";
            Dictionary<string, Relation> parts = Related(package, $"{folder}_rels/{main[folder.Length..]}.rels", folder);
            (List<Sheet> sheets, bool from1904) = ReadSheets(xml, parts);
            return sheets.Count > 0
                ? new Workbook(package, sheets, from1904)
                : throw new SheetFaultException("not_xlsx", "The workbook has no sheet.");
        }
        catch (XmlException e)
        {
            package.Dispose();
            throw new SheetFaultException("broken_workbook", "The workbook's XML cannot be read: it is damaged, or holds what no spreadsheet writes.", e);
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    /// <summary>The rows of a sheet; blank ones between them are there as empty rows.</summary>
    public SheetRows OpenRows(Sheet sheet, CancellationToken ct)
    {
        XmlReader rows = _package.Read(sheet.Part) ?? throw new SheetFaultException("broken_workbook", $"The sheet '{sheet.Name}' is missing from the workbook.");
        try
        {
            string folder = sheet.Part[..(sheet.Part.IndexOf('/', StringComparison.Ordinal) + 1)];
            using XmlReader? styles = _package.Read(folder + "styles.xml");
            using XmlReader? texts = _package.Read(folder + "sharedStrings.xml");
            return new SheetRows(rows, CellFormats.Read(styles), SharedTexts.Read(texts, ct), _from1904);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public void Dispose() => _package.Dispose();

    private static (List<Sheet> Sheets, bool From1904) ReadSheets(XmlReader xml, Dictionary<string, Relation> parts)
    {
        var sheets = new List<Sheet>();
        bool from1904 = false;
        while (WorkbookPackage.NextElement(xml))
        {
            if (xml.LocalName is "workbookPr")
            {
                from1904 = xml.GetAttribute("date1904") is "1" or "true";
            }
            else if (xml.LocalName is "sheet" && sheets.Count < MaxSheets && Id(xml) is { } id && parts.TryGetValue(id, out Relation? relation)
                && relation.Type.EndsWith("/worksheet", StringComparison.Ordinal))
            {
                string name = xml.GetAttribute("name") ?? string.Create(CultureInfo.InvariantCulture, $"Sheet{sheets.Count + 1}");
                sheets.Add(new Sheet(name.Length <= 200 ? name : name[..200], relation.Part, xml.GetAttribute("state") is "hidden" or "veryHidden"));
            }
        }

        return (sheets, from1904);
    }

    /// <summary>The attribute r:id, in whichever namespace the writer's standard puts it.</summary>
    private static string? Id(XmlReader xml)
        => xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
            ?? xml.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");

    /// <summary>Relations by id; those that point outside the archive are left out.</summary>
    private static Dictionary<string, Relation> Related(WorkbookPackage package, string part, string folder)
    {
        var related = new Dictionary<string, Relation>(StringComparer.Ordinal);
        using XmlReader? xml = package.Read(part);
        while (xml is not null && related.Count < MaxSheets * 4 && WorkbookPackage.NextElement(xml))
        {
            if (xml.LocalName is "Relationship" && xml.GetAttribute("TargetMode") is not "External"
                && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
            {
                related.TryAdd(id, new Relation(xml.GetAttribute("Type") ?? "", target.StartsWith('/') ? target[1..] : folder + target));
            }
        }

        return related;
    }

    private sealed record Relation(string Type, string Part);
}
