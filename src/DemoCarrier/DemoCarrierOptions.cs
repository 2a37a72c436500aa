using System.Net;

namespace CallCenter.DemoCarrier;

/// <summary>Settings of one simulated telephone network. Every default stands here.</summary>
public sealed record DemoCarrierOptions
{
    /// <summary>UDP address for SIP; port 0 takes any free one. RTP uses free ports of the same address.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 5090);

    /// <summary>With the number it decides who answers and how; the same seed gives the same town.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long the person at numbers ending in 00 stays on the line.</summary>
    public TimeSpan TalkTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Calls beyond this many at a time are refused with 503, as by a full trunk group; 1 to 5,000.</summary>
    public int MaxCalls { get; init; } = 500;

    /// <summary>Media threads; one is enough for a few hundred calls.</summary>
    public int MediaWorkers { get; init; } = 1;

    /// <summary>
    /// Number called (as in the Request-URI) to a frequency in Hz. Such a person hums that tone instead of speaking, so that
    /// who hears whom can be measured; null or a null result means speech.
    /// </summary>
    public Func<string, double?>? PersonTone { get; init; }

    /// <summary>Folder in which each answered call leaves what it heard as <c>CALL-ID.wav</c> (mono mu-law, at most two minutes).</summary>
    public string? HeardFolder { get; init; }

    /// <summary>File to which the ledger is appended, one JSON object a line; null keeps it in memory only.</summary>
    public string? LedgerFile { get; init; }
}
