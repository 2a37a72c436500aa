using CallCenter.Contracts;
using CallCenter.Contracts.Board;
using CallCenter.Domain;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>The last hour by minutes: what the campaigns' counters rose by. Kept in memory; a restart begins with empty charts.</summary>
internal sealed class MinuteBook
{
    /// <summary>Minutes kept, the present one included.</summary>
    public const int Kept = 60;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<CampaignId, CampaignLive> _last = [];
    private readonly Dictionary<CampaignId, Counts[]> _minutes = [];
    private DateTimeOffset _at;

    /// <summary>Counts what a campaign did since its last figures; the first ones are only where counting begins.</summary>
    public void Count(CampaignLive live, DateTimeOffset now)
    {
        Turn(now);
        if (_last.TryGetValue(live.Id, out CampaignLive? last) && live.Attempts >= last.Attempts)
        {
            Counts[] minutes = _minutes.TryGetValue(live.Id, out Counts[]? known) ? known : _minutes[live.Id] = new Counts[Kept];
            minutes[^1] = minutes[^1].Plus(live, last);
        }

        _last[live.Id] = live;
    }

    /// <summary>The hour, for campaigns that <paramref name="sees"/>.</summary>
    public BoardHistory Hour(Predicate<CampaignId> sees, DateTimeOffset now)
    {
        Turn(now);
        return new BoardHistory(_at - ((Kept - 1) * Minute), [.. _minutes.Where(m => sees(m.Key)).OrderBy(m => m.Key.Value).Select(m => new CampaignMinutes(
            m.Key,
            [.. m.Value.Select(c => c.Attempts)],
            [.. m.Value.Select(c => c.LiveAnswers)],
            [.. m.Value.Select(c => c.Connected)],
            [.. m.Value.Select(c => c.Abandoned)]))]);
    }

    /// <summary>The present minute, of campaigns that did something in it.</summary>
    public BoardMinute Now(Predicate<CampaignId> sees, DateTimeOffset now)
    {
        Turn(now);
        return new BoardMinute(_at, [.. _minutes
            .Where(m => m.Value[^1] != default && sees(m.Key)).OrderBy(m => m.Key.Value)
            .Select(m => new CampaignMinute(m.Key, m.Value[^1].Attempts, m.Value[^1].LiveAnswers, m.Value[^1].Connected, m.Value[^1].Abandoned))]);
    }

    private void Turn(DateTimeOffset now)
    {
        DateTimeOffset at = new(now.UtcTicks - (now.UtcTicks % Minute.Ticks), TimeSpan.Zero);
        int passed = (int)Math.Clamp((at - _at) / Minute, 0, Kept);
        if (passed == 0)
        {
            return;
        }

        foreach (Counts[] minutes in _minutes.Values)
        {
            Array.Copy(minutes, passed, minutes, 0, Kept - passed);
            Array.Clear(minutes, Kept - passed, passed);
        }

        _at = at;
    }

    private readonly record struct Counts(int Attempts, int LiveAnswers, int Connected, int Abandoned)
    {
        public Counts Plus(CampaignLive now, CampaignLive last) => new(
            Attempts + Rise(now.Attempts, last.Attempts),
            LiveAnswers + Rise(now.LiveAnswers, last.LiveAnswers),
            Connected + Rise(now.Connected, last.Connected),
            Abandoned + Rise(now.Abandoned, last.Abandoned));

        private static int Rise(long now, long last) => (int)Math.Clamp(now - last, 0, int.MaxValue);
    }
}
