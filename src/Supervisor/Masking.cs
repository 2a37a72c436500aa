using CallCenter.Portal.Access;

namespace CallCenter.Supervisor;

/// <summary>Hides numbers and addresses from askers without <c>pii.view</c> (hardening H-A6).</summary>
internal static class Masking
{
    /// <summary>All but the last four digits become asterisks.</summary>
    public static string Number(CurrentUser asker, string number)
        => Number(asker.Has(Permissions.PiiView), number);

    /// <summary>The same for who may see numbers, or not.</summary>
    public static string Number(bool pii, string number)
        => pii || number.Length <= 4 ? number : string.Concat(new string('*', number.Length - 4), number.AsSpan(number.Length - 4));

    /// <summary>Only the first letter and the domain are left.</summary>
    public static string? Email(CurrentUser asker, string? email)
        => email is null || asker.Has(Permissions.PiiView) ? email : email[..1] + "***" + email[Math.Max(1, email.IndexOf('@', StringComparison.Ordinal))..];
}
