using CallCenter.Domain;

namespace CallCenter.Data.Leads;

/// <summary>
/// The leads of a campaign in the order in which they are dialled: priority (higher first), next time, id, over all its lists. A lead is
/// handed to one claimer at a time, under a lease; a lease that runs out gives it back.
/// </summary>
public sealed partial class LeadQueue(Database database)
{
    private const int Rounds = 3;

    /// <summary>
    /// Claims up to <paramref name="count"/> leads that may be dialled now: state dialable, or a call-back for anyone that is due, whose upload
    /// is complete and whose next time has come. Two claimers never get the same lead, even where the database ignores lock hints: the
    /// update repeats the whole condition.
    /// </summary>
    /// <param name="claimer">Name of the dialer node; 1 to 100 characters.</param>
    /// <param name="lease">From <paramref name="now"/> on.</param>
    public Task<IReadOnlyList<QueuedLead>> ClaimAsync(
        CampaignId campaign, string claimer, int count, DateTimeOffset now, TimeSpan lease, CancellationToken ct)
        => count <= 0
            ? Task.FromResult<IReadOnlyList<QueuedLead>>([])
            : database.WriteAsync<IReadOnlyList<QueuedLead>>(
                async session =>
                {
                    List<QueuedLead> claimed = [];
                    for (int round = 0; round < Rounds && claimed.Count < count; round++)
                    {
                        IReadOnlyList<long> candidates = await CandidatesAsync(session, campaign, count - claimed.Count, now);
                        if (candidates.Count == 0)
                        {
                            break;
                        }

                        claimed.AddRange(await TakeAsync(session, candidates, claimer, now, now + lease));
                    }

                    return claimed;
                },
                ct);

    /// <summary>Lengthens leases; returns the leads that are still the claimer's. The others must be dropped from the hopper.</summary>
    public Task<IReadOnlyList<LeadId>> RenewAsync(string claimer, IReadOnlyCollection<LeadId> leads, DateTimeOffset until, CancellationToken ct)
        => leads.Count == 0
            ? Task.FromResult<IReadOnlyList<LeadId>>([])
            : database.WriteAsync(session => session.QueryAsync<LeadId>(Renew, new { claimer, Ids = leads, until }), ct);

    /// <summary>Gives leads back; those that are not the claimer's (any more) are left alone. Returns how many.</summary>
    public Task<int> ReleaseAsync(string claimer, IReadOnlyCollection<LeadId> leads, CancellationToken ct)
        => leads.Count == 0 ? Task.FromResult(0) : database.WriteAsync(session => session.ExecuteAsync(Release, new { claimer, Ids = leads }), ct);

    /// <summary>Gives back everything that waits in the claimer's hopper; leads with an open attempt stay.</summary>
    public Task<int> ReleaseAllOfAsync(string claimer, CancellationToken ct)
        => database.WriteAsync(session => session.ExecuteAsync(ReleaseAll, new { claimer }), ct);

    /// <summary>The gate said no: gives the lead back in a new state, or at a later time. Only while the claimer holds it.</summary>
    /// <param name="nextAt">Null keeps the lead's next time.</param>
    public Task<bool> RefuseAsync(string claimer, LeadId lead, LeadState newState, DateTimeOffset? nextAt, CancellationToken ct)
        => database.WriteAsync(async session => await session.ExecuteAsync(Refuse, new { claimer, Id = lead, State = newState, nextAt }) == 1, ct);

    /// <summary>Where a campaign's leads stand, for the "why" panel.</summary>
    public Task<LeadCounts> CountsAsync(CampaignId campaign, DateTimeOffset now, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleAsync<LeadCounts>(Count, new { campaign, now }), ct);

    /// <summary>One lead as it is stored; null when there is none.</summary>
    public Task<LeadDetail?> GetAsync(LeadId lead, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<LeadDetail>(SelectOne, new { Id = lead }), ct);

    /// <summary>Leads whose customer has this number, those that dial it next first.</summary>
    public Task<IReadOnlyList<LeadId>> ByNumberAsync(string number, int limit, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<LeadId>(SelectByNumber, new { number, limit }), ct);

    /// <summary>Campaigns that dial the lead's list.</summary>
    public Task<IReadOnlyList<CampaignId>> CampaignsOfAsync(LeadId lead, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<CampaignId>(SelectCampaigns, new { Id = lead }), ct);

    /// <summary>
    /// The best candidates over all lists, one priority after the other: each look-up is a short range of ix_leads_next, however many
    /// leads wait for a later time.
    /// </summary>
    private static async Task<IReadOnlyList<long>> CandidatesAsync(DbSession session, CampaignId campaign, int count, DateTimeOffset now)
    {
        IReadOnlyList<ListId> lists = await session.QueryAsync<ListId>(SelectLists, new { campaign });
        PriorityQueue<ListId, long> tops = new();
        foreach (ListId list in lists)
        {
            await EnqueueNextAsync(session, tops, list, long.MaxValue);
        }

        List<long> found = [];
        while (found.Count < count && tops.TryPeek(out _, out long negative))
        {
            List<Candidate> level = [];
            List<ListId> here = [];
            while (tops.TryPeek(out ListId list, out long other) && other == negative)
            {
                tops.Dequeue();
                here.Add(list);
                level.AddRange(await session.QueryAsync<Candidate>(SelectLevel, new { list, Priority = -negative, now, Limit = count - found.Count }));
            }

            found.AddRange(level.OrderBy(c => c.NextAt).ThenBy(c => c.Id).Take(count - found.Count).Select(c => c.Id));
            foreach (ListId list in found.Count < count ? here : [])
            {
                await EnqueueNextAsync(session, tops, list, -negative);
            }
        }

        return found;
    }

    private static async Task EnqueueNextAsync(DbSession session, PriorityQueue<ListId, long> tops, ListId list, long below)
    {
        long? next = await session.QuerySingleOrDefaultAsync<long?>(SelectNextPriority, new { list, below });
        if (next is not null)
        {
            tops.Enqueue(list, -next.Value);
        }
    }

    private static async Task<IReadOnlyList<QueuedLead>> TakeAsync(
        DbSession session, IReadOnlyList<long> candidates, string claimer, DateTimeOffset now, DateTimeOffset until)
    {
        IReadOnlyList<long> taken = await session.QueryAsync<long>(Claim, new { Ids = candidates, claimer, now, until });
        if (taken.Count == 0)
        {
            return [];
        }

        Dictionary<long, QueuedRow> rows = (await session.QueryAsync<QueuedRow>(SelectQueued, new { Ids = taken })).ToDictionary(r => r.Id.Value);
        HashSet<long> mine = [.. taken];
        return [.. candidates.Where(mine.Contains).Select(id => rows[id].ToQueuedLead())];
    }

    private sealed record Candidate
    {
        public long Id { get; init; }

        public long NextAt { get; init; }
    }

    private sealed record QueuedRow
    {
        public LeadId Id { get; init; }

        public ListId ListId { get; init; }

        public CustomerId CustomerId { get; init; }

        public NumberId NumberId { get; init; }

        public string Number { get; init; } = "";

        public IReadOnlyList<string> TimeZones { get; init; } = [];

        public string? TimeZone { get; init; }

        public int Attempts { get; init; }

        public int Priority { get; init; }

        public DateTimeOffset ClaimedUntil { get; init; }

        public QueuedLead ToQueuedLead() => new(
            Id, ListId, CustomerId, NumberId, Number, TimeZone is null ? TimeZones : [TimeZone], Attempts, Priority, ClaimedUntil);
    }
}
