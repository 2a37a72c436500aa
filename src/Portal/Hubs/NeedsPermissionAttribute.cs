namespace CallCenter.Portal.Hubs;

/// <summary>What a hub method asks for: any one of the permissions. A hub method without it is refused.</summary>
/// <param name="anyOf">Names of <see cref="Access.Permissions"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsPermissionAttribute(params string[] anyOf) : Attribute
{
    /// <summary>At least one.</summary>
    public IReadOnlyList<string> AnyOf { get; } = anyOf;
}
