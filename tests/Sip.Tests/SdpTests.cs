using System.Net;
using System.Text;
using CallCenter.Sip.Sdp;

namespace CallCenter.Sip.Tests;

/// <summary>Session descriptions, offer and answer (RFC 8866, RFC 3264).</summary>
public sealed class SdpTests
{
    private static readonly IPEndPoint Local = new(IPAddress.Parse("192.0.2.9"), 20000);

    [Fact]
    public void The_offer_is_small_and_reads_back()
    {
        string text = Encoding.ASCII.GetString(AudioOffer.Create(Local, ["PCMA", "PCMU"], SdpDirection.SendRecv, 7, 3));
        Assert.Equal(
            "v=0\r\no=- 7 3 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\nm=audio 20000 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n"
            + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n",
            text);
        SdpSession read = Read(text);
        Assert.Equal("- 7 3 IN IP4 192.0.2.9", read.Origin);
        Assert.Equal([8, 0, 101], read.Media[0].PayloadTypes);
        Assert.Equal(20, read.Media[0].PTime);
        Assert.Equal(text, Encoding.ASCII.GetString(read.ToBytes()));
    }

    [Fact]
    public void An_answer_takes_the_offers_first_common_codec_and_its_event_type_at_8_kHz()
    {
        SdpSession offer = Read("v=0\no=x 1 1 IN IP4 198.51.100.1\ns=-\nc=IN IP4 198.51.100.1\nt=0 0\nm=audio 4000 RTP/AVP 9 8 0 110 126\na=rtpmap:110 telephone-event/48000\na=rtpmap:126 telephone-event/8000\na=ptime:30\n");
        (byte[] bytes, NegotiatedAudio audio) = AudioOffer.Answer(offer, Local, ["PCMU", "PCMA"])!.Value;
        Assert.Equal(new NegotiatedAudio(new IPEndPoint(IPAddress.Parse("198.51.100.1"), 4000), "PCMA", 8, 126, SdpDirection.SendRecv) { PTime = 30 }, audio);
        SdpMedia answered = Read(Encoding.ASCII.GetString(bytes)).Media[0];
        Assert.Equal([8, 126], answered.PayloadTypes);
        Assert.Equal(20000, answered.Port);
    }

    [Fact]
    public void Other_media_lines_keep_their_place_with_port_0()
    {
        SdpSession offer = Read("v=0\r\no=x 1 1 IN IP4 198.51.100.1\r\ns=-\r\nc=IN IP4 198.51.100.1\r\nt=0 0\r\nm=video 6000 RTP/AVP 31 32\r\nm=audio 0 RTP/AVP 0\r\nm=audio 6010 RTP/SAVP 0\r\nm=audio 6020 RTP/AVP 0\r\nm=audio 6030 RTP/AVP 8\r\n");
        (byte[] bytes, NegotiatedAudio audio) = AudioOffer.Answer(offer, Local, ["PCMU", "PCMA"])!.Value;
        Assert.Equal(6020, audio.Remote.Port);
        Assert.Null(audio.TelephoneEventPayloadType);
        SdpSession answer = Read(Encoding.ASCII.GetString(bytes));
        Assert.Equal([0, 0, 0, 20000, 0], answer.Media.Select(m => m.Port));
        Assert.Equal("RTP/SAVP", answer.Media[2].Protocol);
        Assert.Equal("m=video 0 RTP/AVP 31", Encoding.ASCII.GetString(bytes).Split("\r\n")[5]);
    }

