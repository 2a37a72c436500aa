using System.Buffers;

namespace CallCenter.Dialer.Calls;

/// <summary>What may leave as a number, whatever a list, an agent or a program asked for (hardening S9).</summary>
internal static class DialString
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789*#");

    /// <summary>An optional plus sign, then 3 to 20 of 0-9, * and #.</summary>
    public static bool IsSafe(ReadOnlySpan<char> number)
    {
        ReadOnlySpan<char> digits = number.StartsWith("+") ? number[1..] : number;
        return digits.Length is >= 3 and <= 20 && digits.IndexOfAnyExcept(Allowed) < 0;
    }

    /// <summary>As the user part of a SIP URI, where # must be escaped (RFC 3261 25.1, user-unreserved).</summary>
    public static string ToUser(string number) => number.Replace("#", "%23", StringComparison.Ordinal);
}
