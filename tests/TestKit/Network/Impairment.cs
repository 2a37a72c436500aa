namespace CallCenter.TestKit.Network;

/// <summary>Which way a datagram goes.</summary>
public enum Direction
{
    ToServer,
    ToClient,
}

/// <summary>What a stretch of network does to datagrams; the default does nothing.</summary>
public sealed record Impairment
{
    /// <summary>A good network.</summary>
    public static Impairment None { get; } = new();

    /// <summary>Share of datagrams that are lost, 0..1.</summary>
    public double Loss { get; init; }

    /// <summary>Least time on the way.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Added to <see cref="Delay"/>, evenly spread from 0 to this; the order is kept.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Share of datagrams that are held back by <see cref="ReorderBy"/> while later ones pass, 0..1.</summary>
    public double Reorder { get; init; }

    /// <summary>How late a reordered datagram is.</summary>
    public TimeSpan ReorderBy { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Nothing passes.</summary>
    public bool Cut { get; init; }
}
