using System.Text.Json;
using CallCenter.Data.Audit;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Portal.Audit;

/// <summary>Writes what the asker of the current request did; stored when the task completes.</summary>
public sealed class AuditWriter(AuditLog log, IHttpContextAccessor http, TimeProvider time)
{
    /// <param name="action">Stable word, for example "recording.listen".</param>
    /// <param name="subject">For example "recording/0198...".</param>
    /// <param name="details">Written as JSON; never a password, token or full number.</param>
    /// <param name="ct">Cancels before it is stored.</param>
    public Task WriteAsync(string action, string subject, object? details, CancellationToken ct)
    {
        HttpContext? context = http.HttpContext;
        string actor = context is null ? "system" : CurrentUser.Of(context.User)?.UserName ?? "stranger";
        string address = context?.Connection.RemoteIpAddress?.ToString() ?? "";
        string json = details is null ? "{}" : JsonSerializer.Serialize(details, ApiJson.Options);
        return log.AppendAsync(new AuditEntry(actor, action, subject, json, address), time.GetUtcNow(), ct);
    }
}
