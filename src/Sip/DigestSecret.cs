using System.Security.Cryptography;
using System.Text;

namespace CallCenter.Sip;

/// <summary>What the digest server knows of a user: HA1 values, lower-case hex, never the password (RFC 7616 3.4.2).</summary>
public sealed record DigestSecret(string UserName, string Ha1Md5, string Ha1Sha256)
{
    /// <summary>Makes both HA1 values from a password.</summary>
    public static DigestSecret From(string userName, string realm, string password)
    {
        byte[] a1 = Encoding.UTF8.GetBytes($"{userName}:{realm}:{password}");
#pragma warning disable CA5351 // RFC 3261 phones know nothing but MD5; SHA-256 is offered first.
        string md5 = Convert.ToHexStringLower(MD5.HashData(a1));
#pragma warning restore CA5351
        return new DigestSecret(userName, md5, Convert.ToHexStringLower(SHA256.HashData(a1)));
    }

    /// <summary>Secrets stay out of logs.</summary>
    public override string ToString() => $"DigestSecret({UserName})";
}
