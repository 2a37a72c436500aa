using System.Text.Json.Serialization;
using CallCenter.Data.Lists;
using CallCenter.Domain;

namespace CallCenter.Supervisor.Lists;

/// <summary>What a column of a file seems to hold.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ColumnKind>))]
public enum ColumnKind
{
    Empty,
    Text,
    Phone,
    Email,
    Date,
    Number,
}

/// <summary>What would become of a row.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RowVerdict>))]
public enum RowVerdict
{
    /// <summary>It becomes a lead.</summary>
    New,

    /// <summary>It changes what is there.</summary>
    Update,

    /// <summary>It is left out: the number is there already.</summary>
    Duplicate,

    /// <summary>It cannot be read; the code says why.</summary>
    Rejected,
}

/// <summary>A column of a file.</summary>
/// <param name="Target">The field it fills, or null.</param>
/// <param name="Guess">The field its heading or its cells suggest, or null.</param>
/// <param name="Samples">A few different cells.</param>
public sealed record ColumnView(string Name, ColumnKind Kind, string? Target, string? Guess, IReadOnlyList<string> Samples);

/// <summary>A number as it would be stored.</summary>
/// <param name="TimeZones">Where it may lie; empty: unknown.</param>
/// <param name="DoNotCall">It is on the company's do-not-call list.</param>
public sealed record PreviewNumber(string Number, string Type, string? Country, IReadOnlyList<string> TimeZones, bool DoNotCall);

/// <summary>One of the first rows of a file.</summary>
/// <param name="Row">As the file counts it, from 1.</param>
/// <param name="Code">Of a rejected row: stable, snake_case.</param>
/// <param name="InFile">A duplicate of an earlier row of the file.</param>
public sealed record PreviewRow(
    long Row, IReadOnlyList<string> Cells, RowVerdict Verdict, string? Code, string? Reason, string? Name, IReadOnlyList<PreviewNumber> Numbers, bool InFile);

/// <summary>Why a file cannot be imported as it is mapped.</summary>
public sealed record PreviewFault(string Code, string Field, string Message);

/// <summary>A file that waits, as it would be read.</summary>
/// <param name="Kind">"csv" or "xlsx".</param>
/// <param name="Remembered">The mapping is that of an earlier file with these headings.</param>
/// <param name="Fault">Null when it can be imported.</param>
public sealed record FilePreview(
    string Id,
    ListId ListId,
    string FileName,
    long Bytes,
    string Kind,
    string Encoding,
    string? Separator,
    bool Header,
    string? Sheet,
    IReadOnlyList<string> Sheets,
    bool Remembered,
    IReadOnlyList<ColumnView> Columns,
    IReadOnlyList<PreviewRow> Rows,
    PreviewFault? Fault,
    DateTimeOffset CreatedAt);

/// <summary>How a file is to be read and what becomes of duplicates; absent members are found out.</summary>
public sealed record PreviewRequest(
    IReadOnlyDictionary<string, string>? Columns = null,
    string Encoding = "auto",
    string Separator = "auto",
    bool? Header = null,
    string? Sheet = null,
    DuplicateMode Duplicates = DuplicateMode.Skip,
    DuplicateScope DuplicateScope = DuplicateScope.List)
{
    internal MappingRequest ToMapping() => new()
    {
        Columns = Columns is null ? null : new Dictionary<string, string>(Columns, StringComparer.Ordinal),
        Encoding = Encoding,
        Separator = Separator,
        Header = Header,
        Sheet = Sheet,
    };
}
