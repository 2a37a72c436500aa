namespace CallCenter.Portal.Access;

/// <summary>The people of demo mode (design.md, fixed points). They have no password: on loopback one click signs in.</summary>
public static class DemoUsers
{
    /// <summary>User name and role.</summary>
    public static IReadOnlyList<(string Name, string Role)> All { get; } =
    [
        ("ann", RoleTable.Agent),
        ("bo", RoleTable.Agent),
        ("cai", RoleTable.Agent),
        ("sue", RoleTable.Supervisor),
        ("coco", RoleTable.Coach),
        ("max", RoleTable.Manager),
        ("root", RoleTable.Administrator),
    ];

    /// <summary>True for these only: users made later sign in with their passwords, in demo mode too.</summary>
    public static bool Has(string userName) => All.Any(user => string.Equals(user.Name, userName, StringComparison.OrdinalIgnoreCase));
}
