using System.Globalization;

namespace CallCenter.Media.WebRtc;

/// <summary>Reads a browser's offer (RFC 8829 5.2, RFC 8866). What cannot be answered is a fault with a sentence, never an exception.</summary>
internal sealed class BrowserOfferReader
{
    internal const int MaxBytes = 65536;
    private const int MaxSections = 16;
    private const int Sha256Bytes = 32;

    private readonly Section _session = new();
    private readonly List<Section> _sections = [];

    private BrowserOfferReader()
    {
    }

    /// <summary>The offer, or null with the refusal.</summary>
    internal static BrowserOffer? Read(string sdp, out OfferRefused? refused)
    {
        BrowserOfferReader reader = new();
        refused = reader.Split(sdp);
        return refused is null ? reader.Judge(out refused) : null;
    }

    private static OfferRefused Refuse(OfferFault fault, string reason) => new(fault, reason);

    private OfferRefused? Split(string sdp)
    {
        if (sdp.Length > MaxBytes || !sdp.StartsWith("v=0", StringComparison.Ordinal))
        {
            return Refuse(OfferFault.Malformed, "The offer is not an SDP of version 0, or longer than 64 KiB.");
        }

        Section section = _session;
        foreach (ReadOnlySpan<char> raw in sdp.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.TrimEnd();
            if (line.IsEmpty)
            {
                continue;
            }

            if (line.Length < 2 || line[1] != '=')
            {
                return Refuse(OfferFault.Malformed, "A line of the offer is not of the form type=value.");
            }

            if (line[0] == 'm')
            {
                if (Section.TryBegin(line[2..].ToString()) is not { } begun || _sections.Count == MaxSections)
                {
                    return Refuse(OfferFault.Malformed, "A media line of the offer cannot be read, or there are more than sixteen.");
                }

                section = begun;
                _sections.Add(section);
            }
            else if (line[0] == 'a')
            {
                section.Attributes.Add(line[2..].ToString());
            }
        }

        return null;
    }

    private BrowserOffer? Judge(out OfferRefused? refused)
    {
        int at = _sections.FindIndex(section => section is { Media: "audio", Port: not 0 });
        if (at < 0)
        {
            refused = Refuse(OfferFault.NoAudio, "The offer has no audio section in use.");
            return null;
        }

        Section audio = _sections[at];
        refused = Missing(audio, out byte[][] fingerprints);
        if (refused is not null)
        {
            return null;
        }

        Dictionary<int, string> formats = audio.Formats();
        int pcmu = formats.Where(format => IsCodec(format.Value, "PCMU/8000")).Select(format => format.Key).DefaultIfEmpty(-1).First();
        int pcma = formats.Where(format => IsCodec(format.Value, "PCMA/8000")).Select(format => format.Key).DefaultIfEmpty(-1).First();
        if (pcmu < 0 && pcma < 0)
        {
            refused = Refuse(OfferFault.NoCodec, "The offer has neither PCMU nor PCMA.");
            return null;
        }

        int[] events = [.. formats.Where(format => IsCodec(format.Value, "telephone-event/8000")).Select(format => format.Key)];
        string direction = Direction(audio);
        return new BrowserOffer
        {
            Mid = audio.Find("mid") ?? "0",
            Protocol = audio.Protocol,
            IceName = Either(audio, "ice-ufrag")!,
            IcePassword = Either(audio, "ice-pwd")!,
            Fingerprints = fingerprints,
            WeAreActive = Either(audio, "setup") == "passive",
            Codec = pcmu >= 0 ? AudioCodec.Pcmu : AudioCodec.Pcma,
            PayloadType = pcmu >= 0 ? pcmu : pcma,
            EventPayloadType = events.Length > 0 ? events[0] : null,
            Sends = direction is "sendrecv" or "sendonly",
            Receives = direction is "sendrecv" or "recvonly",
            Sections = [.. _sections.Select(section => new OfferedSection(section.Media, section.Protocol, section.FormatList.Split(' ')[0], section.Find("mid")))],
            AudioAt = at,
        };
    }

