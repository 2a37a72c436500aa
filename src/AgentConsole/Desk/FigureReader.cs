using CallCenter.Contracts.Desk;
using CallCenter.Data.Desk;
using CallCenter.Domain;

namespace CallCenter.AgentConsole.Desk;

/// <summary>An agent's own day so far.</summary>
public sealed class FigureReader(DayFigureStore store, TimeProvider time)
{
    /// <summary>Since midnight where the agent is.</summary>
    public async Task<DayFigures> ReadAsync(UserId agent, TimeZoneInfo zone, CancellationToken ct)
    {
        DaySums sums = await store.SinceAsync(agent, Midnight(zone), ct);
        int? handle = sums.Ended == 0 ? null : (int)Math.Round((sums.TalkMs + sums.WrapUpMs) / 1000.0 / sums.Ended);
        return new DayFigures(sums.Calls, sums.Contacts, sums.Sales, sums.TalkMs / 1000, handle, sums.Callbacks);
    }

    /// <summary>The date it is in a zone.</summary>
    public DateOnly Today(TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);

    private DateTimeOffset Midnight(TimeZoneInfo zone)
    {
        DateTime midnight = Today(zone).ToDateTime(TimeOnly.MinValue);

        // Where clocks go forward at midnight that moment does not exist: the day begins an hour later.
        return new DateTimeOffset(midnight, zone.GetUtcOffset(zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight));
    }
}
