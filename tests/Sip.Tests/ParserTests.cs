using System.Net;
using System.Text;
using CallCenter.Sip.Messages;

namespace CallCenter.Sip.Tests;

/// <summary>Parser, caps of hardening A15, and the value parsers.</summary>
public sealed class ParserTests
{
    private const string Head = "OPTIONS sip:a@b SIP/2.0\r\nv: SIP/2.0/UDP h;branch=z9hG4bKx\r\nf: <sip:a@b>;tag=1\r\nt: sip:c@d\r\ni: call\r\nCSeq: 1 OPTIONS\r\n";

    [Fact]
    public void Parsing_allocates_nothing_once_warm()
    {
        byte[] bytes = Encoding.ASCII.GetBytes(Head + "Subject: one\r\n two\r\nl: 3\r\n\r\nabc");
        byte[] buffer = new byte[bytes.Length];
        var message = new SipMessage();
        long before = 0;
        for (int i = 0; i < 1100; i++)
        {
            if (i == 100)
                before = GC.GetAllocatedBytesForCurrentThread();
            bytes.CopyTo(buffer, 0);
            Assert.True(message.Parse(buffer, buffer.Length) && SipValidator.Check(message).IsFine);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Folding_compact_names_and_bodies_are_read()
    {
        SipMessage message = Parse(Head + "Subject : one\r\n\t two  \r\nl:3\r\n\r\nabcdef");
        Assert.Equal("one  \t two", message.Find("subject"));
        Assert.Equal("call", message.Find("Call-ID"));
        Assert.Equal("abc", Encoding.ASCII.GetString(message.Body));
        Assert.Null(message.Find("X-None"));
        Assert.Equal(SipDefects.None, message.Defects);
        Assert.True(SipValidator.Check(message).IsFine);
    }

    [Theory]
    [InlineData(200 - 5, 0)]
    [InlineData(201 - 5, 400)]
    public void At_most_200_headers(int extra, int status) =>
        Assert.Equal(status, Status(Head + string.Concat(Enumerable.Repeat("X: y\r\n", extra)) + "\r\n"));

    [Theory]
    [InlineData(8192, 0)]
    [InlineData(8193, 400)]
    public void At_most_8_KiB_in_a_header(int length, int status) =>
        Assert.Equal(status, Status(Head + "X: " + new string('y', length - 3) + "\r\n\r\n"));

    [Theory]
    [InlineData(69, 0)]
    [InlineData(70, 400)]
    public void At_most_70_vias(int more, int status)
    {
        Assert.Equal(status, Status(Head + string.Concat(Enumerable.Repeat("Via: SIP/2.0/UDP h\r\n", more)) + "\r\n"));
        Assert.Equal(status, Status(Head + "Via: " + string.Join(',', Enumerable.Repeat("SIP/2.0/UDP h", more)) + "\r\n\r\n"));
    }

    [Theory]
    [InlineData("X: a\nY: b\r\n\r\n")]
    [InlineData("X: a\rY: b\r\n\r\n")]
    [InlineData("X: a\r\n")]
    [InlineData("X a\r\n\r\n")]
    [InlineData(": a\r\n\r\n")]
    [InlineData("X Y: a\r\n\r\n")]
    [InlineData("l: 1\r\n\r\n")]
    [InlineData("l: 99999999999999999999\r\n\r\n")]
    [InlineData("l: -1\r\n\r\n")]
    [InlineData("l: 2147483648\r\n\r\n")]
    [InlineData("l: 0\r\nl: 0\r\n\r\n")]
    [InlineData("Max-Forwards: 256\r\n\r\n")]
    [InlineData("Max-Forwards: x\r\n\r\n")]
    [InlineData("CSeq: 2 OPTIONS\r\n\r\n")]
    public void Broken_headers_are_400(string rest) => Assert.Equal(400, Status(Head + rest));

    [Theory]
    [InlineData("hello")]
    [InlineData("\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001 client hello\r\n\r\n")]
    [InlineData("SIP/2.0 20 OK\r\n\r\n")]
    [InlineData("SIP/2.0 2000 OK\r\n\r\n")]
    [InlineData("SIP/2.0 099 OK\r\n\r\n")]
    [InlineData("SIP/2.0 700 OK\r\n\r\n")]
    [InlineData("SIP/3.0 200 OK\r\n\r\n")]
    public void What_is_no_sip_is_no_message(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        Assert.False(new SipMessage().Parse(bytes, bytes.Length));
    }

    [Fact]
    public void The_largest_datagram_is_answered()
    {
        SipMessage message = Parse(Head + "Content-Type: text/plain\r\n\r\n" + new string('x', 65_000));
        Assert.Equal(65_000, message.Body.Length);
        Assert.True(SipValidator.Check(message).IsFine);
    }

    [Theory]
    [InlineData("sip:a@b", "a", "b", -1)]
    [InlineData("SIPS:a:pw@b:5061;transport=tcp;lr?x=y", "a", "b", 5061)]
    [InlineData("sip:[2001:db8::1]:5070", "", "[2001:db8::1]", 5070)]
    [InlineData("sip:+1-212;ext=9?x/y@h-1.example", "+1-212;ext=9?x/y", "h-1.example", -1)]
    [InlineData("sip:%61%00@h", "a\0", "h", -1)]
    public void Good_uris(string text, string user, string host, int port)
    {
        Assert.True(SipUriRef.TryParse(Encoding.ASCII.GetBytes(text), out SipUriRef uri));
        Assert.Equal((user, host, port), (SipScan.Unescape(uri.User), Encoding.ASCII.GetString(uri.Host), uri.Port));
    }

    [Theory]
    [InlineData("sip:")]
    [InlineData("sip:@b")]
    [InlineData("sip:a@")]
    [InlineData("sip:a@b@c")]
    [InlineData("sip:a@b:port")]
    [InlineData("sip:a@b:70000")]
    [InlineData("sip:a@b:")]
    [InlineData("sip:a%2@b")]
    [InlineData("sip:a%zz@b")]
    [InlineData("sip:a b@c")]
    [InlineData("sip:a@b;")]
    [InlineData("sip:a@b;;x")]
    [InlineData("sip:2001:db8::1")]
    [InlineData("sip:[2001:db8::1")]
    [InlineData("sip:[192.0.2.1]")]
    [InlineData("sip:[]")]
    [InlineData("tel:+1")]
    [InlineData("a@b")]
    public void Bad_sip_uris(string text) => Assert.False(SipUriRef.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("rport", "127.0.0.1:4000", "127.0.0.1:9", 4000)]
    [InlineData("", "127.0.0.1:4000", "127.0.0.1:4000", 4000)]
    [InlineData("", "127.0.0.1:4000", "127.0.0.1", 5060)]
    [InlineData("", "127.0.0.1:4000", "127.0.0.1:4001", 4001)]
    [InlineData("", "127.0.0.1:4000", "192.0.2.1:4001", 4000)]
    [InlineData("", "127.0.0.1:4000", "host.example:4001", 4000)]
    public void Responses_go_to_the_source_unless_the_client_names_its_own_port(string parameter, string source, string sentBy, int port)
    {
        SipMessage message = Parse(Head.Replace("UDP h;", $"UDP {sentBy};{(parameter.Length > 0 ? parameter + ";" : "")}", StringComparison.Ordinal) + "\r\n");
        message.Source = IPEndPoint.Parse(source);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, port), SipResponses.Target(message));
    }

