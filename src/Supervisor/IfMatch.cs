using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Supervisor;

/// <summary>Versions of what is edited, as ETag and If-Match.</summary>
internal static class IfMatch
{
    /// <summary>The version that the asker saw; null when the header is missing or says "any".</summary>
    /// <exception cref="BadHttpRequestException">It is no version of ours.</exception>
    public static int? Version(HttpRequest request)
    {
        string text = request.Headers.IfMatch.ToString().Trim('"', ' ');
        return text is "" or "*"
            ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version)
                ? version
                : throw new BadHttpRequestException("If-Match: the version in quotes.");
    }

    /// <summary>Sends the version along.</summary>
    public static void Tag(HttpContext context, int version)
        => context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
