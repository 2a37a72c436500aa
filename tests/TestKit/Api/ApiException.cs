using System.Net;

namespace CallCenter.TestKit.Api;

/// <summary>The API refused.</summary>
public sealed class ApiException(string request, HttpStatusCode status, string body) : Exception($"{request} -> {(int)status}: {body}")
{
    /// <summary>Status of the answer.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>The problem document.</summary>
    public string Body { get; } = body;
}
