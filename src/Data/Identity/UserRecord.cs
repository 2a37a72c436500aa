using CallCenter.Domain;

namespace CallCenter.Data.Identity;

/// <summary>A person who signs in, with roles and limits.</summary>
public sealed record UserRecord
{
    public UserId Id { get; init; }

    public string UserName { get; init; } = "";

    public string DisplayName { get; init; } = "";

    /// <summary>Null: cannot sign in by password.</summary>
    public string? PasswordHash { get; init; }

    public bool MustChangePassword { get; init; }

    public bool Disabled { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>Rises with every edit.</summary>
    public int Version { get; init; }

    /// <summary>Comma-separated, as stored; read <see cref="Roles"/>.</summary>
    public string? RoleNames { get; init; }

    /// <summary>Comma-separated keys; read <see cref="Teams"/>.</summary>
    public string? TeamIds { get; init; }

    /// <summary>Comma-separated keys; read <see cref="Campaigns"/>.</summary>
    public string? CampaignIds { get; init; }

    public IReadOnlyList<string> Roles => Split(RoleNames);

    public IReadOnlyList<TeamId> Teams => [.. Split(TeamIds).Select(text => new TeamId(ParseKey(text)))];

    /// <summary>Empty: not limited to campaigns.</summary>
    public IReadOnlyList<CampaignId> Campaigns => [.. Split(CampaignIds).Select(text => new CampaignId(ParseKey(text)))];

    private static string[] Split(string? text)
    {
        string[] parts = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(parts, StringComparer.Ordinal);
        return parts;
    }

    private static long ParseKey(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What the Dialer's registrar needs of a user (RFC 7616: HA1 = H(user:realm:password)); never the password itself.</summary>
public sealed record SipSecret
{
    public UserId UserId { get; init; }

    public string UserName { get; init; } = "";

    /// <summary>Lower-case hex.</summary>
    public string Ha1Md5 { get; init; } = "";

    /// <summary>Lower-case hex.</summary>
    public string Ha1Sha256 { get; init; } = "";
}

/// <summary>A user to be stored.</summary>
/// <param name="PasswordHash">Null: cannot sign in by password.</param>
/// <param name="Sip">Hashes of the SIP password; its UserId is ignored.</param>
public sealed record NewUser(
    string UserName,
    string DisplayName,
    string? PasswordHash,
    bool MustChangePassword,
    SipSecret? Sip,
    IReadOnlyList<string> Roles,
    IReadOnlyList<TeamId> Teams,
    IReadOnlyList<CampaignId> Campaigns);

/// <summary>An edit; what is null stays as it is.</summary>
/// <param name="ExpectedVersion">The version the editor saw; null: whichever.</param>
public sealed record UserChange(
    UserId Id,
    int? ExpectedVersion,
    string? DisplayName = null,
    bool? Disabled = null,
    SipSecret? Sip = null,
    IReadOnlyList<string>? Roles = null,
    IReadOnlyList<TeamId>? Teams = null,
    IReadOnlyList<CampaignId>? Campaigns = null,
    string? PasswordHash = null,
    bool? MustChangePassword = null);

/// <summary>How an edit ended.</summary>
public enum EditResult
{
    Done,
    NotFound,

    /// <summary>Somebody else changed it meanwhile.</summary>
    Conflict,

    /// <summary>Nobody would be left who may administer.</summary>
    LastAdministrator,

    /// <summary>Others still belong to it.</summary>
    InUse,
}

/// <summary>Which users to list; what is null does not limit.</summary>
/// <param name="Text">Part of the user name or the display name.</param>
/// <param name="Role">Has this role.</param>
/// <param name="Team">Belongs to this team.</param>
/// <param name="Disabled">True: only disabled ones, false: only enabled ones.</param>
public sealed record UserFilter(string? Text = null, string? Role = null, TeamId? Team = null, bool? Disabled = null);
