using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CallCenter.Sip.Messages;

namespace CallCenter.Sip.Tests;

/// <summary>RFC 4475 and RFC 5118, as tests/data/sip-torture/expected.csv says (hardening S1).</summary>
public sealed partial class TortureTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data", "sip-torture");

    /// <summary>All rows of expected.csv.</summary>
    internal static IEnumerable<Row> Rows() => File.ReadLines(Path.Combine(Folder, "expected.csv")).Skip(1).Select(line =>
    {
        string[] cells = Cell().Matches(line).Select(m => m.Groups["quoted"].Success ? m.Groups["quoted"].Value : m.Groups["plain"].Value).ToArray();
        return new Row(cells[0], string.Equals(cells[3], "UDP", StringComparison.Ordinal), string.Equals(cells[4], "request", StringComparison.Ordinal), cells[5], cells[6], cells[7], File.ReadAllBytes(Path.Combine(Folder, cells[0])));
    });

    public static IEnumerable<TheoryDataRow<string>> UdpFiles() => Rows().Where(r => r.Udp).Select(r => new TheoryDataRow<string>(r.File));

    public static IEnumerable<TheoryDataRow<string>> StreamFiles() => Rows().Where(r => !r.Udp).Select(r => new TheoryDataRow<string>(r.File));

    [Fact]
    public void The_corpus_is_complete()
    {
        Assert.Equal(49, Rows().Count(r => r.File.StartsWith("rfc4475/", StringComparison.Ordinal)));
        Assert.Equal(11, Rows().Count(r => r.File.StartsWith("rfc5118/", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(UdpFiles))]
    public async Task A_datagram_is_answered_as_expected_and_options_after_it(string file)
    {
        Row row = Rows().First(r => string.Equals(r.File, file, StringComparison.Ordinal));
        await using SipEndpoint endpoint = Given.Endpoint(with: o => o with { FindUser = Given.Users(("ann", "secret")) });
        using var far = new FarEnd();
        for (int round = 0; round < 3; round++)
        {
            far.Send(endpoint.LocalEndPoint, row.Bytes);
            // One queue per SIP thread keeps the order only within a Call-ID, so a marker per thread says when all is done.
            var answers = new List<FarEnd.Text>();
            for (int marker = 0; marker < 2; marker++)
            {
                far.Send(endpoint.LocalEndPoint, Options(far.Address, $"{(marker == 0 ? "a" : "b")}-marker"));
                FarEnd.Text answer;
                while (!(answer = await far.ReceiveAsync())["Call-ID"].EndsWith("-marker", StringComparison.Ordinal))
                    answers.Add(answer);
                Assert.Equal(200, answer.Status);
            }

            Check(row, answers);
        }

        Assert.Equal(0, endpoint.Counters.Faults);
        Assert.Equal((0, 0, 0), await endpoint.SizeAsync());
    }

    /// <summary>Messages meant for a stream go through parser and validator; what the validator lets through would be challenged.</summary>
    [Theory]
    [MemberData(nameof(StreamFiles))]
    public void A_stream_message_is_parsed_and_judged_as_expected(string file)
    {
        Row row = Rows().First(r => string.Equals(r.File, file, StringComparison.Ordinal));
        var message = new SipMessage();
        bool framed = message.Parse([.. row.Bytes], row.Bytes.Length);
        if (!row.Request)
        {
            Assert.True(!framed || !SipValidator.Check(message).IsFine);
            return;
        }

        Assert.True(framed);
        SipVerdict verdict = SipValidator.Check(message);
        int status = verdict.IsFine ? (message.Method == SipMethod.Unknown ? 405 : SipCoreRefusal(message)) : verdict.Status;
        Assert.Matches($"^(?:{row.Accept})$", status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.DoesNotMatch($"^(?:{row.Forbid})$", status.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void What_the_messages_mean_is_read_right()
    {
        SipMessage escaped = Parse("rfc4475/esc01.dat");
        Assert.True(SipUriRef.TryParse(escaped.Uri, out SipUriRef uri));
        Assert.Equal("sips:user@example.com", SipScan.Unescape(uri.User));
        Assert.Equal("example.net", Encoding.ASCII.GetString(uri.Host));

        SipMessage spaces = Parse("rfc4475/wsinv.dat");
        Assert.True(NameAddrRef.TryParse(spaces.Get(HeaderId.From), out NameAddrRef from));
        Assert.Equal("98asjd8", Encoding.ASCII.GetString(from.Tag));
        Assert.Equal("J Rosenberg \\\"", SipScan.Unquote(from.Display));
        Assert.True(ViaRef.TryParse(spaces.TopVia, out ViaRef via));
        Assert.Equal("390skdjuw", Encoding.ASCII.GetString(via.Branch));
        Assert.False(via.HasUniqueBranch);
        Assert.Equal(3, spaces.Items(HeaderId.Via).Count);

        SipMessage semicolon = Parse("rfc4475/semiuri.dat");
        Assert.True(SipUriRef.TryParse(semicolon.Uri, out uri));
        Assert.Equal("user;par=u@example.net", SipScan.Unescape(uri.User));

        Assert.True(SipUriRef.TryParse(Parse("rfc5118/port-ambiguous.dat").Uri, out uri));
        Assert.Equal(-1, uri.Port);
        Assert.True(SipUriRef.TryParse(Parse("rfc5118/port-unambiguous.dat").Uri, out uri));
        Assert.Equal(5070, uri.Port);

        Assert.Equal(34, Parse("rfc4475/longreq.dat").Items(HeaderId.Via).Count);
        SipMessage odd = Parse("rfc4475/intmeth.dat");
        Assert.Contains("NUL:\\\0", Encoding.Latin1.GetString(odd.Get(HeaderId.To)), StringComparison.Ordinal);
        Assert.Equal(2, Parse("rfc4475/escnull.dat").Items(HeaderId.Contact).Count);
        Assert.Equal(["nothingSupportsThis", "nothingSupportsThisEither"], Parse("rfc4475/bext01.dat").Items(HeaderId.Require));
    }

    internal static string Options(IPEndPoint from, string callId) =>
        $"OPTIONS sip:probe@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP {from};branch=z9hG4bK{Guid.NewGuid():n}\r\nMax-Forwards: 70\r\nFrom: <sip:probe@{from}>;tag=p\r\nTo: <sip:probe@127.0.0.1>\r\nCall-ID: {callId}\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";

    private static void Check(Row row, List<FarEnd.Text> answers)
    {
        if (string.Equals(row.Accept, "none", StringComparison.Ordinal))
        {
            Assert.Empty(answers);
            return;
        }

        FarEnd.Text answer = Assert.Single(answers);
        string status = answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Matches($"^(?:{row.Accept})$", status);
        if (row.Forbid.Length > 0)
            Assert.DoesNotMatch($"^(?:{row.Forbid})$", status);
    }

    private static int SipCoreRefusal(SipMessage message) => message.Method switch
    {
        SipMethod.Register => 401,
        SipMethod.Options => Execution.SipCore.Refusal(message)?.Status ?? 200,
        _ => 401,
    };

    private static SipMessage Parse(string file)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Folder, file));
        var message = new SipMessage();
        Assert.True(message.Parse(bytes, bytes.Length));
        return message;
    }

    [GeneratedRegex("(?:^|,)(?:\"(?<quoted>[^\"]*)\"|(?<plain>[^,]*))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cell();

    internal sealed record Row(string File, bool Udp, bool Request, string Validity, string Accept, string Forbid, byte[] Bytes);
}
