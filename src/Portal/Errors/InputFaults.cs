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
        StatusCodes.Status415UnsupportedMediaType => new ApiProblem(error.StatusCode, "unsupported_media_type", "Send application/json, or multipart/form-data where the endpoint takes a file."),
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
        return ApiProblem.Invalid((path, type.Success ? Expected(TypeAt(type.Groups["type"].Value, path)) : OurWords(error.Message)));
    }

    private static ApiProblem Parameter(BadHttpRequestException error)
    {
        if (error.Message.EndsWith("not provided from body.", StringComparison.Ordinal) || error.Message.StartsWith("Implicit body inferred", StringComparison.Ordinal))
        {
            return ApiProblem.BadRequest("invalid_json", "The body is not the JSON object that is expected.");
        }

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

    /// <summary>The type at a JSON path: the message names that of the value, or that of the record around it.</summary>
    private static Type? TypeAt(string typeName, string path)
    {
        Type? type = Type.GetType(typeName)
            ?? AppDomain.CurrentDomain.GetAssemblies()
                .Where(a => a.GetName().Name?.StartsWith("CallCenter.", StringComparison.Ordinal) == true)
                .Select(a => a.GetType(typeName)).FirstOrDefault(t => t is not null);
        string last = path[(path.LastIndexOf('.') + 1)..];
        string name = last.Split('[')[0];
        Type? member = type?.GetProperties().FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))?.PropertyType;
        type = member ?? type;
        return type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
    }

    private static string Expected(Type? type)
        => type is null ? "has a value that does not fit."
            : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}."
            : type == typeof(bool) ? "true or false."
            : type == typeof(int) || type == typeof(long) ? "a whole number."
            : type == typeof(double) || type == typeof(decimal) ? "a number."
            : type == typeof(string) ? "a text."
            : type == typeof(Guid) ? "an id as it was given out."
            : type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? "a list of values that fit."
            : "has a value that does not fit.";

    // Messages of our own converters are whole sentences without the framework's position.
    private static string OurWords(string message)
    {
        int end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        string text = end > 0 ? message[..end] : message;
        if (text.Contains("allow null", StringComparison.Ordinal))
        {
            return "is required.";
        }

        return text.StartsWith("The JSON", StringComparison.Ordinal) || text.Length > 200 || text.StartsWith('\'') || text.Contains("CallCenter.", StringComparison.Ordinal) ? "has a value that does not fit." : text;
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
