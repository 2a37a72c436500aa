using CallCenter.Data.Audit;
using CallCenter.Data.Identity;
using CallCenter.Portal.Access;
using CallCenter.Portal.SignIn;

namespace CallCenter.Portal.Users;

/// <summary>Who can sign in after the start: an administrator with a random password, or the demo's people.</summary>
public sealed class FirstStart(
    UserStore users, UserAdmin admin, InstallationFacts facts, Passwords passwords, AuditLog audit, TimeProvider time)
{
    private const string Root = "root";
    private const string DemoFact = "demo";

    /// <summary>
    /// Makes sure that an administrator can sign in by password. When nobody could, user <c>root</c> is made (or, where it is there without
    /// a password, gets one), to be changed at the first sign-in.
    /// </summary>
    /// <returns>Name and password to be shown once; null when an administrator could sign in already.</returns>
    public async Task<(string UserName, string Password)?> EnsureAdministratorAsync(CancellationToken ct)
    {
        if (await users.SomebodySignsInAsAsync(RoleTable.Administrator, ct))
        {
            return null;
        }

        string password = Passwords.Random(20);
        string name = Root;
        for (int i = 2; await users.FindAsync(name, ct) is { } taken; i++)
        {
            if (taken is { Disabled: false, PasswordHash: null } && taken.Roles.Contains(RoleTable.Administrator, StringComparer.Ordinal))
            {
                await users.SetPasswordAsync(taken.Id, await passwords.HashAsync(password, ct), mustChange: true, ct);
                await AuditAsync("user.password", name, ct);
                return (name, password);
            }

            name = $"{Root}{i}";
        }

        AddUserResult added = await admin.AddAsync(
            new NewUserRequest(name, [RoleTable.Administrator], "Administrator", password, MustChangePassword: true), ct);
        if (added is not AddUserResult.Added)
        {
            // Another process of the same installation was faster and has shown its password.
            return null;
        }

        await AuditAsync("user.create", name, ct);
        return (name, password);
    }

    /// <summary>Makes the demo's people where they are missing.</summary>
    /// <returns>False when the data folder belongs to a real installation, which demo mode must not open.</returns>
    public async Task<bool> EnsureDemoUsersAsync(CancellationToken ct)
    {
        if (await facts.GetAsync(DemoFact, ct) is null)
        {
            if (await users.CountAsync(ct) > 0)
            {
                return false;
            }

            await facts.SetAsync(DemoFact, "true", ct);
        }

        foreach ((string name, string role) in DemoUsers.All)
        {
            if (await users.FindAsync(name, ct) is null)
            {
                string display = char.ToUpperInvariant(name[0]) + name[1..];
                await admin.AddAsync(new NewUserRequest(name, [role], display), ct);
                await AuditAsync("user.create", name, ct);
            }
        }

        return true;
    }

    private Task AuditAsync(string action, string user, CancellationToken ct)
        => audit.AppendAsync(new AuditEntry("system", action, $"user/{user}", "{}", ""), time.GetUtcNow(), ct);
}
