using System.Collections.Concurrent;
using CallCenter.Domain;

namespace CallCenter.Supervisor.Recordings;

/// <summary>
/// Tells a recording's opening from the further ranges that a player fetches: who has not fetched any of it for a quarter of an hour opens
/// it anew. Each opening is one line in the audit log; a restart may add one.
/// </summary>
public sealed class RecordingOpenings(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(string Asker, RecordingId Recording), long> _last = new();

    /// <summary>True when this access opens the recording.</summary>
    public bool IsNew(string asker, RecordingId recording)
    {
        long now = time.GetTimestamp();
        bool opens = true;
        _last.AddOrUpdate((asker, recording), now, (_, last) =>
        {
            opens = time.GetElapsedTime(last, now) >= Lasting;
            return now;
        });
        if (_last.Count > Most)
        {
            foreach ((var key, long last) in _last)
            {
                if (time.GetElapsedTime(last, now) >= Lasting)
                {
                    _last.TryRemove(key, out _);
                }
            }
        }

        return opens;
    }
}
