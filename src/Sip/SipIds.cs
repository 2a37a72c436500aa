using System.Security.Cryptography;

namespace CallCenter.Sip;

/// <summary>Identifiers nobody can guess: a tag is all that keeps a stranger out of a dialog (RFC 3261 19.3, 8.1.1.7).</summary>
internal static class SipIds
{
    public static string Tag() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    public static string Branch() => "z9hG4bK" + RandomNumberGenerator.GetHexString(20, lowercase: true);

    public static string CallId() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
