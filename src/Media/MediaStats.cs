namespace CallCenter.Media;

/// <summary>Sums over all workers since start.</summary>
public sealed record MediaStats
{
    /// <summary>Open legs.</summary>
    public int Legs { get; init; }

    /// <summary>Valid packets received.</summary>
    public long PacketsIn { get; init; }

    /// <summary>RTP packets handed to the kernel.</summary>
    public long PacketsOut { get; init; }

    /// <summary>Refused datagrams by reason, ended legs included.</summary>
    public DropCounts Dropped { get; init; } = new();

    /// <summary>Refused datagrams of the browser port that belong to no leg.</summary>
    public PortDropCounts BrowserPort { get; init; } = new();

    /// <summary>Grid slots served.</summary>
    public long Ticks { get; init; }

    /// <summary>Grid slots given up because the worker was more than five slots late.</summary>
    public long TicksSkipped { get; init; }

    /// <summary>Ticks more than 5 ms late.</summary>
    public long TicksOver5Ms { get; init; }

    /// <summary>Ticks more than 20 ms late.</summary>
    public long TicksOver20Ms { get; init; }

    /// <summary>Worst lateness of a tick.</summary>
    public TimeSpan WorstTickLateness { get; init; }

    /// <summary>Faults met by the workers' loops: bugs, logged; 0 is the only good number.</summary>
    public long Faults { get; init; }

    /// <summary>Bytes each worker thread has allocated, sampled on the worker itself at every tick.</summary>
    public IReadOnlyList<long> AllocatedBytesByWorker { get; init; } = [];
}
