using System.Security.Cryptography;
using System.Text;
using CallCenter.Sip.Messages;

namespace CallCenter.Sip;

/// <summary>
/// Answers challenges for one account towards one target (RFC 7616, 8760; RFC 3261 22). It keeps the nonces, so later requests
/// of the same dialog carry credentials at once, with the next nonce count.
/// </summary>
internal sealed class DigestClient(SipCredentials credentials)
{
    /// <summary>Answers to challenges per request: the first, and one more for a changed nonce (hardening S8).</summary>
    public const int MaxAnswers = 2;

    private readonly List<Answering> _realms = [];

    /// <summary>Set once the first request is through: from then on only realms already met are answered (hardening S8).</summary>
    public bool IsSettled { get; set; }

    /// <summary>Takes the challenges of a 401 or 407 in; false when there is none we can answer, or the password was refused.</summary>
    public bool TryAccept(SipMessage response)
    {
        var offers = new List<(bool Proxy, DigestFields Fields)>();
        Collect(response, HeaderId.WwwAuthenticate, false, offers);
        Collect(response, HeaderId.ProxyAuthenticate, true, offers);
        bool accepted = false;
        foreach (IGrouping<(bool Proxy, string Realm), (bool Proxy, DigestFields Fields)> realm in offers.GroupBy(o => (o.Proxy, o.Fields.Realm)))
        {
            // Prefer SHA-256 whatever the order: a downgrade by a man in the middle is dearer than an odd server.
            DigestFields best = realm.OrderByDescending(o => IsSha256(o.Fields)).First().Fields;
            Answering? known = _realms.Find(r => r.Proxy == realm.Key.Proxy && string.Equals(r.Realm, realm.Key.Realm, StringComparison.Ordinal));
            if (known is null)
            {
                if (IsSettled)
                    continue;
                _realms.Add(new Answering(realm.Key.Proxy, best));
                accepted = true;
            }
            else if (!string.Equals(known.Challenge.Nonce, best.Nonce, StringComparison.Ordinal))
            {
                known.Renew(best);
                accepted = true;
            }

            // The same nonce again: the password is wrong, asking again changes nothing.
        }

        return accepted;
    }

    /// <summary>Authorization fields for a request; none before the first challenge.</summary>
    public List<SipHeader> Authorize(string method, string uri)
    {
        var headers = new List<SipHeader>(_realms.Count);
        foreach (Answering realm in _realms)
            headers.Add(new SipHeader(realm.Proxy ? "Proxy-Authorization" : "Authorization", realm.Text(credentials, method, uri)));
        return headers;
    }

    private static bool IsSha256(DigestFields fields) => string.Equals(fields.Algorithm, "SHA-256", StringComparison.OrdinalIgnoreCase);

    private static void Collect(SipMessage response, HeaderId id, bool proxy, List<(bool Proxy, DigestFields Fields)> into)
    {
        for (int i = response.IndexOf(id, 0); i >= 0; i = response.IndexOf(id, i + 1))
        {
            DigestFields? fields = DigestFields.Parse(response.ValueAt(i));
            bool algorithm = fields is not null
                && (fields.Algorithm.Length == 0 || string.Equals(fields.Algorithm, "MD5", StringComparison.OrdinalIgnoreCase) || IsSha256(fields));
            if (algorithm && (fields!.Qop.Length == 0 || HasAuth(fields.Qop)) && fields.Nonce.Length > 0)
                into.Add((proxy, fields));
        }
    }

    private static bool HasAuth(string qop) =>
        qop.Split(',', StringSplitOptions.TrimEntries).Contains("auth", StringComparer.OrdinalIgnoreCase);

    private sealed class Answering(bool proxy, DigestFields challenge)
    {
        private uint _count;

        public bool Proxy { get; } = proxy;

        public string Realm => Challenge.Realm;

        public DigestFields Challenge { get; private set; } = challenge;

        public void Renew(DigestFields challenge)
        {
            Challenge = challenge;
            _count = 0;
        }

        public string Text(SipCredentials credentials, string method, string uri)
        {
            bool sha256 = IsSha256(Challenge);
            string qop = Challenge.Qop.Length == 0 ? "" : "auth";
            string nc = (++_count).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
            string cnonce = RandomNumberGenerator.GetHexString(16, lowercase: true);
            string ha1 = DigestHash.Hash(sha256, $"{credentials.UserName}:{Realm}:{credentials.Password}");
            string response = DigestHash.Response(sha256, ha1, Challenge.Nonce, nc, cnonce, qop, method, uri);

            var text = new StringBuilder(256);
            text.Append("Digest username=\"").Append(credentials.UserName.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))
                .Append("\", realm=\"").Append(Realm).Append("\", nonce=\"").Append(Challenge.Nonce)
                .Append("\", uri=\"").Append(uri).Append("\", response=\"").Append(response).Append('"');
            if (Challenge.Algorithm.Length > 0)
                text.Append(", algorithm=").Append(Challenge.Algorithm);
            if (qop.Length > 0)
                text.Append(", qop=auth, nc=").Append(nc).Append(", cnonce=\"").Append(cnonce).Append('"');
            if (Challenge.Opaque is not null)
                text.Append(", opaque=\"").Append(Challenge.Opaque).Append('"');
            return text.ToString();
        }
    }
}
