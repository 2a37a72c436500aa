namespace CallCenter.Portal.Users;

/// <summary>What a key may be called.</summary>
public static class ApiKeyNames
{
    /// <summary>What is wrong with a key's name; null when nothing is.</summary>
    public static string? Judge(string name)
        => string.IsNullOrWhiteSpace(name) || name.Length > 100 || name.Any(char.IsControl) ? "1 to 100 characters, no control characters." : null;
}
