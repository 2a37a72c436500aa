using System.Text;
using System.Xml;
using CallCenter.Supervisor.Lists.Csv;

namespace CallCenter.Supervisor.Lists.Sheets;

/// <summary>What a workbook became.</summary>
/// <param name="Sheets">Names of its visible sheets, or of all when none is visible.</param>
/// <param name="Sheet">The one that was read.</param>
public sealed record ConvertedSheet(IReadOnlyList<string> Sheets, string Sheet);

/// <summary>
/// Writes a sheet of a workbook as CSV, a record for each of its rows: everything behind (preview, dry run, import) then reads text only,
/// as often as it likes, and the archive is unpacked once.
/// </summary>
public static class SheetConverter
{
    /// <summary>The name under which converted files go, where others have their encoding.</summary>
    public const string EncodingName = "xlsx";

    private const long MaxBytes = 1L << 30;
    private const int MaxCellChars = 5_000;
    private static readonly CsvLimits Limits = new();

    /// <summary>True when the file begins as a ZIP archive does.</summary>
    public static bool LooksLikeArchive(Stream file)
    {
        Span<byte> head = stackalloc byte[4];
        file.Position = 0;
        bool archive = file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head.SequenceEqual((ReadOnlySpan<byte>)[0x50, 0x4B, 0x03, 0x04]);
        file.Position = 0;
        return archive;
    }

    /// <summary>Converts one sheet.</summary>
    /// <param name="name">The sheet's name; null: the first visible one that holds something.</param>
    /// <returns>The sheet, or what is wrong with the file.</returns>
    public static async Task<(ConvertedSheet? Sheet, MappingFault? Fault)> ConvertAsync(Stream workbook, Stream csv, string? name, CancellationToken ct)
    {
        try
        {
            return (await Task.Run(() => Convert(workbook, csv, name, ct), ct), null);
        }
        catch (SheetFaultException e)
        {
            return (null, new MappingFault(e.Code, e.Code is "missing_sheet" ? "mapping.sheet" : "file", e.Message));
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or EndOfStreamException)
        {
            return (null, new MappingFault("broken_workbook", "file", "The workbook cannot be read: it is damaged. Open and save it again, or save it as CSV."));
        }
    }

    private static ConvertedSheet Convert(Stream file, Stream csv, string? name, CancellationToken ct)
    {
        using Workbook workbook = Workbook.Open(file);
        Sheet[] visible = [.. workbook.Sheets.Where(s => !s.Hidden)];
        Sheet[] offered = visible.Length > 0 ? visible : [.. workbook.Sheets];
        string[] names = [.. offered.Select(s => s.Name)];
        if (name is not null)
        {
            Sheet wanted = workbook.Sheets.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new SheetFaultException("missing_sheet", $"The workbook has no sheet '{name}'. It has: {string.Join(", ", names.Take(20))}.");
            Write(workbook, wanted, csv, ct);
            return new ConvertedSheet(names, wanted.Name);
        }

        // Many workbooks begin with an empty sheet, or a cover page; looking at a few is cheap.
        foreach (Sheet sheet in offered.Take(10))
        {
            if (Write(workbook, sheet, csv, ct) > 0)
            {
                return new ConvertedSheet(names, sheet.Name);
            }

            csv.SetLength(0);
        }

        return new ConvertedSheet(names, offered[0].Name);
    }

    /// <returns>Rows that held something.</returns>
    private static int Write(Workbook workbook, Sheet sheet, Stream csv, CancellationToken ct)
    {
        using SheetRows rows = workbook.OpenRows(sheet, ct);
        using var text = new StreamWriter(csv, new UTF8Encoding(false), 64 * 1024, leaveOpen: true);
        int width = 0, written = 0, filled = 0;
        var line = new StringBuilder();
        while (rows.Read(Limits.MaxColumns))
        {
            ct.ThrowIfCancellationRequested();
            if (rows.Cells.Count == 0 && !rows.TooWide)
            {
                continue;
            }

            for (; written < rows.Number - 1; written++)
            {
                text.Write('\n');
            }

            width = width == 0 ? rows.Cells.Count : width;
            Line(rows, width, line);
            foreach (ReadOnlyMemory<char> chunk in line.GetChunks())
            {
                text.Write(chunk.Span);
            }

            written++;
            filled++;
            if (csv.Position > MaxBytes)
            {
                throw new SheetFaultException("zip_bomb", "The sheet holds more than a gigabyte of text.");
            }
        }

        return filled;
    }

    /// <summary>A row as a record of one width, so that a spreadsheet's missing cells at the end are empty ones.</summary>
    private static void Line(SheetRows rows, int width, StringBuilder line)
    {
        line.Clear();
        if (rows.TooWide)
        {
            // Refused as what it is: a record of too many columns, on one line.
            line.Append(',', Limits.MaxColumns).Append("x\n");
            return;
        }

        for (int i = 0; i < Math.Max(width, rows.Cells.Count); i++)
        {
            line.Append(i == 0 ? "" : ",");
            string cell = i < rows.Cells.Count ? rows.Cells[i] : "";
            if (cell.Length > 0)
            {
                // Longer than any field takes: it is refused for its length there, not here.
                line.Append('"').Append(cell.Length <= MaxCellChars ? cell : cell[..MaxCellChars]).Replace("\"", "\"\"", line.Length - Math.Min(cell.Length, MaxCellChars), Math.Min(cell.Length, MaxCellChars)).Append('"');
            }
        }

        if (line.Length >= Limits.MaxRowChars)
        {
            line.Clear().Append('x', Limits.MaxRowChars + 1);
        }

        line.Append('\n');
    }
}
