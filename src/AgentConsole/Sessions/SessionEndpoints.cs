using CallCenter.Contracts;
using CallCenter.Data.Campaigns;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.AgentConsole.Sessions;

/// <summary>Begins a session on some campaigns.</summary>
/// <param name="CampaignIds">At least one.</param>
/// <param name="Phone">With sip the phone must be registered already.</param>
public sealed record SessionRequest(IReadOnlyList<CampaignId> CampaignIds, PhoneKind Phone);

/// <summary>The state wished for.</summary>
/// <param name="State">ready or paused.</param>
/// <param name="Reason">Of a pause.</param>
public sealed record StateRequest(AgentState State, string? Reason = null);

/// <summary>A campaign that the agent may join.</summary>
public sealed record JoinableCampaign(CampaignId Id, string Name, DialMode Mode, CampaignState State);

/// <summary>The agent's session and state.</summary>
internal static class SessionEndpoints
{
    private const int MostCampaigns = 100;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("", ReadAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("My state, phone and call").Produces<AgentSnapshot>();
        api.MapGet("campaigns", CampaignsAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Campaigns that I may join").Produces<PagedResult<JoinableCampaign>>();
        api.MapPost("session", BeginAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Begin my session, in state paused; a SIP phone is called now")
            .Produces<AgentSnapshot>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapDelete("session", EndAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("End my session").Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapPut("state", SetAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Ready or paused; while talking it is kept for after the wrap-up")
            .Produces<AgentSnapshot>().ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapGet("pause-reasons", () => TypedResults.Ok(PauseReasons.All)).RequirePermission(Permissions.AgentWork)
            .WithSummary("Reasons for a pause").Produces<PagedResult<PauseReason>>();
    }

    private static Task<IResult> ReadAsync(CurrentUser user, IDialerLink dialer, CancellationToken ct)
        => dialer.AskAsync<AgentReply>(new GetAgent(user.Agent()), reply => TypedResults.Ok(Named(reply.Agent, user)), ct);

    // The dialer knows the names of those who have had a session; everybody else is signed out and nameless to it.
    private static AgentSnapshot Named(AgentSnapshot agent, CurrentUser user)
        => agent.UserName.Length == 0 ? agent with { UserName = user.UserName } : agent;

    private static async Task<IResult> CampaignsAsync(CurrentUser user, CampaignStore campaigns, CancellationToken ct)
    {
        IReadOnlyList<Campaign> all = await campaigns.ListAsync(ct);
        return TypedResults.Ok(new PagedResult<JoinableCampaign>(
            [.. all.Where(c => c.ArchivedAt is null && user.MayJoin(c.Id)).Select(c => new JoinableCampaign(c.Id, c.Name, c.Mode, c.State))], null));
    }

    private static async Task<IResult> BeginAsync(
        SessionRequest request, CurrentUser user, CampaignStore campaigns, IDialerLink dialer, CommandKey key, CancellationToken ct)
    {
        if (request.CampaignIds.Count is 0 or > MostCampaigns)
        {
            return ApiProblem.Invalid(("campaignIds", $"1 to {MostCampaigns} campaigns."));
        }

        for (int i = 0; i < request.CampaignIds.Count; i++)
        {
            if (!user.MayJoin(request.CampaignIds[i]) || await campaigns.GetAsync(request.CampaignIds[i], ct) is null)
            {
                return ApiProblem.Invalid(($"campaignIds[{i}]", "there is no such campaign."));
            }
        }

        StartAgentSession start = new(user.Agent(), [.. request.CampaignIds.Distinct()], request.Phone) { CommandId = key.Value };
        return await dialer.SendAsync(start, ct) is Refused refused
            ? ApiProblem.From(refused)
            : await dialer.AskAsync<AgentReply>(
                new GetAgent(user.Agent()), reply => TypedResults.Created($"{ApiConventions.Root}/agent", reply.Agent), ct);
    }

    private static Task<IResult> EndAsync(CurrentUser user, IDialerLink dialer, CommandKey key, CancellationToken ct)
        => dialer.OrderAsync(new EndAgentSession(user.Agent()) { CommandId = key.Value }, ct);

    private static async Task<IResult> SetAsync(StateRequest request, CurrentUser user, IDialerLink dialer, CommandKey key, CancellationToken ct)
    {
        if (request.State is not (AgentState.Ready or AgentState.Paused))
        {
            return ApiProblem.Invalid(("state", "one of ready, paused."));
        }

        if (PauseReasons.Fault(request.Reason) is { } fault)
        {
            return ApiProblem.Invalid(("reason", fault));
        }

        SetAgentState set = new(user.Agent(), request.State, request.Reason) { CommandId = key.Value };
        return await dialer.SendAsync(set, ct) is Refused refused
            ? ApiProblem.From(refused)
            : await dialer.AskAsync<AgentReply>(new GetAgent(user.Agent()), reply => TypedResults.Ok(Named(reply.Agent, user)), ct);
    }
}
