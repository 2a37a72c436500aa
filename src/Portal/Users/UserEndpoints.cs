using CallCenter.Contracts;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using CallCenter.Portal.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Portal.Users;

/// <summary>People: add, list, edit, disable. The Dialer is told, because it holds their SIP secrets.</summary>
internal static class UserEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("users", "Users");
        api.MapPost("", AddAsync).RequirePermission(Permissions.UserEdit).WithoutReplay()
            .WithSummary("Add a user; the SIP password is shown this once")
            .Produces<NewUserView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapGet("", ListAsync).RequirePermission(Permissions.UserRead)
            .WithSummary("Users within my scope: ?q (part of a name), ?role, ?teamId, ?disabled").Produces<PagedResult<UserView>>();
        api.MapGet("{id}", GetAsync).RequirePermission(Permissions.UserRead)
            .WithSummary("One user").Produces<UserView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapPatch("{id}", EditAsync).RequirePermission(Permissions.UserEdit)
            .WithSummary("Edit or disable a user; new roles, teams, campaigns or password, and disabling, end the user's sessions")
            .Produces<UserView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> AddAsync(
        NewUserRequest request, UserAdmin admin, IDialerLink dialer, AuditWriter audit, CommandKey key, CancellationToken ct)
    {
        switch (await admin.AddAsync(request, ct))
        {
            case AddUserResult.Added added:
                await audit.WriteAsync("user.create", $"user/{request.UserName}", new { id = added.Id, request.Roles, request.Teams }, ct);
                await dialer.SendAsync(new UserEdited(added.Id) { CommandId = key.Value }, ct);
                return TypedResults.Created($"{ApiConventions.Root}/users/{added.Id}", new NewUserView(added.Id, added.SipPassword));
            case AddUserResult.Invalid invalid:
                return ApiProblem.Invalid([.. invalid.Errors]);
            default:
                return ApiProblem.Conflict("name_taken", $"There is a user '{request.UserName}' already.");
        }
    }

    private static async Task<IResult> ListAsync(
        CurrentUser asker, Page page, string? q, string? role, Id<TeamId>? teamId, bool? disabled, UserStore users, UserFacts facts, CancellationToken ct)
    {
        if (q?.Length > 100 || (role is not null && !RoleTable.Roles.ContainsKey(role)))
        {
            return ApiProblem.Invalid((q?.Length > 100 ? "q" : "role", "is not known."));
        }

        IReadOnlyList<UserRecord> rows = await users.ListAsync(asker.Scope, new UserFilter(q?.Trim(), role, teamId?.Value, disabled), page.After ?? 0, page.Limit + 1, ct);
        PagedResult<UserRecord> cut = page.Of(rows, u => u.Id.ToString());
        return TypedResults.Ok(new PagedResult<UserView>(await facts.ViewAsync(cut.Items, ct), cut.Next));
    }

    private static async Task<IResult> GetAsync(Id<UserId> id, CurrentUser asker, UserStore users, UserFacts facts, HttpContext context, CancellationToken ct)
    {
        if (await users.GetAsync(id.Value, ct) is not { } user || !Sees(asker, user))
        {
            return ApiProblem.NotFound("user");
        }

        RowVersion.Tag(context, user.Version);
        return TypedResults.Ok(await facts.ViewAsync(user, ct));
    }

    private static async Task<IResult> EditAsync(
        Id<UserId> id,
        UserEditRequest request,
        CurrentUser asker,
        HttpContext context,
        UserStore users,
        UserFacts facts,
        UserAdmin admin,
        SessionStore sessions,
        SignInCounters counters,
        Passwords passwords,
        IDialerLink dialer,
        AuditWriter audit,
        CommandKey key,
        CancellationToken ct)
    {
        if (await users.GetAsync(id.Value, ct) is not { } user)
        {
            return ApiProblem.NotFound("user");
        }

        List<(string Field, string Message)> errors = [];
        string? sipPassword = Check(request, user, errors);
        if (errors.Count > 0)
        {
            return ApiProblem.Invalid([.. errors]);
        }

        if (asker.UserId == user.Id && (request.Disabled == true || request.Roles?.Contains(RoleTable.Administrator, StringComparer.Ordinal) == false))
        {
            return ApiProblem.Conflict("own_account", "Nobody disables the own account or gives up its administrator role: let another administrator do it.");
        }

        UserChange change = new(
            user.Id,
            RowVersion.Expected(context.Request),
            request.DisplayName?.Trim(),
            request.Disabled,
            sipPassword is null ? null : SipPasswords.HashesOf(user.UserName, sipPassword),
            request.Roles,
            request.Teams is null ? null : await admin.FindTeamsAsync(request.Teams, ct),
            request.CampaignIds,
            request.Password is null ? null : await passwords.HashAsync(request.Password, ct),
            request.MustChangePassword);
        switch (await users.UpdateAsync(change, RoleTable.Administrator, ct))
        {
            case EditResult.LastAdministrator:
                return ApiProblem.Conflict("last_administrator", "Nobody else could administer: give another person the role first.");
            case EditResult.NotFound:
                return ApiProblem.NotFound("user");
            case EditResult.Conflict:
                return ApiProblem.Conflict("edited_meanwhile", "Somebody else changed this user: read it again.");
            default:
                break;
        }

        if (request.Disabled == true || request.Roles is not null || request.Password is not null || MovesScope(change, user))
        {
            await sessions.EndAllAsync(user.Id, null, ct);
            await counters.ClearAsync(SignInService.AccountSubject(user.UserName), ct);
        }

        await audit.WriteAsync("user.edit", $"user/{user.UserName}", Changes(request, sipPassword), ct);
        await dialer.SendAsync(new UserEdited(user.Id) { CommandId = key.Value }, ct);
        UserRecord edited = await users.GetAsync(user.Id, ct) ?? user;
        RowVersion.Tag(context, edited.Version);
        return TypedResults.Ok(await facts.ViewAsync(edited, ct) with { SipPassword = sipPassword });
    }

    /// <summary>Whether the user sees other people's data, or works other campaigns, from now on: an open session keeps what it began with.</summary>
    private static bool MovesScope(UserChange change, UserRecord user)
        => (change.Teams is { } teams && !user.Teams.ToHashSet().SetEquals(teams))
            || (change.Campaigns is { } campaigns && !user.Campaigns.ToHashSet().SetEquals(campaigns));

    /// <summary>Collects what is wrong; gives the new SIP password, if there is to be one.</summary>
    private static string? Check(UserEditRequest request, UserRecord user, List<(string Field, string Message)> errors)
    {
        if (request.DisplayName is { } name)
        {
            UserAdmin.CheckDisplayName(name.Trim(), errors);
        }

        if (request.Roles is { } roles)
        {
            UserAdmin.CheckRoles(roles, errors);
        }

        UserAdmin.CheckTeams(request.Teams, errors);
        if (request.Password is { } password && Passwords.Judge(password, user.UserName) is { } fault)
        {
            errors.Add(("password", fault));
        }

        if (request.SipPassword is { } given && SipPasswords.Judge(given, request.Password) is { } sipFault)
        {
            errors.Add(("sipPassword", sipFault));
        }

        return request.SipPassword ?? (request.NewSipPassword ? SipPasswords.Create() : null);
    }

    private static object Changes(UserEditRequest request, string? sipPassword) => new
    {
        request.DisplayName,
        request.Disabled,
        request.Roles,
        request.Teams,
        request.CampaignIds,
        password = request.Password is not null,
        sipPassword = sipPassword is not null,
    };

    internal static bool Sees(CurrentUser asker, UserRecord user)
        => !asker.Scope.LimitedToTeams || user.Id == asker.UserId || user.Teams.Any(asker.Scope.Teams.Contains);
}
