using System.Net;
using CallCenter.Media.WebRtc;

namespace CallCenter.Media.Tests;

public sealed class BrowserSdpTests
{
    // As Chromium 156 offers it: microphone first, then a video section that a page might add.
    private const string Chromium = """
        v=0
        o=- 5267212381098232013 2 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=group:BUNDLE 0 1
        a=extmap-allow-mixed
        a=msid-semantic: WMS 2ab6a7d3-8f0e-4b1f-9ad2-7b1a5d0b1f2c
        m=audio 44321 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
        c=IN IP4 192.0.2.7
        a=rtcp:9 IN IP4 0.0.0.0
        a=candidate:1467250027 1 udp 2122260223 192.0.2.7 44321 typ host generation 0 network-id 1
        a=ice-ufrag:k9Xz
        a=ice-pwd:7u0w8dT4vH1s8yQ2mB6nE3pR
        a=ice-options:trickle
        a=fingerprint:sha-256 A1:B2:C3:D4:E5:F6:07:18:29:3A:4B:5C:6D:7E:8F:90:A1:B2:C3:D4:E5:F6:07:18:29:3A:4B:5C:6D:7E:8F:90
        a=setup:actpass
        a=mid:0
        a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
        a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
        a=sendrecv
        a=msid:2ab6a7d3-8f0e-4b1f-9ad2-7b1a5d0b1f2c 0d8a3a2e-6a5d-4a0c-9a59-0b7a5b2c3d4e
        a=rtcp-mux
        a=rtcp-rsize
        a=rtpmap:111 opus/48000/2
        a=rtcp-fb:111 transport-cc
        a=fmtp:111 minptime=10;useinbandfec=1
        a=rtpmap:63 red/48000/2
        a=fmtp:63 111/111
        a=rtpmap:9 G722/8000
        a=rtpmap:0 PCMU/8000
        a=rtpmap:8 PCMA/8000
        a=rtpmap:13 CN/8000
        a=rtpmap:110 telephone-event/48000
        a=rtpmap:126 telephone-event/8000
        a=ssrc:3163516341 cname:3mW0vN8pQ1sT5xYz
        m=video 9 UDP/TLS/RTP/SAVPF 96 97
        c=IN IP4 0.0.0.0
        a=mid:1
        a=sendrecv
        a=rtcp-mux
        a=rtpmap:96 VP8/90000
        """;

    [Fact]
    public void Chromiums_offer_is_read_with_the_8_kHz_event_type()
    {
        BrowserOffer offer = Read(Chromium);

        Assert.Equal("0", offer.Mid);
        Assert.Equal(AudioCodec.Pcmu, offer.Codec);
        Assert.Equal(0, offer.PayloadType);
        Assert.Equal(126, offer.EventPayloadType);
        Assert.Equal("k9Xz", offer.IceName);
        Assert.False(offer.WeAreActive);
        Assert.True(offer is { Sends: true, Receives: true });
        Assert.Equal(2, offer.Sections.Count);
    }

