using System.Diagnostics;
using System.Net;
using CallCenter.Sip.Sdp;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Sip.Bench;

/// <summary>INVITE, 200, ACK, BYE, 200 between two endpoints of one process over loopback: both sides' cost together.</summary>
internal static class CallBench
{
    private const int AtOnce = 20;

    public static async Task RunAsync(TimeSpan length)
    {
        await using SipEndpoint callee = Endpoint(takesAll: true);
        await using SipEndpoint caller = Endpoint(takesAll: false);
        using var stop = new CancellationTokenSource();
        Task answering = AnswerAsync(callee, stop.Token);
        await CallForAsync(caller, callee.LocalEndPoint, TimeSpan.FromSeconds(2));

        using var self = Process.GetCurrentProcess();
        GC.Collect();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        self.Refresh();
        TimeSpan cpu = self.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        int calls = await CallForAsync(caller, callee.LocalEndPoint, length);
        watch.Stop();
        self.Refresh();
        cpu = self.TotalProcessorTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        await stop.CancelAsync();
        await answering;

        Console.WriteLine(FormattableString.Invariant($"calls INVITE-200-ACK-BYE, both ends: {calls} in {watch.Elapsed.TotalSeconds:F1} s, {AtOnce} at once"));
        Console.WriteLine(FormattableString.Invariant($"calls per second of CPU (one core): {calls / cpu.TotalSeconds:F0}; {cpu.TotalMicroseconds / calls:F0} us CPU a call; {(double)allocated / calls:F0} bytes allocated a call"));
        Console.WriteLine(FormattableString.Invariant($"faults {caller.Counters.Faults + callee.Counters.Faults}, retransmitted {caller.Counters.Retransmitted + callee.Counters.Retransmitted}"));
    }

    private static SipEndpoint Endpoint(bool takesAll)
    {
        var endpoint = new SipEndpoint(
            new SipEndpointOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), AcceptUnauthenticatedInvites = takesAll, Executors = 1 },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        endpoint.Start();
        return endpoint;
    }

    private static async Task<int> CallForAsync(SipEndpoint caller, IPEndPoint callee, TimeSpan length)
    {
        var watch = Stopwatch.StartNew();
        int[] counts = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => CallInTurnAsync(caller, callee, watch, length))));
        return counts.Sum();
    }

    private static async Task<int> CallInTurnAsync(SipEndpoint caller, IPEndPoint callee, Stopwatch watch, TimeSpan length)
    {
        byte[] offer = AudioOffer.Create(new IPEndPoint(IPAddress.Loopback, 40000), ["PCMU", "PCMA"]);
        int calls = 0;
        while (watch.Elapsed < length)
        {
            InviteClientSession session = caller.Invite(new OutboundInvite
            {
                RequestUri = $"sip:+15550100@{callee}",
                Destination = callee,
                From = "<sip:+15550199@callcenter.example>",
                Sdp = offer,
            });
            await foreach (InviteEvent happened in session.Events.ReadAllAsync())
            {
                if (happened is InviteEnded ended)
                    throw new InvalidOperationException($"A call failed: {ended}");
                if (happened is InviteAnswered answered && !(await answered.Dialog.ByeAsync(null, CancellationToken.None)).IsSuccess)
                    throw new InvalidOperationException("A BYE failed.");
            }

            calls++;
        }

        return calls;
    }

    private static async Task AnswerAsync(SipEndpoint callee, CancellationToken ct)
    {
        byte[] answer = AudioOffer.Create(new IPEndPoint(IPAddress.Loopback, 50000), ["PCMU"]);
        try
        {
            await foreach (IncomingInvite invite in callee.IncomingInvites.ReadAllAsync(ct))
                invite.Answer(answer);
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
