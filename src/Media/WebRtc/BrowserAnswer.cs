using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CallCenter.Media.WebRtc;

/// <summary>Writes our answer to a browser's offer: one audio stream on the shared port, everything else refused (telephony.md 1.1).</summary>
internal static class BrowserAnswer
{
    // RFC 8445 5.1.2.1: type preference 126 (host), the only candidate.
    private const uint HostPriority = 2_130_706_431;

    /// <param name="offer">What is answered.</param>
    /// <param name="session">Number of this session in the origin line.</param>
    /// <param name="address">Where browsers reach us.</param>
    /// <param name="iceName">Our ICE name for this page.</param>
    /// <param name="icePassword">Our ICE password for this page.</param>
    /// <param name="fingerprint">SHA-256 of our certificate.</param>
    /// <param name="ssrc">What we send with.</param>
    internal static string Write(BrowserOffer offer, long session, IPEndPoint address, string iceName, string icePassword, byte[] fingerprint, uint ssrc)
    {
        string family = address.AddressFamily == AddressFamily.InterNetworkV6 ? "IP6" : "IP4";
        Lines lines = new();
        lines.Add($"v=0");
        lines.Add($"o=- {session} 1 IN {family} {address.Address}");
        lines.Add($"s=-");
        lines.Add($"t=0 0");
        lines.Add($"a=group:BUNDLE {offer.Mid}");
        lines.Add($"a=ice-lite");
        for (int i = 0; i < offer.Sections.Count; i++)
        {
            if (i != offer.AudioAt)
            {
                Refuse(lines, offer.Sections[i], family);
                continue;
            }

            string events = offer.EventPayloadType is { } type ? string.Create(CultureInfo.InvariantCulture, $" {type}") : "";
            lines.Add($"m=audio {address.Port} {offer.Protocol} {offer.PayloadType}{events}");
            lines.Add($"c=IN {family} {address.Address}");
            lines.Add($"a=rtcp:{address.Port} IN {family} {address.Address}");
            lines.Add($"a=ice-ufrag:{iceName}");
            lines.Add($"a=ice-pwd:{icePassword}");
            lines.Add($"a=fingerprint:sha-256 {Hex(fingerprint)}");
            lines.Add($"a=setup:{(offer.WeAreActive ? "active" : "passive")}");
            lines.Add($"a=mid:{offer.Mid}");
            lines.Add($"a={Direction(offer)}");
            lines.Add($"a=rtcp-mux");
            WriteFormats(lines, offer);
            if (offer.Receives)
            {
                lines.Add($"a=msid:callcenter line");
                lines.Add($"a=ssrc:{ssrc} cname:{ssrc:x8}");
            }

            lines.Add($"a=candidate:1 1 udp {HostPriority} {address.Address} {address.Port} typ host");
            lines.Add($"a=end-of-candidates");
        }

        return lines.ToString();
    }

    private static void WriteFormats(Lines lines, BrowserOffer offer)
    {
        lines.Add($"a=rtpmap:{offer.PayloadType} {(offer.Codec == AudioCodec.Pcmu ? "PCMU" : "PCMA")}/8000");
        if (offer.EventPayloadType is { } events)
        {
            lines.Add($"a=rtpmap:{events} telephone-event/8000");
            lines.Add($"a=fmtp:{events} 0-15");
        }

        lines.Add($"a=ptime:20");
        lines.Add($"a=maxptime:20");
    }

    private static string Direction(BrowserOffer offer) => offer switch
    {
        { Sends: true, Receives: true } => "sendrecv",
        { Sends: true } => "recvonly",
        { Receives: true } => "sendonly",
        _ => "inactive",
    };

    private static void Refuse(Lines lines, OfferedSection section, string family)
    {
        lines.Add($"m={section.Media} 0 {section.Protocol} {section.FirstFormat}");
        lines.Add($"c=IN {family} {(family == "IP4" ? "0.0.0.0" : "::")}");
        if (section.Mid is not null)
        {
            lines.Add($"a=mid:{section.Mid}");
        }

        lines.Add($"a=inactive");
    }

    private static string Hex(byte[] bytes) => string.Join(':', bytes.Select(value => value.ToString("X2", CultureInfo.InvariantCulture)));

    private sealed class Lines
    {
        private readonly StringBuilder _text = new();

        internal void Add(FormattableString line) => _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append("\r\n");

        public override string ToString() => _text.ToString();
    }
}
