using System.Globalization;
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

/// <summary>A key to be made: for a user, or with roles of its own.</summary>
public sealed record NewApiKeyRequest(string Name, UserId? UserId = null, IReadOnlyList<string>? Roles = null);

/// <summary>The key, shown this once.</summary>
public sealed record NewApiKeyView(string Id, string Key);

/// <summary>A key without its secret.</summary>
/// <param name="Prefix">How it begins.</param>
public sealed record ApiKeyView(
    string Id,
    string Name,
    string Prefix,
    UserId? UserId,
    IReadOnlyList<string> Roles,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt);

/// <summary>Keys for programs.</summary>
internal static class ApiKeyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("apikeys", "API keys");
        api.MapGet("", ListAsync).RequirePermission(Permissions.ApiKeyRead).WithSummary("Keys, without their secrets").Produces<PagedResult<ApiKeyView>>();
        api.MapPost("", AddAsync).RequirePermission(Permissions.ApiKeyEdit).WithoutReplay()
            .WithSummary("Make a key; it is shown this once").Produces<NewApiKeyView>(StatusCodes.Status201Created);
        api.MapDelete("{id:long}", RevokeAsync).RequirePermission(Permissions.ApiKeyEdit)
            .WithSummary("Revoke a key").Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(Page page, ApiKeyStore keys, CancellationToken ct)
    {
        IReadOnlyList<ApiKeyRecord> rows = await keys.ListAsync(page.After ?? 0, page.Limit + 1, ct);
        PagedResult<ApiKeyRecord> cut = page.Of(rows, k => k.Id.ToString(CultureInfo.InvariantCulture));
        return TypedResults.Ok(new PagedResult<ApiKeyView>([.. cut.Items.Select(View)], cut.Next));
    }

    private static async Task<IResult> AddAsync(
        NewApiKeyRequest request, CurrentUser asker, ApiKeys keys, UserStore users, AuditWriter audit, CancellationToken ct)
    {
        List<(string Field, string Message)> errors = [];
        if (ApiKeyNames.Judge(request.Name) is { } fault)
        {
            errors.Add(("name", fault));
        }

        if (request.UserId is null == (request.Roles is null or { Count: 0 }))
        {
            errors.Add(("userId", "give either userId or roles."));
        }
        else if (request.UserId is { } id && await users.GetAsync(id, ct) is null or { Disabled: true })
        {
            errors.Add(("userId", "there is no such user, or it is disabled."));
        }
        else if (request.Roles is { } roles)
        {
            UserAdmin.CheckRoles(roles, errors);
        }

        if (errors.Count > 0)
        {
            return ApiProblem.Invalid([.. errors]);
        }

        (long keyId, string key) = await keys.CreateAsync(request.Name, request.UserId, request.Roles ?? [], asker.UserName, ct);
        string text = keyId.ToString(CultureInfo.InvariantCulture);
        await audit.WriteAsync("apikey.create", $"apikey/{text}", new { request.Name, request.UserId, request.Roles }, ct);
        return TypedResults.Created($"{ApiConventions.Root}/apikeys/{text}", new NewApiKeyView(text, key));
    }

    private static async Task<IResult> RevokeAsync(long id, ApiKeyStore keys, AuditWriter audit, TimeProvider time, CancellationToken ct)
    {
        if (!await keys.RevokeAsync(id, time.GetUtcNow(), ct))
        {
            return ApiProblem.NotFound("key");
        }

        await audit.WriteAsync("apikey.revoke", $"apikey/{id.ToString(CultureInfo.InvariantCulture)}", null, ct);
        return TypedResults.NoContent();
    }

    private static ApiKeyView View(ApiKeyRecord k) => new(
        k.Id.ToString(CultureInfo.InvariantCulture), k.KeyName, k.Prefix, k.UserId, k.Roles, k.CreatedBy, k.CreatedAt, k.LastUsedAt, k.RevokedAt);
}
