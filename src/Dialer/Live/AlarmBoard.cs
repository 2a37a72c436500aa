using System.Collections.Concurrent;
using CallCenter.Contracts;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Live;

/// <summary>Alarms that are on now; one per code.</summary>
public sealed class AlarmBoard(EventFan events, TimeProvider time, ILogger<AlarmBoard> log)
{
    private readonly ConcurrentDictionary<string, Alarm> _alarms = new(StringComparer.Ordinal);

    public IReadOnlyList<Alarm> Now => [.. _alarms.Values.OrderBy(a => a.Since)];

    /// <summary>Turns an alarm on; a second call only keeps it on.</summary>
    public void Raise(string code, string text)
    {
        Alarm alarm = new(code, text, time.GetUtcNow());
        if (_alarms.TryAdd(code, alarm))
        {
            LiveLog.AlarmRaised(log, code, text);
            events.Publish(new AlarmRaised(alarm));
        }
    }

    /// <summary>Turns it off.</summary>
    public void Clear(string code)
    {
        if (_alarms.TryRemove(code, out _))
        {
            LiveLog.AlarmCleared(log, code);
            events.Publish(new AlarmCleared(code));
        }
    }
}
