using System.Text;
using System.Text.Json;
using CallCenter.Data.Lists;
using CallCenter.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CallCenter.Supervisor.Lists;

/// <summary>The multipart form of an upload as OpenAPI shows it.</summary>
/// <param name="File">The CSV or XLSX file.</param>
/// <param name="Mapping">JSON: {"columns": {"Phone": "phone1"}, "encoding": "auto", "separator": "auto", "header": true}.</param>
/// <param name="Duplicates">skip, update or merge.</param>
/// <param name="DuplicateScope">file, list, campaign or all.</param>
/// <param name="DryRun">true or false.</param>
/// <param name="FileId">A file that waits, in place of file.</param>
public sealed record UploadFields(IFormFile? File, string? Mapping, string? Duplicates, string? DuplicateScope, bool? DryRun, string? FileId);

/// <summary>A multipart form, read as it arrives: its file goes to disk, never to memory.</summary>
/// <param name="Stored">Name among <see cref="UploadFiles"/>; null when the form had no file.</param>
/// <param name="Values">The other fields.</param>
internal sealed record UploadForm(string? Stored, string FileName, IReadOnlyDictionary<string, string> Values)
{
    private const int MaxValueBytes = 256 * 1024;
    private const int MaxParts = 32;

    /// <summary>Reads the form.</summary>
    /// <exception cref="BadHttpRequestException">It is no such form.</exception>
    public static async Task<UploadForm> ReadAsync(HttpRequest request, UploadFiles files, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            throw new BadHttpRequestException("Send multipart/form-data.", StatusCodes.Status415UnsupportedMediaType);
        }

        string? stored = null;
        string fileName = "upload.csv";
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        bool whole = false;
        try
        {
            var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 16 * 1024 };
            int parts = 0;
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                if (++parts > MaxParts || !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? about))
                {
                    throw new BadHttpRequestException("The form cannot be read.");
                }

                string name = HeaderUtilities.RemoveQuotes(about.Name).Value ?? "";
                if (name.Equals("file", StringComparison.OrdinalIgnoreCase) && stored is null)
                {
                    fileName = (HeaderUtilities.RemoveQuotes(about.FileNameStar).Value ?? HeaderUtilities.RemoveQuotes(about.FileName).Value) is { Length: > 0 } given ? given : fileName;
                    await using FileStream file = files.Create(out stored);
                    await section.Body.CopyToAsync(file, ct);
                }
                else
                {
                    values[name] = await ValueAsync(name, section.Body, ct);
                }
            }

            whole = true;
            return new UploadForm(stored, fileName, values);
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form cannot be read.", e);
        }
        finally
        {
            if (!whole && stored is not null)
            {
                files.Remove(stored);
            }
        }
    }

    /// <summary>The field <c>mapping</c>.</summary>
    /// <exception cref="BadHttpRequestException">It is not the JSON expected.</exception>
    public MappingRequest Mapping()
    {
        try
        {
            return MappingRequest.Parse(Values.GetValueOrDefault("mapping"));
        }
        catch (JsonException e)
        {
#pragma warning disable MA0054 // with the inner exception the answer would name its path as a field of the request
            throw new BadHttpRequestException($"mapping: is not the JSON of a mapping{(e.Path is { Length: > 2 } path ? $" (at {path[2..]})" : "")}.");
#pragma warning restore MA0054
        }
    }

    /// <summary>The field <c>fileId</c>: a file that waits, in place of <c>file</c>.</summary>
    public long? FileId() => Values.GetValueOrDefault("fileId") is not { Length: > 0 } text ? null
        : long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long id) ? id
        : throw new BadHttpRequestException("fileId: take it from the file that waits.");

    /// <summary>Removes the file that came with the form.</summary>
    public void Discard(UploadFiles files)
    {
        if (Stored is { } stored)
        {
            files.Remove(stored);
        }
    }

    /// <summary>The fields <c>duplicates</c>, <c>duplicateScope</c> and <c>dryRun</c>.</summary>
    /// <exception cref="BadHttpRequestException">One has a value it cannot have.</exception>
    public UploadChoices Choices()
        => new(Word("duplicates", DuplicateMode.Skip), Word("duplicateScope", DuplicateScope.List), Flag("dryRun"));

    private T Word<T>(string field, T absent)
        where T : struct, Enum
    {
        if (Values.GetValueOrDefault(field)?.Trim() is not { Length: > 0 } text)
        {
            return absent;
        }

        return Array.Find(Enum.GetValues<T>(), v => v.Word().Equals(text, StringComparison.OrdinalIgnoreCase)) is var value && value.Word().Equals(text, StringComparison.OrdinalIgnoreCase)
            ? value
            : throw new BadHttpRequestException($"{field}: one of {string.Join(", ", Enum.GetValues<T>().Select(v => v.Word()))}.");
    }

    /// <summary>A field's text, or null when it is empty.</summary>
    public string? Text(string field) => Values.GetValueOrDefault(field)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A field that is true or false; absent is false.</summary>
    public bool Flag(string field) => Values.GetValueOrDefault(field)?.Trim().ToLowerInvariant() switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => throw new BadHttpRequestException($"{field}: true or false."),
    };

    private static async Task<string> ValueAsync(string name, Stream body, CancellationToken ct)
    {
        byte[] buffer = new byte[MaxValueBytes + 1];
        int length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length <= MaxValueBytes
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw new BadHttpRequestException($"{(name.Length <= 30 ? name : "field")}: at most {MaxValueBytes / 1024} KiB.");
    }
}
