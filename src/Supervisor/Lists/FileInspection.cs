using System.Text;
using System.Text.Json;
using CallCenter.Supervisor.Lists.Csv;

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
            new StreamReader(file, Shape.Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true), Shape.Separator);
        for (int skip = Shape.SkipLines + (Shape.HasHeader ? 1 : 0); skip > 0 && await reader.ReadAsync(ct);)
        {
            skip -= reader.Current.IsBlank || reader.Current.Fault != CsvFault.None ? 0 : 1;
        }

        reader.ExpectedCells = Shape.Columns.Count;
        return reader;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="columns">The header as stored with the upload.</param>
    public static InspectedFile FromJson(string json, IReadOnlyList<string> columns)
    {
        StoredMapping stored = JsonSerializer.Deserialize(json, MappingJson.Default.StoredMapping)!;
        var shape = new CsvShape(EncodingDetector.ByName(stored.Encoding)!, stored.Encoding, stored.Separator[0], stored.Header, stored.SkipLines, columns);
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
    public static async Task<(InspectedFile? File, MappingFault? Fault)> InspectAsync(Stream file, MappingRequest request, CancellationToken ct)
    {
        if (SeparatorOf(request.Separator) is not { } separator)
        {
            return (null, new("invalid_separator", "mapping.separator", $"'{request.Separator}' is no separator: one of \"auto\", \",\", \";\", \"|\", \"tab\" or another single character."));
        }

        file.Position = 0;
        DetectedEncoding detected = await EncodingDetector.DetectAsync(file, ct);
        if (detected.NotText is { } what)
        {
            return (null, new("not_csv", "file", $"This is {what}, not a text file: save it as CSV."));
        }

        Encoding? encoding = detected.Encoding;
        string name = detected.Name;
        if (!request.Encoding.Equals("auto", StringComparison.OrdinalIgnoreCase))
        {
            encoding = EncodingDetector.ByName(request.Encoding);
            name = request.Encoding.ToLowerInvariant();
        }

        if (encoding is null)
        {
            return (null, new("unknown_encoding", "mapping.encoding", $"'{request.Encoding}' is no encoding known here: auto, {string.Join(", ", EncodingDetector.Names)}."));
        }

        file.Position = 0;
        CsvShape? shape = await CsvShapeDetector.DetectAsync(file, encoding, name, separator == '\0' ? null : separator, request.Header, ct);
        if (shape is null)
        {
            return (null, new("empty_file", "file", "The file holds no row."));
        }

        (ColumnMapping? mapping, MappingFault? fault) = request.Columns is { Count: > 0 } columns
            ? ColumnMapping.From(columns, shape)
            : ColumnMapping.Guess(shape);
        return mapping is null ? (null, fault) : (new InspectedFile(shape, mapping), null);
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
