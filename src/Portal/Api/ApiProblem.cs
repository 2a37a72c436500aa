using System.Globalization;
using System.Text.Json.Serialization;
using CallCenter.Contracts;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Portal.Api;

/// <summary>An error as RFC 9457 problem with a stable <c>code</c>; return it from an endpoint.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Stable, snake_case; programs decide by it.</param>
/// <param name="detail">One English sentence that says what to do; never a stack, path or statement.</param>
/// <param name="errors">Field name as in the request to what is wrong with it.</param>
public sealed class ApiProblem(int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    : IResult, IStatusCodeHttpResult
{
    /// <summary>HTTP status.</summary>
    public int StatusCode { get; } = status;

    int? IStatusCodeHttpResult.StatusCode => StatusCode;

    /// <summary>Stable word.</summary>
    public string Code { get; } = code;

    /// <summary>For people.</summary>
    public string Detail { get; } = detail;

    /// <summary>Seconds for the header Retry-After.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>400 <c>invalid_request</c> that names each wrong field.</summary>
    public static ApiProblem Invalid(params (string Field, string Message)[] errors)
        => new(
            StatusCodes.Status400BadRequest,
            "invalid_request",
            string.Join(' ', errors.Select(e => $"{e.Field}: {e.Message}")),
            errors.GroupBy(e => e.Field, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(e => e.Message).ToArray(), StringComparer.Ordinal));

    /// <summary>400 with a code of its own.</summary>
    public static ApiProblem BadRequest(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);

    /// <summary>404 <c>not_found</c>: it does not exist, or is outside the asker's scope.</summary>
    public static ApiProblem NotFound(string what) => new(StatusCodes.Status404NotFound, "not_found", $"There is no such {what}.");

    /// <summary>409 with a code.</summary>
    public static ApiProblem Conflict(string code, string detail) => new(StatusCodes.Status409Conflict, code, detail);

    /// <summary>403 with a code.</summary>
    public static ApiProblem Forbidden(string code, string detail) => new(StatusCodes.Status403Forbidden, code, detail);

    /// <summary>The Dialer's refusal as an answer (Contracts, <see cref="Refused"/>).</summary>
    public static ApiProblem From(Refused refused) => new(
        refused.Code switch
        {
            "not_found" => StatusCodes.Status404NotFound,
            "dialer_unreachable" => StatusCodes.Status503ServiceUnavailable,
            _ when refused.Code.StartsWith("invalid_", StringComparison.Ordinal) => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        },
        refused.Code,
        refused.Message);

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = StatusCode;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        ProblemBody body = new(
            "about:blank", Title(StatusCode), StatusCode, Detail, Code, httpContext.TraceIdentifier, errors);
        return response.WriteAsJsonAsync(body, options: null, contentType: "application/problem+json", httpContext.RequestAborted);
    }

    private static string Title(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}

/// <summary>The JSON of a problem, as OpenAPI shows it.</summary>
/// <param name="Code">Stable word.</param>
/// <param name="Id">Finds the request in the log.</param>
/// <param name="Errors">Field to messages; absent when no field is at fault.</param>
public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    string Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors);