    [Fact]
    public void The_top_via_is_completed_and_the_others_copied()
    {
        SipMessage message = Parse(Head.Replace("v: SIP/2.0/UDP h;branch", "Via: SIP/2.0/UDP 10.0.0.1:5060 ;RPORT;x=\"a,b\";branch", StringComparison.Ordinal).Replace("z9hG4bKx\r\n", "z9hG4bKx, SIP/2.0/TCP two\r\nVia: SIP/2.0/TLS three;rport\r\n", StringComparison.Ordinal) + "\r\n");
        message.Source = IPEndPoint.Parse("192.0.2.5:777");
        string text = Encoding.ASCII.GetString(SipResponses.Begin(new SipWriter(), message, 200, "OK", "tt").Finish());
        Assert.Contains("\r\nVia: SIP/2.0/UDP 10.0.0.1:5060 ;RPORT=777;x=\"a,b\";branch=z9hG4bKx;received=192.0.2.5, SIP/2.0/TCP two\r\nVia: SIP/2.0/TLS three;rport\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nTo: sip:c@d;tag=tt\r\n", text, StringComparison.Ordinal);
    }

    private static int Status(string text) => SipValidator.Check(Parse(text)).Status;

    private static SipMessage Parse(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        var message = new SipMessage();
        Assert.True(message.Parse(bytes, bytes.Length));
        return message;
    }
}
