using System.Text.Json;
using CallCenter.Data.Calls;
using CallCenter.Data.Quality;
using CallCenter.Data.Recordings;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Quality;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Calls;

/// <summary>Calls that were, and those under way.</summary>
internal static class CallEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("calls", "Calls");
        api.MapGet("", ListAsync).RequirePermission(Permissions.CallRead, Permissions.CallReadOwn)
            .WithSummary("Calls, newest first, by anything known of them; agents see their own").Produces<CallPage>();
        api.MapGet("{id:guid}", GetAsync).RequirePermission(Permissions.CallRead, Permissions.CallReadOwn).WithSummary("One call")
            .Produces<CallView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapGet("{id:guid}/details", DetailsAsync).RequirePermission(Permissions.CallRead, Permissions.CallReadOwn)
            .WithSummary("One call with its legs, attempts and what the gate said, notes with their times, recordings and scores")
            .Produces<CallDetailView>().ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] CallFilter filter, HttpContext context, Page page, CurrentUser asker, AskerScope scope, CallStore calls, CancellationToken ct)
    {
        bool own = !asker.Has(Permissions.CallRead) || asker.Scope.OwnOnly is not null;
        if (own && (asker.UserId is null || (filter.AgentId is { } other && other.Value != asker.UserId)))
        {
            return TypedResults.Ok(new CallPage([], null, null));
        }

        (CallQuery? query, ApiProblem? problem) = await filter.QueryAsync(asker, scope, calls, ct);
        if (query is null)
        {
            return problem!;
        }

        FoundCalls found = await calls.PageAsync(
            query with { Agent = own ? asker.UserId : query.Agent, Limit = page.Limit, Cursor = context.Request.Query["cursor"] }, ct);
        return TypedResults.Ok(new CallPage([.. found.Items.Select(c => CallView.Of(asker, c))], found.Next, found.SearchedTo));
    }

    private static async Task<IResult> GetAsync(Guid id, CurrentUser asker, AskerScope scope, CallDetails details, CancellationToken ct)
        => await FindAsync(id, asker, scope, details, ct) is { } call ? TypedResults.Ok(CallView.Of(asker, call.Call)) : ApiProblem.NotFound("call");

    private static async Task<IResult> DetailsAsync(
        Guid id, CurrentUser asker, AskerScope scope, CallDetails details, RecordingLedger recordings, ScoreStore scores, CancellationToken ct)
    {
        if (await FindAsync(id, asker, scope, details, ct) is not { } detail)
        {
            return ApiProblem.NotFound("call");
        }

        FoundCall call = detail.Call;
        DateTimeOffset answered = call.AnsweredAt ?? call.StartedAt;
        IReadOnlyList<StoredScoreLine> given = asker.Has(Permissions.ScoreRead) || asker.Has(Permissions.ScoreReadOwn)
            ? await scores.PageAsync(new ScoreQuery { Call = call.Id, DraftsOf = asker.Has(Permissions.ScoreEdit) ? asker.UserName : null }, ct)
            : [];
        return TypedResults.Ok(new CallDetailView(
            CallView.Of(asker, call),
            detail.DispositionName,
            detail.ListId,
            detail.ListName,
            call.ConnectedAt is { } from && call.EndedAt is { } to ? (long)(to - from).TotalMilliseconds : null,
            Lines(call.Notes, detail.NoteTimes),
            [.. detail.Legs.Select(l => new LegView(l.Side, l.UserId, l.UserName, l.Codec, l.StartedAt, l.EndedAt, Fields(l.Quality)))],
            [.. detail.Attempts.Select(View)],
            [.. (await recordings.ByCallAsync(call.Id, ct)).Select(r => new CallRecordingView(
                r.Id, r.State, r.StartedAt, (long?)r.Duration?.TotalMilliseconds, (long)(r.StartedAt - answered).TotalMilliseconds, r.Silences))],
            [.. given.Select(s => QualityViews.Line(asker, s))]));
    }

    private static async Task<CallDetail?> FindAsync(Guid id, CurrentUser asker, AskerScope scope, CallDetails details, CancellationToken ct)
        => await details.ReadAsync(CallId.From(id), ct) is { } found && (await scope.CallsAsync(asker, Permissions.CallRead, ct))(found.Call) ? found : null;

    private static AttemptView View(AttemptDetail a) => new(
        a.Id,
        a.TrunkId,
        a.TrunkName,
        a.CallerId,
        a.OpenedAt,
        a.InvitedAt,
        a.RingingAt,
        a.AnsweredAt,
        a.EndedAt,
        a.Outcome,
        a.SipStatus,
        a.Reason,
        a.GateAt is { } at ? new GateView(at, a.GateOrigin, a.GateAllowed == true, JsonSerializer.Deserialize<string[]>(a.GateReasons ?? "[]") ?? []) : null);

    private static IReadOnlyList<NoteLineView> Lines(string? notes, IReadOnlyList<long?> times)
        => string.IsNullOrEmpty(notes) ? []
            : [.. notes.Split('\n').Select((text, i) => new NoteLineView(i < times.Count ? times[i] : null, text.TrimEnd('\r'))).Where(l => !string.IsNullOrWhiteSpace(l.Text))];

    private static Dictionary<string, string>? Fields(string? json) => json is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(json);
}
