using System.Globalization;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.SignIn;

namespace CallCenter.Portal.Users;

/// <summary>How adding a person ended.</summary>
public abstract record AddUserResult
{
    private AddUserResult()
    {
    }

    /// <param name="SipPassword">In clear, this once.</param>
    public sealed record Added(UserId Id, string SipPassword) : AddUserResult;

    /// <param name="Errors">Field to what is wrong with it.</param>
    public sealed record Invalid(IReadOnlyList<(string Field, string Message)> Errors) : AddUserResult;

    public sealed record NameTaken : AddUserResult;
}

/// <summary>Adds people; the API and the command line do it alike.</summary>
public sealed class UserAdmin(UserStore users, TeamStore teams, Passwords passwords, TimeProvider time)
{
    /// <summary>Checks everything, then stores.</summary>
    public async Task<AddUserResult> AddAsync(NewUserRequest request, CancellationToken ct)
    {
        List<(string Field, string Message)> errors = [];
        if (!IsUserName(request.UserName))
        {
            errors.Add(("userName", "1 to 64 of the letters a-z, A-Z, digits, dot, underscore and hyphen, beginning with a letter or digit."));
        }

        string displayName = string.IsNullOrWhiteSpace(request.DisplayName) ? request.UserName : request.DisplayName.Trim();
        CheckDisplayName(displayName, errors);
        CheckRoles(request.Roles, errors);
        CheckTeams(request.Teams, errors);
        if (request.Password is { } password && Passwords.Judge(password, request.UserName) is { } fault)
        {
            errors.Add(("password", fault));
        }

        string sipPassword = request.SipPassword ?? SipPasswords.Create();
        if (SipPasswords.Judge(sipPassword, request.Password) is { } sipFault)
        {
            errors.Add(("sipPassword", sipFault));
        }

        if (errors.Count > 0)
        {
            return new AddUserResult.Invalid(errors);
        }

        string? hash = request.Password is null ? null : await passwords.HashAsync(request.Password, ct);
        NewUser user = new(
            request.UserName,
            displayName,
            hash,
            request.MustChangePassword,
            SipPasswords.HashesOf(request.UserName, sipPassword),
            request.Roles,
            await FindTeamsAsync(request.Teams ?? [], ct),
            request.CampaignIds ?? []);
        return await users.CreateAsync(user, time.GetUtcNow(), ct) is { } id
            ? new AddUserResult.Added(id, sipPassword)
            : new AddUserResult.NameTaken();
    }

    /// <summary>Letters, digits, dot, underscore and hyphen: it becomes part of SIP addresses.</summary>
    public static bool IsUserName(string name)
        => name.Length is >= 1 and <= 64 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    internal static void CheckDisplayName(string name, List<(string Field, string Message)> errors)
    {
        if (name.Length is 0 or > 200 || name.Any(char.IsControl))
        {
            errors.Add(("displayName", "1 to 200 characters, no control characters."));
        }
    }

    internal static void CheckRoles(IReadOnlyList<string> roles, List<(string Field, string Message)> errors)
    {
        string names = string.Join(", ", RoleTable.Roles.Keys.Order(StringComparer.Ordinal));
        if (roles.Count == 0)
        {
            errors.Add(("roles", $"at least one of {names}."));
        }

        for (int i = 0; i < roles.Count; i++)
        {
            if (roles[i] is null || !RoleTable.Roles.ContainsKey(roles[i]))
            {
                errors.Add(($"roles[{i.ToString(CultureInfo.InvariantCulture)}]", $"one of {names}."));
            }
        }
    }

    internal static void CheckTeams(IReadOnlyList<string>? teams, List<(string Field, string Message)> errors)
    {
        if (teams is not null && (teams.Count > 50 || teams.Any(t => string.IsNullOrWhiteSpace(t) || t.Length > 100 || t.Any(char.IsControl))))
        {
            errors.Add(("teams", "at most 50, each an id or a name of 1 to 100 characters."));
        }
    }

    /// <summary>Ids or names to ids; a new name makes the team.</summary>
    internal async Task<IReadOnlyList<TeamId>> FindTeamsAsync(IReadOnlyList<string> idsOrNames, CancellationToken ct)
    {
        List<TeamId> found = [];
        foreach (string text in idsOrNames)
        {
            string name = text.Trim();
            TeamRecord? team = Find(await teams.ListAsync(ct), name);
            TeamId? id = team?.Id ?? await teams.CreateAsync(name, time.GetUtcNow(), ct) ?? Find(await teams.ListAsync(ct), name)?.Id;
            found.Add(id ?? throw new InvalidOperationException("A team that exists was not found."));
        }

        return found;
    }

    private static TeamRecord? Find(IReadOnlyList<TeamRecord> all, string idOrName)
        => all.FirstOrDefault(t => string.Equals(t.Id.ToString(), idOrName, StringComparison.Ordinal))
            ?? all.FirstOrDefault(t => string.Equals(t.Name, idOrName, StringComparison.OrdinalIgnoreCase));
}
