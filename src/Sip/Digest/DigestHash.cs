using System.Security.Cryptography;
using System.Text;

namespace CallCenter.Sip;

/// <summary>The hashing both sides of digest share (RFC 7616 3.4.1).</summary>
internal static class DigestHash
{
    public static string Hash(bool sha256, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5351 // RFC 3261 phones and trunks know nothing but MD5; SHA-256 is preferred where offered.
        return Convert.ToHexStringLower(sha256 ? SHA256.HashData(bytes) : MD5.HashData(bytes));
#pragma warning restore CA5351
    }

    /// <summary>The response value; without qop the form of RFC 2069.</summary>
    public static string Response(bool sha256, string ha1, string nonce, string nc, string cnonce, string qop, string method, string uri)
    {
        string ha2 = Hash(sha256, $"{method}:{uri}");
        return Hash(sha256, qop.Length == 0 ? $"{ha1}:{nonce}:{ha2}" : $"{ha1}:{nonce}:{nc}:{cnonce}:{qop}:{ha2}");
    }
}
