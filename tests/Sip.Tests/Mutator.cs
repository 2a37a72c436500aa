using System.Text;

namespace CallCenter.Sip.Tests;

/// <summary>Seeded damage to messages: the same seed gives the same messages on every machine.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[][] Nasty = [.. new[]
    {
        "\r\n", "\n", "\r", "\0", "\"", "<", ">", "<>", ";", ";;", ",", ",,", ":", "::", "@", "%", "%0", "%00", "=", "*", "?", "[", "]", "[::1]", "\\", "\\\"", " ", "\t", "\r\n ", "\r\n\r\n",
        "4294967296", "-1", "99999999999999999999999999", "2147483648", "SIP/2.0", "SIP/2.0/UDP ", "z9hG4bK", ";branch=", ";tag=", "sip:", "sips:", "tel:+1", "Digest ", "Content-Length: 10\r\n",
        "Via: SIP/2.0/UDP x\r\n", "To: <sip:a@b>\r\n", "Route: <sip:evil;lr>\r\n", "Require: x\r\n", "m=audio 1 RTP/AVP 0\r\n", "c=IN IP4 224.0.0.1\r\n", "a=rtpmap:0 PCMU/8000\r\n", "éü", "\uFEFF",
    }.Select(Encoding.UTF8.GetBytes)];

    private readonly Random _random = new(seed);

    public static IReadOnlyList<byte[]> Corpus { get; } = Make();

    public int Next(int limit) => _random.Next(limit);

    public byte[] Next() => Damage(Corpus[_random.Next(Corpus.Count)]);

    public byte[] Damage(byte[] original)
    {
        var bytes = new List<byte>(original);
        int rounds = 1 + _random.Next(6);
        for (int i = 0; i < rounds; i++)
            Once(bytes);
        return [.. bytes.Take(60_000)];
    }

    private void Once(List<byte> bytes)
    {
        int at = _random.Next(bytes.Count + 1);
        int length = Math.Min(_random.Next(1, 40), bytes.Count - at);
        switch (_random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                byte[] other = Corpus[_random.Next(Corpus.Count)];
                int from = _random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, _random.Next(1, 200))).ToArray());
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                bytes.InsertRange(at, Enumerable.Repeat((byte)"a;,<\" "[_random.Next(6)], _random.Next(1, 9000)));
                break;
            default:
                bytes.InsertRange(at, Nasty[_random.Next(Nasty.Length)]);
                break;
        }
    }

    private static List<byte[]> Make()
    {
        List<byte[]> corpus = [.. TortureTests.Rows().Select(r => r.Bytes)];
        string common = "Via: SIP/2.0/UDP 127.0.0.1:5999;rport;branch=z9hG4bKvalid\r\nMax-Forwards: 70\r\nFrom: \"A\" <sip:a@127.0.0.1>;tag=1\r\nTo: <sip:b@127.0.0.1>\r\nCall-ID: valid@127.0.0.1\r\n";
        corpus.Add(Encoding.ASCII.GetBytes($"INVITE sip:b@127.0.0.1 SIP/2.0\r\n{common}CSeq: 1 INVITE\r\nContact: <sip:a@127.0.0.1:5999>\r\nContent-Type: application/sdp\r\nContent-Length: {Given.Sdp.Length}\r\n\r\n{Given.SdpText}"));
        corpus.Add(Encoding.ASCII.GetBytes($"REGISTER sip:127.0.0.1 SIP/2.0\r\n{common}CSeq: 2 REGISTER\r\nContact: <sip:a@127.0.0.1:5999>;expires=60\r\nAuthorization: Digest username=\"ann\", realm=\"callcenter\", nonce=\"{new string('a', 64)}\", uri=\"sip:x\", response=\"{new string('b', 32)}\", qop=auth, nc=00000001, cnonce=\"c\"\r\nContent-Length: 0\r\n\r\n"));
        corpus.Add(Encoding.ASCII.GetBytes($"SIP/2.0 401 Unauthorized\r\n{common}CSeq: 1 INVITE\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\nRetry-After: 5\r\nReason: Q.850;cause=16;text=\"x\"\r\nContent-Length: 0\r\n\r\n"));
        corpus.Add(Encoding.ASCII.GetBytes($"SIP/2.0 200 OK\r\n{common}CSeq: 1 INVITE\r\nRecord-Route: <sip:p@127.0.0.1;lr>\r\nContact: <sip:b@127.0.0.1:5998>\r\nContent-Type: application/sdp\r\nContent-Length: {Given.Sdp.Length}\r\n\r\n{Given.SdpText}"));
        corpus.Add(Encoding.ASCII.GetBytes($"BYE sip:b@127.0.0.1 SIP/2.0\r\n{common}CSeq: 3 BYE\r\nContent-Length: 0\r\n\r\n"));
        return corpus;
    }
}
