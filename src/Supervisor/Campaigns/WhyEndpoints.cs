using CallCenter.Contracts;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Supervisor.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>Why a number or an agent is or is not called now (L12); campaigns and leads have addresses of their own for it.</summary>
internal static class WhyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
        => endpoints.MapApi("why", "Campaigns").MapGet("", WhyAsync).RequirePermission(Permissions.CampaignWatch)
            .WithSummary("Why ?number or ?agentId is or is not being dialled")
            .Produces<WhyView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> WhyAsync(string? number, Id<UserId>? agentId, CurrentUser asker, UserStore users, IDialerLink dialer, CancellationToken ct)
    {
        if (number is null == agentId is null)
        {
            return ApiProblem.Invalid(("number", "give either number or agentId."));
        }

        IReadOnlyList<CampaignId>? within = asker.Scope.LimitedToCampaigns ? asker.Scope.Campaigns : null;
        if (agentId is { } agent)
        {
            return await users.GetAsync(agent, ct) is { } user && Sees(asker, user)
                ? await AskAsync(dialer, new GetAgentWhy(agent, within), ct)
                : ApiProblem.NotFound("user");
        }

        string dialled = DialledNumber.Of(number!);
        return dialled.Length is < 3 or > 21
            ? ApiProblem.Invalid(("number", "3 to 20 digits, after a plus sign and the country code."))
            : await AskAsync(dialer, new GetNumberWhy(dialled, within), ct);
    }

    private static bool Sees(CurrentUser asker, UserRecord user)
        => !asker.Scope.LimitedToTeams || user.Id == asker.UserId || user.Teams.Any(asker.Scope.Teams.Contains);

    private static Task<IResult> AskAsync(IDialerLink dialer, DialerCommand question, CancellationToken ct)
        => dialer.AskAsync<WhyReply>(question, reply => TypedResults.Ok(new WhyView(reply.Reasons)), ct);
}
