using System.Globalization;
using System.Net;

namespace CallCenter.Bench.Browsers;

/// <summary>What a browser needs of the answer to its offer.</summary>
internal sealed record AnswerFacts(IPEndPoint Server, string IceName, string IcePassword, byte[] Fingerprint, int PayloadType)
{
    internal static AnswerFacts Read(string sdp)
    {
        string[] lines = sdp.Split('\n', StringSplitOptions.TrimEntries);
        string[] media = After("m=audio ").Split(' ');
        string[] candidate = After("a=candidate:").Split(' ');
        if (After("a=setup:") != "passive")
        {
            throw new InvalidDataException("The server wants to open the handshake; these browsers do.");
        }

        return new AnswerFacts(
            new IPEndPoint(IPAddress.Parse(candidate[4]), Number(candidate[5])),
            After("a=ice-ufrag:"),
            After("a=ice-pwd:"),
            Convert.FromHexString(After("a=fingerprint:sha-256 ").Replace(":", "", StringComparison.Ordinal)),
            Number(media[2]));

        string After(string start) => Array.Find(lines, line => line.StartsWith(start, StringComparison.Ordinal)) is { } found
            ? found[start.Length..]
            : throw new InvalidDataException($"The answer has no {start}");

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}
