using System.Net;

namespace CallCenter.Sip;

/// <summary>
/// Wrong passwords per source address: after 10 in 5 minutes nothing with a password from there is evaluated or answered for
/// 10 minutes, doubling each time (hardening S5). Attempts are counted before they are evaluated, so parallel ones cannot slip by.
/// </summary>
internal sealed class GuessLimiter(TimeProvider time)
{
    public const int Limit = 10;
    private const int MaxAddresses = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Entry> _entries = [];

    /// <summary>False while the address is silenced or has used up its attempts.</summary>
    public bool TryBegin(IPAddress source)
    {
        lock (_gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (!_entries.TryGetValue(source, out Entry? entry))
            {
                MakeRoom(now);
                _entries[source] = entry = new Entry { WindowStart = now };
            }

            if (now < entry.SilentUntil)
                return false;
            if (now - entry.WindowStart > Window)
            {
                entry.WindowStart = now;
                entry.Count = 0;
            }

            if (entry.Count >= Limit)
                return false;
            entry.Count++;
            return true;
        }
    }

    public bool IsSilenced(IPAddress source)
    {
        lock (_gate)
            return _entries.TryGetValue(source, out Entry? entry) && time.GetUtcNow() < entry.SilentUntil;
    }

    /// <summary>The attempt was right: it does not count.</summary>
    public void Succeeded(IPAddress source)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(source, out Entry? entry) && entry.Count > 0)
                entry.Count--;
        }
    }

    /// <summary>The attempt was wrong; returns the minutes of silence that begin now, 0 when none do.</summary>
    public int Failed(IPAddress source)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(source, out Entry? entry) || entry.Count < Limit)
                return 0;
            TimeSpan silence = Silence * (1 << Math.Min(entry.Strikes++, 6));
            entry.SilentUntil = time.GetUtcNow() + silence;
            entry.Count = 0;
            return (int)silence.TotalMinutes;
        }
    }

    private void MakeRoom(DateTimeOffset now)
    {
        if (_entries.Count < MaxAddresses)
            return;
        foreach ((IPAddress address, Entry entry) in _entries.ToArray())
        {
            if (now >= entry.SilentUntil && now - entry.WindowStart > Window)
                _entries.Remove(address);
        }

        // Still full: forget the counters of those not silenced rather than grow.
        if (_entries.Count >= MaxAddresses)
        {
            foreach ((IPAddress address, Entry entry) in _entries.ToArray())
            {
                if (now >= entry.SilentUntil)
                    _entries.Remove(address);
            }
        }

        if (_entries.Count >= MaxAddresses)
            _entries.Clear();
    }

    private sealed class Entry
    {
        public DateTimeOffset WindowStart;
        public DateTimeOffset SilentUntil;
        public int Count;
        public int Strikes;
    }
}