    [Fact]
    public void The_answer_is_the_one_that_browsers_accept()
    {
        string answer = Answer(Read(Chromium));

        string[] expected =
        [
            "a=group:BUNDLE 0", "a=ice-lite", "m=audio 8443 UDP/TLS/RTP/SAVPF 0 126", "c=IN IP4 192.0.2.1", "a=ice-ufrag:AbCdEfGh",
            "a=ice-pwd:abcdefghijklmnopqrstuvwx", "a=setup:passive", "a=mid:0", "a=sendrecv", "a=rtcp-mux", "a=rtpmap:0 PCMU/8000",
            "a=rtpmap:126 telephone-event/8000", "a=fmtp:126 0-15", "a=ptime:20", "a=candidate:1 1 udp 2130706431 192.0.2.1 8443 typ host",
            "a=end-of-candidates", "m=video 0 UDP/TLS/RTP/SAVPF 96", "a=mid:1",
        ];
        string[] lines = answer.Split("\r\n");
        Assert.All(expected, line => Assert.Contains(line, lines, StringComparer.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("a=fingerprint:sha-256 00:01:02:", StringComparison.Ordinal));
        Assert.DoesNotContain("extmap", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sendonly", "recvonly")]
    [InlineData("recvonly", "sendonly")]
    [InlineData("inactive", "inactive")]
    public void The_direction_is_answered_by_its_mirror(string offered, string answered)
    {
        string answer = Answer(Read(Chromium.Replace("a=sendrecv", "a=" + offered, StringComparison.Ordinal)));

        Assert.Contains("a=" + answered + "\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_only_PCMA_is_offered_PCMA_is_spoken()
    {
        BrowserOffer offer = Read(Chromium.Replace("9 0 8 13", "9 8 13", StringComparison.Ordinal));

        Assert.Equal((AudioCodec.Pcma, 8), (offer.Codec, offer.PayloadType));
        Assert.Contains("m=audio 8443 UDP/TLS/RTP/SAVPF 8 126\r\n", Answer(offer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=rtcp-mux", "a=x", OfferFault.NoMultiplex)]
    [InlineData("UDP/TLS/RTP/SAVPF 111", "RTP/AVP 111", OfferFault.NotSecure)]
    [InlineData("UDP/TLS/RTP/SAVPF 111", "RTP/SAVP 111", OfferFault.NotSecure)]
    [InlineData("a=ice-pwd:7u0w8dT4vH1s8yQ2mB6nE3pR", "a=ice-pwd:short", OfferFault.NoIce)]
    [InlineData("a=ice-ufrag:k9Xz", "a=x", OfferFault.NoIce)]
    [InlineData("a=ice-options:trickle", "a=ice-lite", OfferFault.NoIce)]
    [InlineData("fingerprint:sha-256", "fingerprint:sha-1", OfferFault.NoFingerprint)]
    [InlineData("A1:B2:C3", "A1:B2:ZZ", OfferFault.NoFingerprint)]
    [InlineData("9 0 8 13", "9 13", OfferFault.NoCodec)]
    [InlineData("m=audio 44321", "m=audio 0", OfferFault.NoAudio)]
    [InlineData("m=audio 44321", "m=text 44321", OfferFault.NoAudio)]
    [InlineData("m=audio 44321", "m=audio many", OfferFault.Malformed)]
    [InlineData("v=0", "v=1", OfferFault.Malformed)]
    [InlineData("s=-", "nonsense", OfferFault.Malformed)]
    public void What_cannot_be_answered_is_refused_with_its_reason(string from, string to, OfferFault fault)
    {
        int at = Chromium.IndexOf(from, StringComparison.Ordinal);
        string changed = Chromium[..at] + to + Chromium[(at + from.Length)..];

        Assert.Null(BrowserOfferReader.Read(changed, out OfferRefused? refused));
        Assert.Equal(fault, refused!.Fault);
        Assert.NotEmpty(refused.Reason);
    }

    [Fact]
    public void Any_text_is_answered_or_refused_and_never_smuggles_lines_into_the_answer()
    {
        Random random = new(9);
        string[] lines = Chromium.Split('\n');
        for (int i = 0; i < 5_000; i++)
        {
            char[] text = string.Join("\r\n", lines.Where(_ => random.Next(20) > 0)).ToCharArray();
            for (int change = random.Next(4); change > 0; change--)
            {
                text[random.Next(text.Length)] = (char)random.Next(0, 300);
            }

            if (BrowserOfferReader.Read(new string(text), out OfferRefused? refused) is { } offer)
            {
                Assert.All(Answer(offer).Split("\r\n").SkipLast(1), line => Assert.Matches("^[a-z]=[ -~]*$", line));
            }
            else
            {
                Assert.NotNull(refused);
            }
        }
    }

    private static BrowserOffer Read(string sdp)
    {
        BrowserOffer? offer = BrowserOfferReader.Read(sdp, out OfferRefused? refused);
        Assert.Null(refused);
        return offer!;
    }

    private static string Answer(BrowserOffer offer) => BrowserAnswer.Write(
        offer, 42, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 8443), "AbCdEfGh", "abcdefghijklmnopqrstuvwx", [.. Enumerable.Range(0, 32).Select(value => (byte)value)], 7);
}
