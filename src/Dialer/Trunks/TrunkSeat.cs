using System.Net;

namespace CallCenter.Dialer.Trunks;

/// <summary>One channel of a trunk, held by one call until it is disposed.</summary>
public sealed class TrunkSeat : IDisposable
{
    private int _released;

    internal TrunkSeat(TrunkLine line, IPEndPoint address)
    {
        Line = line;
        Address = address;
    }

    public TrunkLine Line { get; }

    /// <summary>Where this call's datagrams go; fixed when the seat was taken.</summary>
    public IPEndPoint Address { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            Line.Release();
        }
    }
}