    [Fact]
    public void The_line_of_the_other_address_family_gets_port_0()
    {
        SdpSession offer = Read("v=0\r\no=x 1 1 IN IP6 2001:db8::20\r\ns=-\r\nc=IN IP6 2001:db8::20\r\nt=0 0\r\nm=audio 6000 RTP/AVP 0\r\nm=audio 6024 RTP/AVP 0\r\nc=IN IP4 192.0.2.1\r\n");
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 6024), AudioOffer.Answer(offer, Local, ["PCMU"])!.Value.Audio.Remote);
        var six = new IPEndPoint(IPAddress.Parse("2001:db8::9"), 20000);
        (byte[] bytes, NegotiatedAudio audio) = AudioOffer.Answer(offer, six, ["PCMU"])!.Value;
        Assert.Equal(new IPEndPoint(IPAddress.Parse("2001:db8::20"), 6000), audio.Remote);
        Assert.Contains("c=IN IP6 2001:db8::9\r\n", Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=sendonly\r\n", "192.0.2.1", SdpDirection.RecvOnly)]
    [InlineData("a=recvonly\r\n", "192.0.2.1", SdpDirection.SendOnly)]
    [InlineData("a=inactive\r\n", "192.0.2.1", SdpDirection.Inactive)]
    [InlineData("", "192.0.2.1", SdpDirection.SendRecv)]
    [InlineData("", "0.0.0.0", SdpDirection.RecvOnly)]
    [InlineData("a=recvonly\r\n", "0.0.0.0", SdpDirection.Inactive)]
    public void Hold_is_answered_by_its_mirror(string attribute, string address, SdpDirection expected)
    {
        SdpSession offer = Read($"v=0\r\no=x 1 2 IN IP4 {address}\r\ns=-\r\nc=IN IP4 {address}\r\nt=0 0\r\n{attribute}m=audio 6000 RTP/AVP 0\r\n");
        (byte[] bytes, NegotiatedAudio audio) = AudioOffer.Answer(offer, Local, ["PCMU"])!.Value;
        Assert.Equal(expected, audio.Direction);
        Assert.Equal(expected, Read(Encoding.ASCII.GetString(bytes)).Media[0].Direction);
        Assert.Equal(SdpDirection.Inactive, AudioOffer.Answer(offer, Local, ["PCMU"], SdpDirection.Inactive)!.Value.Audio.Direction);
    }

    [Fact]
    public void An_answer_inside_a_call_raises_the_version_only_when_something_changed()
    {
        byte[] current = AudioOffer.Create(Local, ["PCMU"], SdpDirection.SendRecv, 77, 4);
        SdpSession same = Read("v=0\r\no=x 1 2 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 6000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n");
        Assert.Equal(current, AudioOffer.AnswerAgain(same, current, Local, ["PCMU"])!.Value.Answer);

        SdpSession hold = Read("v=0\r\no=x 1 3 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\na=sendonly\r\nm=audio 6000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n");
        byte[] held = AudioOffer.AnswerAgain(hold, current, Local, ["PCMU"])!.Value.Answer;
        Assert.Equal("- 77 5 IN IP4 192.0.2.9", Read(Encoding.ASCII.GetString(held)).Origin);
        Assert.Equal("- 77 6 IN IP4 192.0.2.9", Read(Encoding.ASCII.GetString(AudioOffer.AnswerAgain(same, held, Local, ["PCMU"])!.Value.Answer)).Origin);
    }

    [Fact]
    public void Nothing_in_common_is_no_answer()
    {
        Assert.Null(AudioOffer.Answer(Read("v=0\r\no=x 1 1 IN IP4 192.0.2.1\r\nc=IN IP4 192.0.2.1\r\nm=audio 6000 RTP/AVP 9 18\r\n"), Local, ["PCMU"]));
        Assert.Null(AudioOffer.Answer(Read("v=0\r\no=x 1 1 IN IP4 192.0.2.1\r\nm=audio 6000 RTP/AVP 0\r\n"), Local, ["PCMU"]));
        Assert.Null(AudioOffer.Answer(Read("v=0\r\no=x 1 1 IN IP4 192.0.2.1\r\nc=IN IP4 host.example\r\nm=audio 6000 RTP/AVP 0\r\n"), Local, ["PCMU"]));
        Assert.Null(AudioOffer.FromAnswer(Read("v=0\r\no=x 1 1 IN IP4 192.0.2.1\r\nc=IN IP4 192.0.2.1\r\nm=audio 0 RTP/AVP 0\r\n")));
        Assert.Null(AudioOffer.FromAnswer(Read("v=0\r\no=x 1 1 IN IP4 192.0.2.1\r\n")));
    }

    [Fact]
    public void A_dynamic_type_may_carry_g711_and_a_static_number_may_be_remapped()
    {
        SdpSession offer = Read("v=0\r\no=x 1 1 IN IP4 192.0.2.1\r\nc=IN IP4 192.0.2.1\r\nm=audio 6000 RTP/AVP 0 97\r\na=rtpmap:0 other/16000\r\na=rtpmap:97 pcma/8000/1\r\n");
        NegotiatedAudio audio = AudioOffer.Answer(offer, Local, ["PCMU", "PCMA"])!.Value.Audio;
        Assert.Equal(("PCMA", 97), (audio.Codec, audio.PayloadType));
    }

    [Theory]
    [InlineData("", "does not begin with v=0")]
    [InlineData("v=1\r\n", "does not begin with v=0")]
    [InlineData("v=0\r\ns=-\r\n", "no o= line")]
    [InlineData("v=0\r\no=x\r\nm=audio\r\n", "m= is too short")]
    [InlineData("v=0\r\no=x\r\nm=audio 70000 RTP/AVP 0\r\n", "bad port in m=")]
    [InlineData("v=0\r\no=x\r\nm=audio -1 RTP/AVP 0\r\n", "bad port in m=")]
    [InlineData("v=0\r\no=x\r\nhello\r\n", "a line is not type=value")]
    public void What_cannot_be_read_is_told(string text, string error)
    {
        Assert.False(SdpSession.TryParse(Encoding.UTF8.GetBytes(text), out _, out string told));
        Assert.Equal(error, told);
    }

    [Fact]
    public void Thirty_three_media_lines_are_too_many()
    {
        string head = "v=0\r\no=x 1 1 IN IP4 192.0.2.1\r\n";
        Assert.True(SdpSession.TryParse(Encoding.ASCII.GetBytes(head + string.Concat(Enumerable.Repeat("m=audio 1 RTP/AVP 0\r\n", 32))), out _, out _));
        Assert.False(SdpSession.TryParse(Encoding.ASCII.GetBytes(head + string.Concat(Enumerable.Repeat("m=audio 1 RTP/AVP 0\r\n", 33))), out _, out _));
    }

    private static SdpSession Read(string text)
    {
        Assert.True(SdpSession.TryParse(Encoding.ASCII.GetBytes(text), out SdpSession session, out string error), error);
        return session;
    }
}
