using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace CallCenter.Sip.Tests;

/// <summary>Requests a scripted far end sends, written out.</summary>
internal sealed class Requests(FarEnd far, IPEndPoint to)
{
    public string CallId { get; init; } = Guid.NewGuid().ToString("n");

    public string FromTag { get; init; } = "ft";

    public string Make(string method, int cseq, string toTag = "", string extra = "", string body = "", string? branch = null, string user = "ann", string contentType = "application/sdp")
    {
        var text = new StringBuilder();
        text.Append(method).Append(" sip:").Append(user).Append('@').Append(to).Append(" SIP/2.0\r\nVia: SIP/2.0/UDP ").Append(far.Address)
            .Append(";rport;branch=").Append(branch ?? "z9hG4bK" + Guid.NewGuid().ToString("n")).Append("\r\nMax-Forwards: 70\r\nFrom: \"Far \\\"end\\\"\" <sip:ann@")
            .Append(to).Append(">;tag=").Append(FromTag).Append("\r\nTo: <sip:").Append(user).Append('@').Append(to).Append('>');
        if (toTag.Length > 0)
            text.Append(";tag=").Append(toTag);
        text.Append("\r\nCall-ID: ").Append(CallId).Append("\r\nCSeq: ").Append(cseq).Append(' ').Append(method).Append("\r\n").Append(extra);
        if (!extra.Contains("Contact:", StringComparison.Ordinal))
            text.Append("Contact: <sip:ann@").Append(far.Address).Append(">\r\n");
        if (body.Length > 0)
            text.Append("Content-Type: ").Append(contentType).Append("\r\n");
        return text.Append("Content-Length: ").Append(body.Length).Append("\r\n\r\n").Append(body).ToString();
    }

    public void Send(string message) => far.Send(to, message);

    /// <summary>Sends and takes the next answer to that method.</summary>
    public async Task<FarEnd.Text> AskAsync(string message)
    {
        Send(message);
        return await far.ReceiveAsync("SIP/2.0");
    }

    /// <summary>An Authorization line for a challenge, by the book and not by the code under test.</summary>
    public static string Authorize(FarEnd.Text challenge, string method, string user, string password, int nc = 1, bool sha256 = false, bool qop = true)
    {
        string line = challenge.All("WWW-Authenticate").First(l => l.Contains(sha256 ? "SHA-256" : "MD5", StringComparison.Ordinal));
        string realm = line.Split("realm=\"")[1].Split('"')[0];
        string nonce = line.Split("nonce=\"")[1].Split('"')[0];
        string uri = "sip:callcenter";
        string ha1 = Hash($"{user}:{realm}:{password}", sha256);
        string ha2 = Hash($"{method}:{uri}", sha256);
        string count = nc.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
        string response = Hash(qop ? $"{ha1}:{nonce}:{count}:abc:auth:{ha2}" : $"{ha1}:{nonce}:{ha2}", sha256);
        return $"Authorization: Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", response=\"{response}\", algorithm={(sha256 ? "SHA-256" : "MD5")}"
            + (qop ? $", qop=auth, nc={count}, cnonce=\"abc\"" : "") + "\r\n";
    }

    public static string Hash(string text, bool sha256)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5351 // the test speaks RFC 3261 digest
        return Convert.ToHexStringLower(sha256 ? SHA256.HashData(bytes) : MD5.HashData(bytes));
#pragma warning restore CA5351
    }
}
