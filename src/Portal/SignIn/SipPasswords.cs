using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CallCenter.Data.Identity;

namespace CallCenter.Portal.SignIn;

/// <summary>Passwords of SIP phones: random, and stored only as what digest authentication needs (RFC 7616 3.4.2, RFC 8760).</summary>
public static class SipPasswords
{
    /// <summary>The realm of the registrar; part of the hashes.</summary>
    public const string Realm = "callcenter";

    /// <summary>Characters of one that is made here.</summary>
    public const int Length = 24;

    /// <summary>Fewest characters of one that is given.</summary>
    public const int MinLength = 8;

    /// <summary>A new one.</summary>
    public static string Create() => Passwords.Random(Length);

    /// <summary>Null when it is good, else what is wrong with it.</summary>
    public static string? Judge(string sipPassword, string? loginPassword)
    {
        if (sipPassword.Length is < MinLength or > 128 || !sipPassword.All(c => c is > ' ' and < '\x7f' and not '"' and not '\\'))
        {
            return $"{MinLength} to 128 printable ASCII characters without blanks, quotes and backslashes.";
        }

        return string.Equals(sipPassword, loginPassword, StringComparison.Ordinal) ? "must differ from the password." : null;
    }

    /// <summary>HA1 = H(user ":" realm ":" password).</summary>
    [SuppressMessage("Security", "CA5351", Justification = "RFC 3261 phones know no other digest than MD5; SHA-256 is stored beside it.")]
    public static SipSecret HashesOf(string userName, string sipPassword)
    {
        byte[] text = Encoding.UTF8.GetBytes($"{userName}:{Realm}:{sipPassword}");
        return new SipSecret
        {
            UserName = userName,
            Ha1Md5 = Convert.ToHexStringLower(MD5.HashData(text)),
            Ha1Sha256 = Convert.ToHexStringLower(SHA256.HashData(text)),
        };
    }
}
