using System.Text.Json;
using System.Text.Json.Serialization;
using CallCenter.Data.Lists;

namespace CallCenter.Supervisor.Lists;

/// <summary>The form field <c>mapping</c> of an upload (design.md, fixed points).</summary>
public sealed record MappingRequest
{
    // Setters, not initialisers: generated JSON code fills initialisers that are absent with null.

    /// <summary>Column (heading, or number from "1" without a header) to field; null or empty: guess from the headings.</summary>
    public Dictionary<string, string>? Columns { get; set; }

    /// <summary>"auto" or a name.</summary>
    public string Encoding { get; set; } = "auto";

    /// <summary>"auto", one character, or "tab".</summary>
    public string Separator { get; set; } = "auto";

    /// <summary>Null: find out.</summary>
    public bool? Header { get; set; }

    /// <summary>Of a workbook: the sheet's name; null: the first one that holds something.</summary>
    public string? Sheet { get; set; }

    /// <summary>Reads the field; member names in any case.</summary>
    /// <exception cref="JsonException">It is no such object.</exception>
    public static MappingRequest Parse(string? json)
        => string.IsNullOrWhiteSpace(json)
            ? new MappingRequest()
            : JsonSerializer.Deserialize(json, MappingJson.Default.MappingRequest) ?? new MappingRequest();
}

/// <summary>How an upload's file is read, as stored with it: everything is decided.</summary>
/// <param name="Columns">Column to field.</param>
public sealed record StoredMapping(IReadOnlyDictionary<string, string> Columns, string Encoding, string Separator, bool Header, int SkipLines);

/// <summary>What to do with an upload's rows.</summary>
public sealed record UploadChoices(DuplicateMode Duplicates = DuplicateMode.Skip, DuplicateScope Scope = DuplicateScope.List, bool DryRun = false);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNameCaseInsensitive = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(MappingRequest))]
[JsonSerializable(typeof(StoredMapping))]
internal sealed partial class MappingJson : JsonSerializerContext;
