using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Portal.Users;

/// <summary>Teams, and the table of roles.</summary>
internal static class TeamEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder teams = endpoints.MapApi("teams", "Teams");
        teams.MapGet("", ListAsync).RequirePermission(Permissions.TeamRead).WithSummary("Teams").Produces<PagedResult<TeamDetailView>>();
        teams.MapPost("", AddAsync).RequirePermission(Permissions.TeamEdit).WithSummary("Add a team")
            .Produces<TeamView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status409Conflict);
        teams.MapPatch("{id}", RenameAsync).RequirePermission(Permissions.TeamEdit).WithSummary("Rename a team")
            .Produces<TeamView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        teams.MapDelete("{id}", DeleteAsync).RequirePermission(Permissions.TeamEdit).WithSummary("Delete a team to which nobody belongs")
            .Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        endpoints.MapApi("roles", "Teams").MapGet("", Roles).RequirePermission(Permissions.RoleRead)
            .WithSummary("Roles and what they may do").Produces<PagedResult<RoleView>>();
    }

    private static async Task<IResult> ListAsync(CurrentUser asker, TeamStore teams, CancellationToken ct)
    {
        IReadOnlyList<TeamRecord> all = await teams.ListAsync(ct);
        return TypedResults.Ok(new PagedResult<TeamDetailView>(
            [.. all.Where(t => !asker.Scope.LimitedToTeams || asker.Scope.Teams.Contains(t.Id)).Select(t => new TeamDetailView(t.Id, t.Name, t.Members))], null));
    }

    private static async Task<IResult> AddAsync(TeamRequest request, TeamStore teams, AuditWriter audit, TimeProvider time, CancellationToken ct)
    {
        if (Fault(request) is { } fault)
        {
            return fault;
        }

        string name = request.Name.Trim();
        if (await teams.CreateAsync(name, time.GetUtcNow(), ct) is not { } id)
        {
            return ApiProblem.Conflict("name_taken", $"There is a team '{name}' already.");
        }

        await audit.WriteAsync("team.create", $"team/{id}", new { name }, ct);
        return TypedResults.Created($"{ApiConventions.Root}/teams/{id}", new TeamView(id, name));
    }

    private static async Task<IResult> RenameAsync(Id<TeamId> id, TeamRequest request, TeamStore teams, AuditWriter audit, CancellationToken ct)
    {
        if (Fault(request) is { } fault)
        {
            return fault;
        }

        string name = request.Name.Trim();
        switch (await teams.RenameAsync(id.Value, name, ct))
        {
            case EditResult.NotFound:
                return ApiProblem.NotFound("team");
            case EditResult.Conflict:
                return ApiProblem.Conflict("name_taken", $"There is a team '{name}' already.");
            default:
                await audit.WriteAsync("team.edit", $"team/{id}", new { name }, ct);
                return TypedResults.Ok(new TeamView(id.Value, name));
        }
    }

    private static async Task<IResult> DeleteAsync(Id<TeamId> id, TeamStore teams, AuditWriter audit, CancellationToken ct)
    {
        switch (await teams.DeleteAsync(id.Value, ct))
        {
            case EditResult.NotFound:
                return ApiProblem.NotFound("team");
            case EditResult.InUse:
                return ApiProblem.Conflict("team_not_empty", "People belong to this team: move them first.");
            default:
                await audit.WriteAsync("team.delete", $"team/{id}", null, ct);
                return TypedResults.NoContent();
        }
    }

    private static IResult Roles() => TypedResults.Ok(new PagedResult<RoleView>(
        [.. RoleTable.Roles.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new RoleView(r.Key, [.. r.Value.Order(StringComparer.Ordinal)]))], null));

    private static ApiProblem? Fault(TeamRequest request)
        => request.Name.Trim().Length is 0 or > 100 || request.Name.Any(char.IsControl)
            ? ApiProblem.Invalid(("name", "1 to 100 characters, no control characters."))
            : null;
}
