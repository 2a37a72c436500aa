using CallCenter.Contracts;
using CallCenter.Contracts.Board;
using CallCenter.Contracts.Monitoring;
using CallCenter.Data.Board;
using CallCenter.Domain;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>The floor as one audience sees it: scope, masks and names applied.</summary>
internal static class BoardPainter
{
    private static BoardSums NoSums { get; } = new(0, 0, 0, 0);

    public static BoardPicture Paint(Floor floor, BoardFacts facts, IReadOnlyList<BoardAlarm> alarms, BoardAudience audience, bool fresh, DateTimeOffset now)
    {
        Dictionary<UserId, BoardAgent> agents = [];
        ILookup<UserId, AgentDay> days = facts.Day.Where(d => d.CampaignId is not { } c || audience.Sees(c)).ToLookup(d => d.AgentId);
        foreach (AgentSnapshot agent in floor.Agents.Values)
        {
            IReadOnlyList<TeamId> teams = facts.People.TryGetValue(agent.UserId, out BoardPerson? person) ? person.Teams : [];
            if (audience.Sees(agent.UserId, teams, agent.CampaignIds))
            {
                agents[agent.UserId] = Of(agent, person, teams, facts, [.. days[agent.UserId]], audience);
            }
        }

        return new BoardPicture(
            fresh,
            facts.Teams.Where(t => !audience.Scope.LimitedToTeams || audience.Scope.Teams.Contains(t.Id)).ToList(),
            agents,
            floor.Campaigns.Values.Where(c => audience.Sees(c.Id) && facts.Campaigns.ContainsKey(c.Id)).ToDictionary(c => c.Id, c => Of(c, facts)),
            audience.Trunks ? [.. facts.Trunks.Values.OrderBy(t => t.Priority).ThenBy(t => t.Id.Value).Select(t => Of(t, floor))] : [],
            [.. alarms.Where(a => Sees(audience, agents, a))],
            [.. floor.Monitorings.Where(m => agents.ContainsKey(m.AgentId)).OrderBy(m => m.Since)],
            Totals(days, facts, audience),
            floor.Minutes.Now(audience.Sees, now));
    }

    private static bool Sees(BoardAudience audience, Dictionary<UserId, BoardAgent> agents, BoardAlarm alarm) => alarm switch
    {
        { AgentId: { } agent } => agents.ContainsKey(agent),
        { CampaignId: { } campaign } => audience.Sees(campaign),
        { TrunkId: not null } => audience.Trunks,
        _ => audience.Figures,
    };

    private static BoardAgent Of(
        AgentSnapshot agent, BoardPerson? person, IReadOnlyList<TeamId> teams, BoardFacts facts, AgentDay[] day, BoardAudience audience)
    {
        int scored = day.Sum(d => d.MosCalls);
        return new BoardAgent(
            agent.UserId,
            person?.UserName ?? agent.UserName,
            person?.Name ?? agent.UserName,
            teams,
            agent.State,
            agent.Since,
            agent.Reason,
            agent.Phone is { } phone ? new BoardPhone(phone.Kind, phone.State, phone.Problem) : null,
            [.. agent.CampaignIds.Where(audience.Sees)],
            agent.Call is { } call ? Of(call, facts, audience) : null,
            day.Sum(d => d.Calls),
            day.Sum(d => d.Sales),
            scored == 0 ? null : Math.Round(day.Sum(d => d.MosSum) / scored, 1));
    }

    private static BoardCall Of(AgentCall call, BoardFacts facts, BoardAudience audience)
    {
        bool seen = audience.Sees(call.CampaignId);
        string? customer = seen && audience.Pii && call.CustomerId is { } id && facts.Customers.TryGetValue(id, out string? name) && name.Length > 0 ? name : null;
        return new BoardCall(
            call.Id,
            seen ? call.CampaignId : null,
            seen ? Masking.Number(audience.Pii, call.Number) : null,
            call.Direction,
            call.State,
            call.AnsweredAt,
            call.WrapUpEndsAt,
            customer);
    }

    private static BoardCampaign Of(CampaignLive live, BoardFacts facts)
    {
        Campaign campaign = facts.Campaigns[live.Id];
        return new BoardCampaign(
            live.Id,
            campaign.Name,
            campaign.Mode,
            live.State,
            campaign.AbandonLimit,
            live.Agents,
            live.Calls,
            live.Attempts,
            live.LiveAnswers,
            live.Connected,
            live.Abandoned,
            live.AbandonRate,
            live.Decision,
            facts.Sums.GetValueOrDefault(live.Id, NoSums),
            facts.Leads.GetValueOrDefault(live.Id));
    }

    private static BoardTrunk Of(Trunk trunk, Floor floor)
    {
        TrunkHealth? health = floor.Trunks.GetValueOrDefault(trunk.Id);
        return new BoardTrunk(trunk.Id, trunk.Name, health?.State ?? TrunkHealthState.Unknown, health?.LastError, health?.CallsNow ?? 0, trunk.MaxChannels);
    }

    private static BoardTotals Totals(ILookup<UserId, AgentDay> days, BoardFacts facts, BoardAudience audience)
    {
        AgentDay[] own = [.. days.Where(d => Belongs(d.Key, facts, audience)).SelectMany(d => d)];
        return new BoardTotals(
            own.Sum(d => d.Calls), own.Sum(d => d.Contacts), own.Sum(d => d.Sales), own.Sum(d => d.TalkMs) / 1000, own.Sum(d => d.WrapUpMs) / 1000);
    }

    private static bool Belongs(UserId agent, BoardFacts facts, BoardAudience audience)
        => audience.Scope.OwnOnly is { } self
            ? agent == self
            : !audience.Scope.LimitedToTeams || (facts.People.TryGetValue(agent, out BoardPerson? person) && person.Teams.Any(audience.Scope.Teams.Contains));
}

/// <summary>Everything an audience sees at one moment.</summary>
internal sealed record BoardPicture(
    bool Fresh,
    IReadOnlyList<BoardTeam> Teams,
    IReadOnlyDictionary<UserId, BoardAgent> Agents,
    IReadOnlyDictionary<CampaignId, BoardCampaign> Campaigns,
    IReadOnlyList<BoardTrunk> Trunks,
    IReadOnlyList<BoardAlarm> Alarms,
    IReadOnlyList<MonitoringView> Monitorings,
    BoardTotals Today,
    BoardMinute Minute);