    private OfferRefused? Missing(Section audio, out byte[][] fingerprints)
    {
        fingerprints = [.. audio.All("fingerprint").Concat(_session.All("fingerprint")).Select(Sha256).OfType<byte[]>()];
        if (audio.Protocol is not ("UDP/TLS/RTP/SAVPF" or "UDP/TLS/RTP/SAVP"))
        {
            return Refuse(OfferFault.NotSecure, $"The audio is offered over {Printable(audio.Protocol)}; only DTLS-SRTP (UDP/TLS/RTP/SAVPF) is spoken.");
        }

        if (Either(audio, "ice-ufrag") is not { Length: >= 4 and <= 256 } || Either(audio, "ice-pwd") is not { Length: >= 22 and <= 256 })
        {
            return Refuse(OfferFault.NoIce, "The offer has no usable ICE name and password.");
        }

        if (_session.Has("ice-lite") || audio.Has("ice-lite"))
        {
            return Refuse(OfferFault.NoIce, "The far end is ICE-lite like us: neither would look for a way.");
        }

        if (fingerprints.Length == 0)
        {
            return Refuse(OfferFault.NoFingerprint, "The offer has no SHA-256 certificate fingerprint.");
        }

        return audio.Has("rtcp-mux") ? null : Refuse(OfferFault.NoMultiplex, "The offer keeps RTCP on a port of its own; RTP and RTCP share one here.");
    }

    private static bool IsCodec(string offered, string wanted) =>
        offered.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) && (offered.Length == wanted.Length || offered[wanted.Length..] == "/1");

    private static string Printable(string text) => new([.. text.Take(32).Where(character => character is > ' ' and < (char)127)]);

    // "sha-256 AB:CD:..." (RFC 8122 5).
    private static byte[]? Sha256(string value)
    {
        string[] parts = value.Split(' ', 2);
        if (parts.Length != 2 || !parts[0].Equals("sha-256", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string digits = parts[1].Trim().Replace(":", "", StringComparison.Ordinal);
        byte[] bytes = new byte[Sha256Bytes];
        return digits.Length == 2 * Sha256Bytes
            && Convert.FromHexString(digits, bytes, out _, out int written) == System.Buffers.OperationStatus.Done && written == Sha256Bytes ? bytes : null;
    }

    private string? Either(Section audio, string name) => audio.Find(name) ?? _session.Find(name);

    private string Direction(Section audio)
    {
        string[] known = ["sendrecv", "sendonly", "recvonly", "inactive"];
        return known.FirstOrDefault(audio.Has) ?? known.FirstOrDefault(_session.Has) ?? "sendrecv";
    }

    private sealed class Section
    {
        internal string Media { get; private init; } = "";

        internal int Port { get; private init; }

        internal string Protocol { get; private init; } = "";

        internal string FormatList { get; private init; } = "";

        internal List<string> Attributes { get; } = [];

        internal static Section? TryBegin(string line)
        {
            string[] parts = line.Split(' ', 4);
            return parts.Length == 4 && int.TryParse(parts[1].Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
                && port <= 65535 && parts.All(IsSafe)
                ? new Section { Media = parts[0], Port = port, Protocol = parts[2], FormatList = parts[3].Trim() }
                : null;
        }

        internal bool Has(string flag) => Attributes.Contains(flag);

        internal string? Find(string name) => All(name).FirstOrDefault();

        // Values go back into our answer in places: nothing but visible characters is taken.
        internal IEnumerable<string> All(string name) => Attributes
            .Where(attribute => attribute.Length > name.Length && attribute[name.Length] == ':' && attribute.StartsWith(name, StringComparison.Ordinal))
            .Select(attribute => attribute[(name.Length + 1)..].Trim())
            .Where(IsSafe);

        /// <summary>Payload type to "encoding/clock[/channels]", in the order of the media line; the static types of RFC 3551 need no rtpmap.</summary>
        internal Dictionary<int, string> Formats()
        {
            Dictionary<int, string> formats = [];
            foreach (string format in FormatList.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out int type) && type <= 127 && !formats.ContainsKey(type))
                {
                    string? mapped = All("rtpmap").FirstOrDefault(map => map.StartsWith(format + " ", StringComparison.Ordinal));
                    formats.TryAdd(type, mapped?[(format.Length + 1)..].Trim() ?? (type == 0 ? "PCMU/8000" : type == 8 ? "PCMA/8000" : ""));
                }
            }

            return formats;
        }

        private static bool IsSafe(string text) => text.All(character => character is >= ' ' and < (char)127);
    }
}
