using System.Collections.Frozen;
using System.Security.Claims;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Portal.Access;

/// <summary>
/// Who asks: a person with a session, a program with a key that acts as a person, or a program with roles of its own.
/// Take it as a parameter of an endpoint; it is filled by the sign-in of the request.
/// </summary>
public sealed class CurrentUser : ClaimsIdentity
{
    /// <param name="scheme">How the request was signed in.</param>
    public CurrentUser(string scheme)
        : base(scheme)
    {
    }

    /// <summary>Null when a key with roles but without a person asks.</summary>
    public UserId? UserId { get; init; }

    /// <summary>The person's user name, or "key:" and the key's name.</summary>
    public required string UserName { get; init; }

    public required string DisplayName { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>What the roles allow together.</summary>
    public required FrozenSet<string> Permissions { get; init; }

    /// <summary>Whose data may be seen; every query on people's data takes it.</summary>
    public required Scope Scope { get; init; }

    /// <summary>The key used, or null with a session.</summary>
    public string? ApiKeyId { get; init; }

    /// <summary>With a key that acts as a person: the version of the person's record that roles and scope were read from. Else 0.</summary>
    public int UserVersion { get; init; }

    /// <summary>The session used, or null with a key.</summary>
    public long? SessionId { get; init; }

    /// <summary>The anti-forgery token of the session; null with a key, which needs none.</summary>
    public string? CsrfToken { get; init; }

    /// <summary>Until the password is changed nothing else is allowed (A2).</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>True when one of the roles allows it.</summary>
    public bool Has(string permission)
        => Permissions.Contains(permission) && (!MustChangePassword || string.Equals(permission, Access.Permissions.Self, StringComparison.Ordinal));

    /// <summary>The asker of a request, or null for a stranger.</summary>
    public static CurrentUser? Of(ClaimsPrincipal principal) => principal.Identity as CurrentUser;

    /// <summary>Lets endpoints take a <see cref="CurrentUser"/> parameter.</summary>
    public static ValueTask<CurrentUser?> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));
}
