using System.Globalization;
using CallCenter.Contracts;
using CallCenter.Contracts.Board;
using CallCenter.Domain;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>What a supervisor should look at: the Dialer's alarms, and what is over a threshold. Remembers since when.</summary>
internal sealed class BoardAlarms
{
    /// <summary>Share of the abandonment limit from which on it is near.</summary>
    private const double Near = 0.8;

    /// <summary>Fewer live answers say nothing about a share.</summary>
    private const long JudgedFrom = 30;

    private Dictionary<string, BoardAlarm> _on = new(StringComparer.Ordinal);

    /// <summary>The thresholds; screens show times over them in red.</summary>
    public static BoardLimits Limits { get; } = new(TalkSeconds: 900, WrapUpSeconds: 120, PausedSeconds: 1800, UnreachableSeconds: 10);

    /// <summary>All that are on now, the newest first.</summary>
    public IReadOnlyList<BoardAlarm> Look(Floor floor, BoardFacts facts, DateTimeOffset now)
    {
        Dictionary<string, BoardAlarm> found = new(StringComparer.Ordinal);
        IEnumerable<BoardAlarm> all = floor.Alarms.Select(Of)
            .Concat(floor.Campaigns.Values.SelectMany(c => Of(c, facts, now)))
            .Concat(floor.Trunks.Values.SelectMany(t => Of(t, facts, now)))
            .Concat(floor.Agents.Values.SelectMany(a => Of(a, facts, now)));
        foreach (BoardAlarm alarm in all)
        {
            found[alarm.Key] = _on.TryGetValue(alarm.Key, out BoardAlarm? before) && before.Code == alarm.Code && alarm.Since >= before.Since
                ? alarm with { Since = before.Since }
                : alarm;
        }

        _on = found;
        return [.. found.Values.OrderByDescending(a => a.Level).ThenByDescending(a => a.Since).ThenBy(a => a.Key, StringComparer.Ordinal)];
    }

    private static BoardAlarm Of(Alarm alarm)
        => new("dialer:" + alarm.Code, alarm.Code, AlarmLevel.Bad, alarm.Text, alarm.Since, Values(), null, null, null);

    private static IEnumerable<BoardAlarm> Of(CampaignLive live, BoardFacts facts, DateTimeOffset now)
    {
        if (live.State != CampaignState.Running || !facts.Campaigns.TryGetValue(live.Id, out Campaign? campaign))
        {
            yield break;
        }

        if (live.LiveAnswers >= JudgedFrom && campaign.AbandonLimit > 0 && live.AbandonRate >= campaign.AbandonLimit * Near)
        {
            bool over = live.AbandonRate > campaign.AbandonLimit;
            string rate = Percent(live.AbandonRate);
            string limit = Percent(campaign.AbandonLimit);
            yield return new BoardAlarm(
                $"abandon:{live.Id}",
                over ? "abandonOver" : "abandonNear",
                over ? AlarmLevel.Bad : AlarmLevel.Warning,
                $"{campaign.Name}: {rate} % of the live answers were abandoned, the limit is {limit} %.",
                now,
                Values(("campaign", campaign.Name), ("rate", rate), ("limit", limit)),
                null,
                live.Id,
                null);
        }

        if (live.Decision.Code == "noLeads" && live.Agents.Ready > 0)
        {
            yield return new BoardAlarm(
                $"noLeads:{live.Id}", "noLeads", AlarmLevel.Warning, $"{campaign.Name} has no lead to dial, and agents are ready.", now, Values(("campaign", campaign.Name)), null, live.Id, null);
        }
    }

    private static IEnumerable<BoardAlarm> Of(TrunkHealth health, BoardFacts facts, DateTimeOffset now)
    {
        if (health.State == TrunkHealthState.Down && facts.Trunks.TryGetValue(health.Id, out Trunk? trunk))
        {
            yield return new BoardAlarm(
                $"trunkDown:{health.Id}",
                "trunkDown",
                AlarmLevel.Bad,
                $"Trunk {trunk.Name} is down: {health.LastError ?? "no answer"}.",
                now,
                Values(("trunk", trunk.Name), ("error", health.LastError ?? "")),
                null,
                null,
                health.Id);
        }
    }

    private static IEnumerable<BoardAlarm> Of(AgentSnapshot agent, BoardFacts facts, DateTimeOffset now)
    {
        (string Code, int Limit, AlarmLevel Level)? rule = agent.State switch
        {
            AgentState.Talking => ("longCall", Limits.TalkSeconds, AlarmLevel.Warning),
            AgentState.WrapUp => ("longWrapUp", Limits.WrapUpSeconds, AlarmLevel.Warning),
            AgentState.Paused => ("longPause", Limits.PausedSeconds, AlarmLevel.Warning),
            AgentState.Unreachable => ("unreachable", Limits.UnreachableSeconds, AlarmLevel.Bad),
            _ => null,
        };
        if (rule is not { } r || agent.Since is not { } since || now < since.AddSeconds(r.Limit))
        {
            yield break;
        }

        string name = facts.People.TryGetValue(agent.UserId, out BoardPerson? person) ? person.Name : agent.UserName;
        string text = r.Code switch
        {
            "longCall" => $"{name} has been talking for long.",
            "longWrapUp" => $"{name} has been wrapping up for long.",
            "longPause" => $"{name} has been paused for long.",
            _ => $"{name}'s phone has no audio.",
        };
        yield return new BoardAlarm($"agent:{agent.UserId}", r.Code, r.Level, text, since, Values(("agent", name)), agent.UserId, null, null);
    }

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Values(params (string Name, string Value)[] values)
        => values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
}
