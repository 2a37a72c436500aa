using System.Text;
using System.Text.Json;
using CallCenter.Supervisor.Lists.Csv;
using CallCenter.Supervisor.Lists.Sheets;

namespace CallCenter.Supervisor.Lists;

/// <summary>A file that can be imported: how it is read and what its columns fill.</summary>
public sealed record InspectedFile(CsvShape Shape, ColumnMapping Mapping)
{
    /// <summary>For the upload's row.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new StoredMapping(
            Mapping.Targets.ToDictionary(t => (t.Column + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), t => t.Target.ToString(), StringComparer.Ordinal),
            Shape.EncodingName,
            Shape.Separator.ToString(),
            Shape.HasHeader,
            Shape.SkipLines),
        MappingJson.Default.StoredMapping);

    /// <summary>The rows behind the header.</summary>
    /// <param name="file">At its beginning; it stays the caller's.</param>
    public async Task<CsvRowReader> OpenRowsAsync(Stream file, CancellationToken ct)
    {
        var reader = new CsvRowReader(
            new StreamReader(file, Shape.Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true), Shape.Separator)
        {
            CountRecords = IsSheet(Shape.EncodingName),
        };
        for (int skip = Shape.SkipLines + (Shape.HasHeader ? 1 : 0); skip > 0 && await reader.ReadAsync(ct);)
        {
            skip -= reader.Current.IsBlank || reader.Current.Fault != CsvFault.None ? 0 : 1;
        }

        reader.ExpectedCells = Shape.Columns.Count;
        return reader;
    }

    private static bool IsSheet(string encoding) => encoding.Equals(SheetConverter.EncodingName, StringComparison.Ordinal);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="columns">The header as stored with the upload.</param>
    public static InspectedFile FromJson(string json, IReadOnlyList<string> columns)
    {
        StoredMapping stored = JsonSerializer.Deserialize(json, MappingJson.Default.StoredMapping)!;
        var shape = new CsvShape(IsSheet(stored.Encoding) ? Encoding.UTF8 : EncodingDetector.ByName(stored.Encoding)!, stored.Encoding, stored.Separator[0], stored.Header, stored.SkipLines, columns);
        CsvShape byNumber = shape with { HasHeader = false, Columns = [.. Enumerable.Range(1, columns.Count).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture))] };
        (ColumnMapping? mapping, MappingFault? fault) = ColumnMapping.From(stored.Columns, byNumber);
        return new InspectedFile(shape, mapping ?? throw new InvalidDataException(fault!.Message));
    }
}

/// <summary>Looks at a file before it is queued, so that a wrong mapping is told at once and by name.</summary>
public static class FileInspection
{
    /// <summary>Reads the file once for its encoding and its first rows.</summary>
    /// <param name="file">Left at no particular place.</param>
    /// <param name="sheet">It was made from a spreadsheet: encoding and separator are ours.</param>
    public static async Task<(InspectedFile? File, MappingFault? Fault)> InspectAsync(Stream file, MappingRequest request, bool sheet, CancellationToken ct)
    {
        (CsvShape? shape, MappingFault? fault) = await ShapeAsync(file, request, sheet, ct);
        if (shape is null)
        {
            return (null, fault);
        }

        (ColumnMapping? mapping, fault) = Map(shape, request);
        return mapping is null ? (null, fault) : (new InspectedFile(shape, mapping), null);
    }

    /// <summary>What the request says of the columns, or what their names and cells do.</summary>
    public static (ColumnMapping? Mapping, MappingFault? Fault) Map(CsvShape shape, MappingRequest request)
        => request.Columns is { Count: > 0 } columns ? ColumnMapping.From(columns, shape) : ColumnMapping.Guess(shape);

    /// <summary>How the file is to be read, apart from what its columns mean.</summary>
    public static async Task<(CsvShape? Shape, MappingFault? Fault)> ShapeAsync(Stream file, MappingRequest request, bool sheet, CancellationToken ct)
    {
        if (SeparatorOf(request.Separator) is not { } separator)
        {
            return (null, new("invalid_separator", "mapping.separator", $"'{request.Separator}' is no separator: one of \"auto\", \",\", \";\", \"|\", \"tab\" or another single character."));
        }

        (Encoding? encoding, string name, MappingFault? fault) = sheet ? (Encoding.UTF8, SheetConverter.EncodingName, null) : await EncodingAsync(file, request.Encoding, ct);
        if (encoding is null)
        {
            return (null, fault);
        }

        file.Position = 0;
        (CsvShape? shape, CsvFault wrong) = await CsvShapeDetector.DetectAsync(file, encoding, name, sheet ? ',' : separator == '\0' ? null : separator, request.Header, ct);
        return shape is not null ? (shape, null)
            : wrong == CsvFault.None ? (null, new("empty_file", "file", "The file holds no row."))
            : (null, new(LeadRowReader.Code(wrong), "file", LeadRowReader.Reason(wrong)));
    }

    private static async Task<(Encoding? Encoding, string Name, MappingFault? Fault)> EncodingAsync(Stream file, string wanted, CancellationToken ct)
    {
        file.Position = 0;
        DetectedEncoding detected = await EncodingDetector.DetectAsync(file, ct);
        if (detected.NotText is { } what)
        {
            return (null, "", new("not_csv", "file", $"This is {what}, not a text file: save it as CSV or XLSX."));
        }

        if (wanted.Equals("auto", StringComparison.OrdinalIgnoreCase))
        {
            return (detected.Encoding, detected.Name, null);
        }

        return EncodingDetector.ByName(wanted) is { } encoding
            ? (encoding, wanted.ToLowerInvariant(), null)
            : (null, "", new("unknown_encoding", "mapping.encoding", $"'{wanted}' is no encoding known here: auto, {string.Join(", ", EncodingDetector.Names)}."));
    }

    /// <returns>NUL for "auto", null for nonsense.</returns>
    private static char? SeparatorOf(string text) => text switch
    {
        _ when text.Equals("auto", StringComparison.OrdinalIgnoreCase) => '\0',
        _ when text.Equals("tab", StringComparison.OrdinalIgnoreCase) || text is "\\t" => '\t',
        { Length: 1 } when text[0] is not ('"' or '\r' or '\n' or '\0') && !char.IsLetterOrDigit(text[0]) => text[0],
        _ => null,
    };
}
