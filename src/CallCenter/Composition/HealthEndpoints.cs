using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Portal.Api;
using CallCenter.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Composition;

/// <summary>Whether the program may be used.</summary>
/// <param name="Status">ready or notReady.</param>
/// <param name="Problems">Of database, data, sip, media, dialer; empty when ready. Details are in the log.</param>
public sealed record HealthView(string Status, IReadOnlyList<string> Problems);

/// <summary>For load balancers and scripts: no sign-in, no secrets.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder health = endpoints.MapGroup("/health").WithTags("Health").DisableRateLimiting();
        health.MapGet("live", () => TypedResults.Ok(new HealthView("live", [])))
            .AllowStrangers("for load balancers; says nothing but that the process is up").WithSummary("The process is up").Produces<HealthView>();
        health.MapGet("ready", ReadyAsync)
            .AllowStrangers("for load balancers; words only, no details").WithSummary("The program may be used")
            .Produces<HealthView>().Produces<HealthView>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadyAsync(Database database, IDialerLink dialer, ServerSettings settings, CancellationToken ct)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        List<string> problems = [];
        if (!await DatabaseWorksAsync(database, limit.Token))
        {
            problems.Add("database");
        }

        List<string> folder = [];
        StartChecks.Folder(settings.DataFolder, folder);
        if (folder.Count > 0)
        {
            problems.Add("data");
        }

        problems.AddRange(await DialerProblemsAsync(dialer, settings, limit.Token));
        HealthView view = new(problems.Count == 0 ? "ready" : "notReady", problems);
        return problems.Count == 0
            ? TypedResults.Ok(view)
            : TypedResults.Json(view, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> DatabaseWorksAsync(Database database, CancellationToken ct)
    {
        try
        {
            await new Data.Identity.UserStore(database).CountAsync(ct);
            return true;
        }
        catch (Exception e) when (e is DatabaseUnavailableException or OperationCanceledException or System.Data.Common.DbException)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<string>> DialerProblemsAsync(IDialerLink dialer, ServerSettings settings, CancellationToken ct)
    {
        try
        {
            return await dialer.SendAsync(new GetDialerHealth(), ct) switch
            {
                DialerHealthReply health when settings.HasDialer =>
                    [.. new[] { health.SipBound ? null : "sip", health.MediaUp ? null : "media" }.OfType<string>()],
                DialerHealthReply => [],
                _ => ["dialer"],
            };
        }
        catch (OperationCanceledException)
        {
            return ["dialer"];
        }
    }
}
