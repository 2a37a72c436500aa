using CallCenter.Contracts;
using CallCenter.Contracts.Board;
using CallCenter.Data.Board;
using CallCenter.Data.Calls;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Identity;
using CallCenter.Data.Leads;
using CallCenter.Data.Trunks;
using CallCenter.Domain;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>What the board asks for beyond the Dialer's events: the whole floor after a gap, and names and figures from the database.</summary>
internal sealed class BoardReader(
    IDialerLink dialer,
    BoardStore board,
    UserStore users,
    TeamStore teams,
    CampaignStore campaigns,
    TrunkStore trunks,
    AttemptLedger attempts,
    LeadQueue leads,
    TimeProvider time)
{
    private const int UsersPage = 500;
    private const int MostCustomers = 5_000;

    /// <summary>Leads of a list of a million are not counted all the time.</summary>
    private static readonly TimeSpan CountLeadsEvery = TimeSpan.FromSeconds(60);

    /// <summary>The Dialer's answer is waited for so long.</summary>
    private static readonly TimeSpan DialerLimit = TimeSpan.FromSeconds(3);

    private readonly Dictionary<CampaignId, (BoardLeads Leads, long At)> _leads = [];

    /// <summary>The whole floor. Campaigns that were stopped before are not asked for: they come with their first event.</summary>
    public async Task<FloorSurvey> SurveyAsync(CancellationToken ct)
    {
        AgentsReply? agents = await AskAsync<AgentsReply>(new GetAgents(), ct);
        DialerHealthReply? health = await AskAsync<DialerHealthReply>(new GetDialerHealth(), ct);
        List<CampaignLive> live = [];
        bool complete = agents is not null && health is not null;
        if (complete)
        {
            HashSet<CampaignId> served = [.. agents!.Agents.SelectMany(a => a.CampaignIds)];
            foreach (Campaign campaign in (await campaigns.ListAsync(ct)).Where(c => c.State != CampaignState.Stopped || served.Contains(c.Id)))
            {
                CampaignLiveReply? reply = await AskAsync<CampaignLiveReply>(new GetCampaignLive(campaign.Id), ct);
                complete &= reply is not null;
                if (reply is not null)
                {
                    live.Add(reply.Live);
                }
            }
        }

        MonitoringsReply? monitorings = complete ? await AskAsync<MonitoringsReply>(new GetMonitorings(), ct) : null;
        return new FloorSurvey(agents?.Agents ?? [], live, health?.Alarms ?? [], monitorings?.Monitorings ?? [], complete && monitorings is not null);
    }

    /// <summary>How the trunks are now: their calls change without an event.</summary>
    public async Task<IReadOnlyList<TrunkHealth>> TrunksAsync(IEnumerable<TrunkId> ids, CancellationToken ct)
    {
        List<TrunkHealth> healths = [];
        foreach (TrunkId id in ids)
        {
            if (await AskAsync<TrunkHealthReply>(new GetTrunkHealth(id), ct) is { } reply)
            {
                healths.Add(reply.Health);
            }
        }

        return healths;
    }

    /// <summary>Names and the day's figures anew; names of customers only where they are missing.</summary>
    /// <param name="before">What was known.</param>
    /// <param name="shown">Campaigns on the board.</param>
    /// <param name="callers">Customers on the line.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<BoardFacts> LookAsync(BoardFacts before, IReadOnlyList<CampaignLive> shown, IReadOnlyList<CustomerId> callers, CancellationToken ct)
    {
        DateTimeOffset midnight = Midnight();
        Dictionary<CampaignId, BoardSums> sums = [];
        foreach (CampaignLive live in shown)
        {
            CampaignTotals totals = await attempts.CampaignTotalsAsync(live.Id, midnight, ct);
            sums[live.Id] = new BoardSums(totals.Attempts, totals.LiveAnswers, totals.Connected, totals.Abandoned);
            await CountLeadsAsync(live, ct);
        }

        return before with
        {
            People = await PeopleAsync(ct),
            Teams = [.. (await teams.ListAsync(ct)).Select(t => new BoardTeam(t.Id, t.Name))],
            Campaigns = (await campaigns.ListAsync(ct)).ToDictionary(c => c.Id),
            Trunks = (await trunks.ListAsync(ct)).Where(t => t.Enabled).ToDictionary(t => t.Id),
            Day = await board.DayAsync(midnight, ct),
            Sums = sums,
            Leads = _leads.ToDictionary(l => l.Key, l => l.Value.Leads),
            Customers = await CustomersAsync(before.Customers, callers, ct),
        };
    }

    /// <summary>The names of customers that are not known yet.</summary>
    public async Task<IReadOnlyDictionary<CustomerId, string>> CustomersAsync(
        IReadOnlyDictionary<CustomerId, string> known, IReadOnlyList<CustomerId> callers, CancellationToken ct)
    {
        CustomerId[] missing = [.. callers.Where(c => !known.ContainsKey(c)).Distinct()];
        if (missing.Length == 0)
        {
            return known;
        }

        Dictionary<CustomerId, string> names = known.Count + missing.Length > MostCustomers
            ? callers.Where(known.ContainsKey).Distinct().ToDictionary(c => c, c => known[c])
            : new Dictionary<CustomerId, string>(known);
        foreach (CustomerId id in missing)
        {
            names[id] = await board.CustomerNameAsync(id, ct) ?? "";
        }

        return names;
    }

    private async Task CountLeadsAsync(CampaignLive live, CancellationToken ct)
    {
        bool due = !_leads.TryGetValue(live.Id, out (BoardLeads Leads, long At) counted) || (live.State == CampaignState.Running && time.GetElapsedTime(counted.At) >= CountLeadsEvery);
        if (due)
        {
            LeadCounts counts = await leads.CountsAsync(live.Id, time.GetUtcNow(), ct);
            long open = counts.DialableNow + counts.Leased + counts.Waiting + counts.Callback + counts.InCall + counts.AwaitingDisposition;
            _leads[live.Id] = (new BoardLeads(counts.DialableNow + counts.Leased, open, counts.Total), time.GetTimestamp());
        }
    }

    private async Task<IReadOnlyDictionary<UserId, BoardPerson>> PeopleAsync(CancellationToken ct)
    {
        Dictionary<UserId, BoardPerson> people = [];
        long after = 0;
        while (true)
        {
            IReadOnlyList<UserRecord> page = await users.ListAsync(Scope.All, after, UsersPage, ct);
            foreach (UserRecord user in page)
            {
                people[user.Id] = new BoardPerson(user.UserName, user.DisplayName.Length > 0 ? user.DisplayName : user.UserName, user.Teams);
                after = user.Id.Value;
            }

            if (page.Count < UsersPage)
            {
                return people;
            }
        }
    }

    private DateTimeOffset Midnight()
    {
        DateTimeOffset local = time.GetLocalNow();
        DateTime day = local.Date;
        return new DateTimeOffset(day, time.LocalTimeZone.GetUtcOffset(day));
    }

    private async Task<TReply?> AskAsync<TReply>(DialerCommand question, CancellationToken ct)
        where TReply : DialerReply
    {
        using CancellationTokenSource limit = new(DialerLimit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await dialer.SendAsync(question, either.Token) as TReply;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
