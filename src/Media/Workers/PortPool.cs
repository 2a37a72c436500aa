namespace CallCenter.Media.Workers;

/// <summary>Even ports of a range, oldest release first, each resting after its release so that late packets of an ended call reach nobody.</summary>
internal sealed class PortPool
{
    private readonly Queue<(int Port, long ReleasedAt)> _free = new();
    private readonly TimeSpan _quarantine;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();

    internal PortPool(int low, int high, TimeSpan quarantine, TimeProvider time)
    {
        _quarantine = quarantine;
        _time = time;
        long rested = time.GetTimestamp() - (long)(quarantine.TotalSeconds * time.TimestampFrequency) - 1;
        for (int port = low + (low & 1); port + 1 <= high; port += 2)
        {
            _free.Enqueue((port, rested));
        }

        Pairs = _free.Count;
    }

    internal int Pairs { get; }

    internal bool TryTake(out int port)
    {
        lock (_gate)
        {
            port = 0;
            if (!_free.TryPeek(out (int Port, long ReleasedAt) next) || _time.GetElapsedTime(next.ReleasedAt) < _quarantine)
            {
                return false;
            }

            port = _free.Dequeue().Port;
            return true;
        }
    }

    internal void Return(int port)
    {
        lock (_gate)
        {
            _free.Enqueue((port, _time.GetTimestamp()));
        }
    }
}
