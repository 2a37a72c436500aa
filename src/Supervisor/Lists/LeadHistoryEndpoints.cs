using CallCenter.Data.Calls;
using CallCenter.Data.Compliance;
using CallCenter.Data.Lists;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Lists;

/// <summary>A call of a lead.</summary>
public sealed record LeadCallView(
    CallId Id,
    CampaignId? CampaignId,
    UserId? AgentId,
    string Number,
    CallDirection Direction,
    DateTimeOffset StartedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? ConnectedAt,
    DateTimeOffset? EndedAt,
    CallOutcome? Outcome,
    int? SipStatus,
    string? Disposition,
    RecordingId? RecordingId);

/// <summary>What the gate of the calling rules decided about a lead.</summary>
/// <param name="Origin">Who asked: "hopper", "dial", "manual", "callback" ...</param>
public sealed record GateDecisionView(
    DateTimeOffset At, string Origin, CampaignId? CampaignId, string Number, bool Allowed, IReadOnlyList<string> Reasons, IReadOnlyDictionary<string, string> Facts);

/// <summary>What happened to a lead so far, newest first.</summary>
public sealed record LeadHistoryView(IReadOnlyList<LeadCallView> Calls, IReadOnlyList<GateDecisionView> Decisions);

/// <summary>The history of a lead: its calls and the gate's decisions, as far as the asker may see them.</summary>
internal static class LeadHistoryEndpoints
{
    private const int ShownCalls = 100;
    private const int ShownDecisions = 50;

    public static void Map(IEndpointRouteBuilder endpoints)
        => endpoints.MapApi("leads", "Leads").MapGet("{id}/history", GetAsync).RequirePermission(Permissions.LeadRead)
            .WithSummary("A lead's calls and the decisions of the calling rules, newest first")
            .Produces<LeadHistoryView>().ProducesProblemCode(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(
        Id<LeadId> id, CurrentUser asker, AskerScope scope, LeadBrowser leads, CallStore calls, GateLog gate, CancellationToken ct)
    {
        if (await leads.GetAsync(id, ct) is not { } lead || !await scope.SeesAsync(asker, lead.ListId, ct))
        {
            return ApiProblem.NotFound("lead");
        }

        Func<CallRecord, bool> seen = await scope.CallsAsync(asker, Permissions.CallRead, ct);
        FoundCalls rows = await calls.OfLeadAsync(
            lead.Id, new CallQuery { Within = asker.Scope.LimitedToCampaigns ? asker.Scope.Campaigns : null, Limit = ShownCalls }, ct);
        IReadOnlyList<GateDecision> decisions = await gate.OfLeadAsync(lead.Id, ShownDecisions, ct);
        return TypedResults.Ok(new LeadHistoryView(
            [
                .. rows.Items.Where(seen).Select(c => new LeadCallView(
                    c.Id, c.CampaignId, c.AgentId, Masking.Number(asker, c.Number), c.Direction, c.StartedAt, c.AnsweredAt, c.ConnectedAt, c.EndedAt, c.Outcome, c.SipStatus,
                    c.Disposition, c.RecordingId)),
            ],
            [
                .. decisions.Where(d => d.Campaign is null || AskerScope.Sees(asker, d.Campaign)).OrderByDescending(d => d.At)
                    .Select(d => new GateDecisionView(d.At, d.Origin, d.Campaign, Masking.Number(asker, d.Number), d.Allowed, d.Reasons, d.Facts)),
            ]));
    }
}
