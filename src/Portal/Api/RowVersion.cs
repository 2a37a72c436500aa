using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Portal.Api;

/// <summary>The version of a row as HTTP carries it: ETag in answers, If-Match (or the body's member <c>version</c>) in edits.</summary>
public static class RowVersion
{
    /// <summary>Puts the version into the answer.</summary>
    public static void Tag(HttpContext context, int version)
        => context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version the asker saw by header If-Match; null without one.</summary>
    /// <exception cref="BadHttpRequestException">It is no version.</exception>
    public static int? Expected(HttpRequest request)
    {
        string text = request.Headers.IfMatch.ToString().Trim('"', ' ');
        if (text.Length == 0 || text is "*")
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            ? version
            : throw new BadHttpRequestException("If-Match: the version in quotes.");
    }

    /// <summary>The same, or the member <c>version</c> of the body.</summary>
    /// <exception cref="BadHttpRequestException">It is no version.</exception>
    public static int? Expected(HttpRequest request, JsonElement patch)
    {
        if (Expected(request) is { } version)
        {
            return version;
        }

        if (patch.ValueKind != JsonValueKind.Object || !patch.TryGetProperty("version", out JsonElement member))
        {
            return null;
        }

        return member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out int seen)
            ? seen
            : throw new BadHttpRequestException("version: a whole number.");
    }
}
