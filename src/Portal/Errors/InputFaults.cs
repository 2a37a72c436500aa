using System.Text.Json;
using System.Text.RegularExpressions;
using CallCenter.Domain;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Portal.Errors;

/// <summary>Says which field of a request is wrong, without the framework's words about our types.</summary>
internal static partial class InputFaults
{
    /// <summary>The problem for a request that could not be read.</summary>
    public static ApiProblem Explain(BadHttpRequestException error) => error.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => new ApiProblem(error.StatusCode, "payload_too_large", "The body is larger than this endpoint takes."),
        StatusCodes.Status415UnsupportedMediaType => new ApiProblem(error.StatusCode, "unsupported_media_type", "Send application/json, or what the documentation of this endpoint says."),
        StatusCodes.Status408RequestTimeout => new ApiProblem(error.StatusCode, "request_timeout", "The body came too slowly."),
        _ when error.InnerException is JsonException json => Json(json),
        _ => Parameter(error),
    };

    /// <summary>The problem for JSON that could not be read, also where it stands inside a form.</summary>
    public static ApiProblem Json(JsonException error)
    {
        Match missing = MissingPattern().Match(error.Message);
        if (missing.Success)
        {
            return ApiProblem.Invalid([.. NamePattern().Matches(missing.Groups["names"].Value).Select(m => (m.Groups["name"].Value, "is required."))]);
        }

        string path = error.Path is { Length: > 2 } p ? p[2..] : "";
        if (path.Length == 0)
        {
            return ApiProblem.BadRequest("invalid_json", "The body is not the JSON object that is expected.");
        }

        Match type = TypePattern().Match(error.Message);
        return ApiProblem.Invalid((path, type.Success ? Expected(type.Groups["type"].Value) : OurWords(error.Message)));
    }

    private static ApiProblem Parameter(BadHttpRequestException error)
    {
        Match bind = ParameterPattern().Match(error.Message);
        if (bind.Success)
        {
            return ApiProblem.Invalid((bind.Groups["name"].Value, "is missing or not a valid value."));
        }

        int colon = error.Message.IndexOf(": ", StringComparison.Ordinal);
        return colon is > 0 and < 40 && !error.Message.AsSpan(0, colon).Contains(' ')
            ? ApiProblem.Invalid((error.Message[..colon], error.Message[(colon + 2)..]))
            : ApiProblem.BadRequest("invalid_request", "The request cannot be read.");
    }

    private static string Expected(string typeName)
    {
        string name = typeName.StartsWith("System.Nullable`1[", StringComparison.Ordinal) ? typeName["System.Nullable`1[".Length..].TrimEnd(']') : typeName;
        Type? type = typeof(CallOutcome).Assembly.GetType(name) ?? typeof(Contracts.AgentSnapshot).Assembly.GetType(name);
        return type is { IsEnum: true }
            ? $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}."
            : name switch
            {
                "System.Boolean" => "true or false.",
                "System.Int32" or "System.Int64" => "a whole number.",
                "System.Double" or "System.Decimal" => "a number.",
                "System.String" => "a text.",
                "System.Guid" => "an id as it was given out.",
                _ => "has a value that does not fit.",
            };
    }

    // Messages of our own converters are whole sentences without the framework's position.
    private static string OurWords(string message)
    {
        int end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        string text = end > 0 ? message[..end] : message;
        return text.StartsWith("The JSON", StringComparison.Ordinal) || text.Length > 200 || text.StartsWith('\'') ? "has a value that does not fit." : text;
    }

    [GeneratedRegex("missing required properties including: (?<names>.+?)\\.( Path|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex MissingPattern();

    [GeneratedRegex("'(?<name>[A-Za-z0-9_]+)'", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern();

    [GeneratedRegex("could not be converted to (?<type>[A-Za-z0-9_.+`\\[\\]]+?)\\.( Path|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TypePattern();

    [GeneratedRegex("parameter \"[^\"]*?(?<name>[A-Za-z0-9_]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ParameterPattern();
}
