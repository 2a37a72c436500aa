using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using CallCenter.Sip.Messages;

namespace CallCenter.Sip;

/// <summary>What the digest server found in a request.</summary>
internal enum DigestFinding
{
    /// <summary>No usable credentials.</summary>
    None,

    /// <summary>Right.</summary>
    Accepted,

    /// <summary>The nonce is too old, was used with this count before, or is not ours: ask again.</summary>
    Stale,

    /// <summary>Evaluated and wrong.</summary>
    Wrong,

    /// <summary>The source has guessed too often: say nothing.</summary>
    Silenced,
}

/// <summary>
/// Challenges and checks (RFC 7616, RFC 8760). Nonces carry their time and a MAC, so a challenge leaves no state behind;
/// only nonces that were answered rightly are remembered, to refuse a (nonce, nc) pair the second time.
/// The digest-uri is hashed as given and not compared with the Request-URI, since proxies and common phones change one of them.
/// </summary>
internal sealed class DigestServer(SipEndpointOptions options, TimeProvider time, GuessLimiter guesses)
{
    private const int MaxRemembered = 100_000;
    private static readonly TimeSpan NonceLife = TimeSpan.FromMinutes(5);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly string _nobody = DigestHash.Hash(true, RandomNumberGenerator.GetHexString(32));
    private readonly Lock _gate = new();
    private readonly Dictionary<string, uint> _used = new(StringComparer.Ordinal);

    /// <summary>WWW-Authenticate fields for both algorithms, in the order of <see cref="SipEndpointOptions.ChallengeSha256First"/>.</summary>
    public SipHeader[] Challenge(IPAddress source, bool stale)
    {
        var sha256 = new SipHeader("WWW-Authenticate", ChallengeText(source, "SHA-256", stale));
        var md5 = new SipHeader("WWW-Authenticate", ChallengeText(source, "MD5", stale));
        return options.ChallengeSha256First ? [sha256, md5] : [md5, sha256];
    }

    /// <summary>Looks for credentials for our realm and checks them; counts wrong ones.</summary>
    public DigestFinding Check(SipMessage request, out string userName, out int silence)
    {
        userName = "";
        silence = 0;
        for (int i = request.IndexOf(HeaderId.Authorization, 0); i >= 0; i = request.IndexOf(HeaderId.Authorization, i + 1))
        {
            DigestFields? fields = DigestFields.Parse(request.ValueAt(i));
            if (fields is null || !string.Equals(fields.Realm, options.Realm, StringComparison.Ordinal))
                continue;
            userName = fields.UserName;
            return Check(fields, Encoding.ASCII.GetString(request.MethodName), request.Source.Address, out silence);
        }

        return guesses.IsSilenced(request.Source.Address) ? DigestFinding.Silenced : DigestFinding.None;
    }

    private DigestFinding Check(DigestFields fields, string method, IPAddress source, out int silence)
    {
        silence = 0;
        bool sha256 = string.Equals(fields.Algorithm, "SHA-256", StringComparison.OrdinalIgnoreCase);
        bool known = sha256 || fields.Algorithm.Length == 0 || string.Equals(fields.Algorithm, "MD5", StringComparison.OrdinalIgnoreCase);
        uint nc = 1;
        bool shaped = known && (fields.Qop.Length == 0
            || (string.Equals(fields.Qop, "auth", StringComparison.OrdinalIgnoreCase) && fields.NonceCount.Length == 8
                && uint.TryParse(fields.NonceCount, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out nc) && nc > 0));
        if (!shaped)
            return guesses.IsSilenced(source) ? DigestFinding.Silenced : DigestFinding.None;
        if (!guesses.TryBegin(source))
            return DigestFinding.Silenced;
        if (!IsOurNonce(fields.Nonce, source))
        {
            guesses.Succeeded(source);
            return DigestFinding.Stale;
        }

        // An unknown user costs as much and looks the same as a wrong password (hardening S6).
        DigestSecret? secret = options.FindUser?.Invoke(fields.UserName);
        string ha1 = (sha256 ? secret?.Ha1Sha256 : secret?.Ha1Md5) ?? _nobody;
        string right = DigestHash.Response(sha256, ha1, fields.Nonce, fields.NonceCount, fields.CNonce, fields.Qop, method, fields.Uri);
        bool same = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(right), Encoding.UTF8.GetBytes(fields.Response.ToLowerInvariant()));
        if (!same || secret is null)
        {
            silence = guesses.Failed(source);
            return DigestFinding.Wrong;
        }

        guesses.Succeeded(source);
        return TryUse(fields.Nonce, nc) ? DigestFinding.Accepted : DigestFinding.Stale;
    }

    private bool TryUse(string nonce, uint nc)
    {
        lock (_gate)
        {
            if (_used.TryGetValue(nonce, out uint last))
            {
                if (nc <= last)
                    return false;
            }
            else if (_used.Count >= MaxRemembered)
            {
                Forget();
            }

            _used[nonce] = nc;
            return true;
        }
    }

    private void Forget()
    {
        foreach (string nonce in _used.Keys.ToArray())
        {
            if (!IsFresh(nonce))
                _used.Remove(nonce);
        }

        // More than that many logins in five minutes: every one of them must ask again.
        if (_used.Count >= MaxRemembered)
            RandomNumberGenerator.Fill(_key);
        if (_used.Count >= MaxRemembered)
            _used.Clear();
    }

    private string ChallengeText(IPAddress source, string algorithm, bool stale) =>
        $"Digest realm=\"{options.Realm}\", nonce=\"{MakeNonce(source)}\", algorithm={algorithm}, qop=\"auth\"{(stale ? ", stale=true" : "")}";

    private string MakeNonce(IPAddress source)
    {
        Span<byte> nonce = stackalloc byte[32];
        BinaryPrimitives.WriteInt64BigEndian(nonce, time.GetUtcNow().ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(nonce.Slice(8, 8));
        Mac(nonce[..16], source, nonce[16..]);
        return Convert.ToHexStringLower(nonce);
    }

    private bool IsOurNonce(string text, IPAddress source)
    {
        Span<byte> nonce = stackalloc byte[32];
        if (text.Length != 64 || Convert.FromHexString(text, nonce, out _, out int length) != System.Buffers.OperationStatus.Done || length != 32)
            return false;
        Span<byte> mac = stackalloc byte[16];
        Mac(nonce[..16], source, mac);
        return CryptographicOperations.FixedTimeEquals(mac, nonce[16..]) && IsFresh(text);
    }

    private bool IsFresh(string nonce)
    {
        long made = long.Parse(nonce.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        long age = time.GetUtcNow().ToUnixTimeMilliseconds() - made;
        return age >= 0 && age <= (long)NonceLife.TotalMilliseconds;
    }

    /// <summary>The source address is part of the MAC: a nonce is no use to anybody else.</summary>
    private void Mac(ReadOnlySpan<byte> head, IPAddress source, Span<byte> mac)
    {
        Span<byte> text = stackalloc byte[32];
        head.CopyTo(text);
        source.TryWriteBytes(text[16..], out int written);
        Span<byte> full = stackalloc byte[32];
        HMACSHA256.HashData(_key, text[..(16 + written)], full);
        full[..16].CopyTo(mac);
    }
}
