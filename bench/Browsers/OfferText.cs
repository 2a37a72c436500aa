using System.Globalization;

namespace CallCenter.Bench.Browsers;

/// <summary>An offer as a page makes it for one audio line, with the codecs a browser lists.</summary>
internal static class OfferText
{
    internal static string Write(int number, string iceName, string icePassword, byte[] fingerprint, uint ssrc)
    {
        string[] lines =
        [
            "v=0",
            string.Create(CultureInfo.InvariantCulture, $"o=- {number + 1} 2 IN IP4 127.0.0.1"),
            "s=-",
            "t=0 0",
            "a=group:BUNDLE 0",
            "a=msid-semantic: WMS",
            "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126",
            "c=IN IP4 0.0.0.0",
            "a=rtcp:9 IN IP4 0.0.0.0",
            $"a=ice-ufrag:{iceName}",
            $"a=ice-pwd:{icePassword}",
            "a=ice-options:trickle",
            $"a=fingerprint:sha-256 {string.Join(':', fingerprint.Select(value => value.ToString("X2", CultureInfo.InvariantCulture)))}",
            "a=setup:actpass",
            "a=mid:0",
            "a=sendrecv",
            "a=rtcp-mux",
            "a=rtpmap:111 opus/48000/2",
            "a=rtpmap:63 red/48000/2",
            "a=rtpmap:9 G722/8000",
            "a=rtpmap:0 PCMU/8000",
            "a=rtpmap:8 PCMA/8000",
            "a=rtpmap:13 CN/8000",
            "a=rtpmap:110 telephone-event/48000",
            "a=rtpmap:126 telephone-event/8000",
            string.Create(CultureInfo.InvariantCulture, $"a=ssrc:{ssrc} cname:browser{number}"),
        ];
        return string.Join("\r\n", lines) + "\r\n";
    }
}
