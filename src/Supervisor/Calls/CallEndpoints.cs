using CallCenter.Data;
using CallCenter.Data.Calls;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Calls;

/// <summary>How a call sounded; null where it was not measured.</summary>
/// <param name="Mos">1 to 4.5.</param>
public sealed record CallQualityView(double? Mos, double? LossPercent, double? JitterMs);

/// <summary>A call's record (design.md, fixed points).</summary>
public sealed record CallView(
    CallId Id,
    AttemptId? AttemptId,
    CampaignId? CampaignId,
    LeadId? LeadId,
    CustomerId? CustomerId,
    UserId? AgentId,
    string Number,
    CallDirection Direction,
    TrunkId? TrunkId,
    DateTimeOffset StartedAt,
    DateTimeOffset? RingingAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? ConnectedAt,
    DateTimeOffset? EndedAt,
    EndedBy? EndedBy,
    CallOutcome? Outcome,
    int? SipStatus,
    string? Reason,
    string? Disposition,
    string? Notes,
    RecordingId? RecordingId,
    CallQualityView Quality);

/// <summary>Calls that were, and those under way.</summary>
internal static class CallEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("calls", "Calls");
        api.MapGet("", ListAsync).RequirePermission(Permissions.CallRead, Permissions.CallReadOwn).WithSummary("Calls, newest first; agents see their own")
            .Produces<PagedResult<CallView>>();
        api.MapGet("{id:guid}", GetAsync).RequirePermission(Permissions.CallRead, Permissions.CallReadOwn).WithSummary("One call")
            .Produces<CallView>().ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        Id<CampaignId>? campaignId,
        Id<UserId>? agentId,
        DateTimeOffset? from,
        DateTimeOffset? to,
        HttpContext context,
        Page page,
        CurrentUser asker,
        AskerScope scope,
        CallStore calls,
        CancellationToken ct)
    {
        bool own = !asker.Has(Permissions.CallRead) || asker.Scope.OwnOnly is not null;
        UserId? agent = own ? asker.UserId : agentId?.Value;
        if (own && (asker.UserId is null || (agentId is { } other && other.Value != asker.UserId)))
        {
            return TypedResults.Ok(new PagedResult<CallView>([], null));
        }

        Func<CallRecord, bool> seen = await scope.CallsAsync(asker, Permissions.CallRead, ct);
        var query = new CallQuery
        {
            Campaign = campaignId?.Value,
            Agent = agent,
            From = from,
            To = to,
            Within = asker.Scope.LimitedToCampaigns ? asker.Scope.Campaigns : null,
            Limit = page.Limit,
            Cursor = context.Request.Query["cursor"],
        };

        // What the query cannot say (teams) is filtered afterwards: a page may be shorter than asked for.
        Page<CallRecord> rows = await calls.PageAsync(query, ct);
        return TypedResults.Ok(new PagedResult<CallView>([.. rows.Items.Where(seen).Select(c => View(asker, c))], rows.Next));
    }

    private static async Task<IResult> GetAsync(Guid id, CurrentUser asker, AskerScope scope, CallStore calls, CancellationToken ct)
        => await calls.GetAsync(CallId.From(id), ct) is { } call && (await scope.CallsAsync(asker, Permissions.CallRead, ct))(call)
            ? TypedResults.Ok(View(asker, call))
            : ApiProblem.NotFound("call");

    private static CallView View(CurrentUser asker, CallRecord c) => new(
        c.Id,
        c.AttemptId,
        c.CampaignId,
        c.LeadId,
        c.CustomerId,
        c.AgentId,
        Masking.Number(asker, c.Number),
        c.Direction,
        c.TrunkId,
        c.StartedAt,
        c.RingingAt,
        c.AnsweredAt,
        c.ConnectedAt,
        c.EndedAt,
        c.EndedBy,
        c.Outcome,
        c.SipStatus,
        c.Reason,
        c.Disposition,
        c.Notes,
        c.RecordingId,
        new CallQualityView(c.Mos, c.LossPercent, c.JitterMs));
}
