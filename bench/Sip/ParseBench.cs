using System.Diagnostics;
using System.Text;
using CallCenter.Sip.Messages;

namespace CallCenter.Sip.Bench;

/// <summary>Parsing a 200 OK of about 800 bytes as a carrier sends it: framing with header index, then with validation.</summary>
internal static class ParseBench
{
    private const int Rounds = 2_000_000;

    public static void Run()
    {
        byte[] bytes = Encoding.ASCII.GetBytes(Message());
        Measure("parse 200 OK", bytes, validate: false);
        Measure("parse and validate 200 OK", bytes, validate: true);
    }

    private static void Measure(string name, byte[] bytes, bool validate)
    {
        var message = new SipMessage();
        byte[] buffer = [.. bytes];
        long bad = Loop(message, buffer, 200_000, validate); // warm up, let the JIT finish
        using var self = Process.GetCurrentProcess();
        TimeSpan best = TimeSpan.MaxValue;
        long allocated = 0;
        for (int run = 0; run < 5; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            self.Refresh();
            TimeSpan cpu = self.TotalProcessorTime;
            bad += Loop(message, buffer, Rounds, validate);
            self.Refresh();
            TimeSpan used = self.TotalProcessorTime - cpu;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (used < best)
                best = used;
        }

        if (bad > 0)
            throw new InvalidOperationException("The message does not parse.");
        Console.WriteLine(FormattableString.Invariant($"{name}: {bytes.Length} bytes, {best.TotalNanoseconds / Rounds:F0} ns CPU (best of 5 runs of {Rounds}), {(double)allocated / Rounds:F2} bytes allocated"));
    }

    private static long Loop(SipMessage message, byte[] buffer, int rounds, bool validate)
    {
        long bad = 0;
        for (int i = 0; i < rounds; i++)
        {
            if (!message.Parse(buffer, buffer.Length) || (validate && !SipValidator.Check(message).IsFine))
                bad++;
        }

        return bad;
    }

    private static string Message()
    {
        const string Sdp = "v=0\r\no=carrier 29739727 29739727 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\nm=audio 49170 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n";
        return "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 198.51.100.7:5060;rport=5060;branch=z9hG4bK6f1c8be2a90d4e21ab37;received=198.51.100.7\r\n"
            + "Record-Route: <sip:192.0.2.1;lr;ftag=0a1b2c3d4e5f6071>\r\nFrom: \"Acme Sales\" <sip:+15550199@callcenter.example>;tag=0a1b2c3d4e5f6071\r\nTo: <sip:+15550100@carrier.example>;tag=as58f4201b\r\n"
            + "Call-ID: 1f0b6d3c5e7a49f2b8c1d0e9f8a7b6c5\r\nCSeq: 2 INVITE\r\nContact: <sip:+15550100@192.0.2.10:5060>\r\nAllow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, INFO, UPDATE\r\nSupported: replaces, timer\r\nServer: Carrier SBC\r\n"
            + $"Content-Type: application/sdp\r\nContent-Length: {Sdp.Length}\r\n\r\n{Sdp}";
    }
}
