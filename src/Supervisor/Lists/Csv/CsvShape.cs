using System.Text;

namespace CallCenter.Supervisor.Lists.Csv;

/// <summary>How a file is to be read.</summary>
/// <param name="EncodingName">For people and for the upload's row.</param>
/// <param name="SkipLines">Lines before the header: 1 after a spreadsheet's "sep=;", else 0.</param>
/// <param name="Columns">Header cells, trimmed, or "1", "2", ... without a header.</param>
public sealed record CsvShape(Encoding Encoding, string EncodingName, char Separator, bool HasHeader, int SkipLines, IReadOnlyList<string> Columns)
{
    /// <summary>The first rows behind the header, where the file was just looked at.</summary>
    public IReadOnlyList<string[]> Samples { get; init; } = [];
}

/// <summary>Finds separator and header from the first lines of a file.</summary>
public static class CsvShapeDetector
{
    private const int SampleChars = 256 * 1024;
    private const int SampleRows = 50;

    private static readonly char[] _candidates = [',', ';', '\t', '|'];

    /// <summary>Looks at the first rows of <paramref name="file"/>.</summary>
    /// <param name="separator">Null: find out.</param>
    /// <param name="header">Null: find out.</param>
    /// <returns>Null when the file holds no row that can be read, and what is wrong with its first one then.</returns>
    public static async Task<(CsvShape? Shape, CsvFault Fault)> DetectAsync(
        Stream file, Encoding encoding, string encodingName, char? separator, bool? header, CancellationToken ct)
    {
        char[] sample = new char[SampleChars];
        int length;
        using (var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true))
        {
            length = await text.ReadBlockAsync(sample, ct);
        }

        int skip = 0;
        string head = new string(sample, 0, length).TrimStart('\uFEFF');
        if (head.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && head.Length > 5 && head[5] is '\r' or '\n')
        {
            separator ??= head[4];
            skip = 1;
            head = head[(head.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        }

        char chosen = separator ?? await SeparatorAsync(head, ct);
        List<string[]> rows = await RowsAsync(head, chosen, SampleRows, ct);
        if (rows.Count == 0)
        {
            return (null, await FirstFaultAsync(head, chosen, ct));
        }

        bool hasHeader = header ?? LooksLikeHeader(rows);
        string[] columns = hasHeader
            ? [.. rows[0].Select(c => c.Trim())]
            : [.. rows[0].Select((_, i) => (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))];
        List<string[]> samples = hasHeader ? rows[1..] : rows;
        return (new CsvShape(encoding, encodingName, chosen, hasHeader, skip, WithoutTrailingBlanks(columns, samples)) { Samples = samples }, CsvFault.None);
    }

    /// <summary>The candidate that cuts the most rows into the same number of cells, at least two; comma when none does.</summary>
    private static async Task<char> SeparatorAsync(string head, CancellationToken ct)
    {
        (char Separator, double Score) best = (',', 0);
        foreach (char candidate in _candidates)
        {
            List<string[]> rows = await RowsAsync(head, candidate, SampleRows, ct);
            var widths = rows.GroupBy(r => r.Length).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).FirstOrDefault();
            if (widths is null || widths.Key < 2)
            {
                continue;
            }

            // Agreement counts first, width only between equals: "1,5;2,5;3,5" is cut by the semicolon.
            double score = ((double)widths.Count() / rows.Count) + (Math.Min(widths.Key, 100) / 1000.0);
            best = score > best.Score ? (candidate, score) : best;
        }

        return best.Separator;
    }

    private static async Task<List<string[]>> RowsAsync(string head, char separator, int count, CancellationToken ct)
    {
        var rows = new List<string[]>();
        var reader = new CsvRowReader(new StringReader(head), separator);
        while (rows.Count < count && await reader.ReadAsync(ct))
        {
            if (!reader.Current.IsBlank && reader.Current.Fault == CsvFault.None)
            {
                rows.Add(reader.Current.Cells);
            }
        }

        if (rows.Count > 1 && head.Length >= SampleChars - 4)
        {
            rows.RemoveAt(rows.Count - 1); // may be cut off
        }

        return rows;
    }

    /// <summary>A header names columns: it holds a name we know, or no telephone number where the row below has one.</summary>
    private static bool LooksLikeHeader(List<string[]> rows)
        => !rows[0].Any(LooksLikeNumber)
            && (rows[0].Any(c => ColumnNames.Guess(c) is not null) || (rows.Count > 1 && rows[1].Any(LooksLikeNumber)));

    private static bool LooksLikeNumber(string cell)
        => cell.Count(char.IsAsciiDigit) >= 6 && !cell.Any(char.IsLetter);

    private static async Task<CsvFault> FirstFaultAsync(string head, char separator, CancellationToken ct)
    {
        using var reader = new CsvRowReader(new StringReader(head), separator);
        return await reader.ReadAsync(ct) ? reader.Current.Fault : CsvFault.None;
    }

    /// <summary>Columns at the end without heading and without a cell: separators that spreadsheets write.</summary>
    private static string[] WithoutTrailingBlanks(string[] columns, List<string[]> samples)
    {
        int length = columns.Length;
        while (length > 1 && columns[length - 1].Length == 0 && samples.TrueForAll(r => r.Length < length || string.IsNullOrWhiteSpace(r[length - 1])))
        {
            length--;
        }

        return columns[..length];
    }
}
