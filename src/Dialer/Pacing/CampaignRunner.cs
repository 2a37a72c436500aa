using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Calls;
using CallCenter.Data.Leads;
using CallCenter.Dialer.Calls;
using CallCenter.Dialer.Hopper;
using CallCenter.Dialer.Live;
using CallCenter.Dialer.Routing;
using CallCenter.Dialer.Trunks;
using CallCenter.Domain;
using CallCenter.Domain.Pacing;
using CallCenter.Domain.Rules;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Pacing;

/// <summary>What a runner works with.</summary>
internal sealed record RunnerParts(
    AttemptLedger Ledger,
    LeadQueue Leads,
    GateKeeper Gate,
    AgentFloor Floor,
    TrunkDirectory Trunks,
    CallParts Calls,
    AlarmBoard Alarms,
    PlacingTurn Turn,
    DialerSettings Settings,
    TimeProvider Time,
    ILogger<CampaignRunner> Log);

/// <summary>
/// One campaign's loop: event or tick, then snapshot, then <see cref="Pacer.Decide"/>, then so many calls. It is the only one that
/// places calls of its campaign and the only one that changes its state here.
/// </summary>
internal sealed partial class CampaignRunner
{
    private const string DatabaseAlarm = "databaseAway";

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FiguresEvery = TimeSpan.FromSeconds(30);

    private readonly RunnerParts _parts;
    private readonly CampaignHopper _hopper;
    private readonly HopperLoader _loader;
    private readonly PacingState _pacing = new();
    private readonly SnapshotBuilder _snapshots = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private Task? _ending;
    private Campaign _campaign;
    private RuleSet _rules;
    private PacingCounters _block;
    private PacingCounters _day;
    private DateTimeOffset _figuresAt = DateTimeOffset.MinValue;
    private CampaignLive? _published;
    private PacingDecision _decision;
    private string? _problem;

    /// <param name="totals">Counts since the campaign's first start.</param>
    public CampaignRunner(Campaign campaign, PacingCounters totals, RunnerParts parts)
    {
        _campaign = campaign;
        _rules = CampaignRules.Of(campaign) ?? throw new InvalidOperationException($"Rule set '{campaign.RuleSet}' is unknown.");
        _parts = parts;
        Book = new CampaignBook(parts.Time, totals);
        _hopper = new CampaignHopper(parts.Time);
        _loader = new HopperLoader(parts.Leads, parts.Gate, parts.Settings, parts.Time);
        _loop = RunAsync(_stop.Token);
    }

    public CampaignBook Book { get; }

    public Campaign Campaign => _campaign;

    public RuleSet Rules => _rules;

    public int HopperCount => _hopper.Count;

    public PacingDecision LastDecision => _decision;

    /// <summary>Why the last tick could not do its work (database away), or null.</summary>
    public string? Problem => _problem;

    /// <summary>The campaign's row was changed: in force with the next decision.</summary>
    public void Apply(Campaign campaign)
    {
        if (CampaignRules.Of(campaign) is { } rules)
        {
            _rules = rules;
        }

        _campaign = campaign;
        Book.Wake();
    }

    /// <summary>Leads were added.</summary>
    public void LeadsChanged()
    {
        _loader.Nudge();
        Book.Wake();
    }

    /// <summary>Calls that are not answered are given up, by the ring-time rules.</summary>
    public async Task GiveUpRingingAsync(string reason, CancellationToken ct)
    {
        await _parts.Turn.PassAsync(ct); // calls that were decided before are in the book then
        foreach (OutboundCall call in Book.Calls)
        {
            call.Post(new GiveUp(reason, AtOnce: false));
        }
    }

    /// <summary>Numbers in the hopper or called but not answered yet.</summary>
    public IEnumerable<string> NumbersAtStake()
        => _hopper.Numbers().Concat(Book.Calls.Where(c => c.Phase is CallPhase.Dialing or CallPhase.Ringing).Select(c => c.Plan.Number));

    /// <summary>Numbers went to do-not-call: leads leave the hopper and unanswered calls end now.</summary>
    public async Task StopNumbersAsync(Predicate<string> blocked, CancellationToken ct)
    {
        foreach (OutboundCall call in Book.Calls.Where(c => c.Phase is CallPhase.Dialing or CallPhase.Ringing && blocked(c.Plan.Number)))
        {
            call.Post(new GiveUp("do not call", AtOnce: true));
        }

        foreach (QueuedLead lead in _hopper.Remove(l => blocked(l.Number)))
        {
            await _parts.Leads.RefuseAsync(_parts.Settings.NodeName, lead.Id, LeadState.DoNotCall, null, ct);
        }
    }

    /// <summary>Stops pacing, gives the hopper's leads back, waits for the calls under way to close.</summary>
    public Task StopAsync() => _ending ??= EndAsync();

    /// <summary>The campaign as it is now.</summary>
    public CampaignLive Live()
    {
        int ready = 0, talking = 0, wrapUp = 0, paused = 0, unreachable = 0;
        _parts.Floor.Visit(_campaign.Id, agent =>
        {
            switch (agent.State)
            {
                case AgentState.Ready:
                    ready++;
                    break;
                case AgentState.Reserved or AgentState.Talking:
                    talking++;
                    break;
                case AgentState.WrapUp:
                    wrapUp++;
                    break;
                case AgentState.Paused:
                    paused++;
                    break;
                case AgentState.Unreachable:
                    unreachable++;
                    break;
                default:
                    break;
            }
        });
        PacingCounters counters = Book.SinceStart;
        CallCounts calls = Book.Count();
        return new CampaignLive(
            _campaign.Id,
            _campaign.State,
            new AgentCounts(ready, talking, wrapUp, paused, unreachable),
            calls,
            counters.Dials,
            counters.JudgedLive,
            counters.Connected,
            counters.Abandoned,
            counters.JudgedLive == 0 ? 0 : (double)counters.Abandoned / counters.JudgedLive,
            Decision());
    }

    private PacingDecisionView Decision() => (_campaign.State, _problem) switch
    {
        (_, { } problem) => new(_decision.CallsToPlace, problem, "problem"),
        (CampaignState.Stopped, _) => new(0, "The campaign is not started.", "stopped"),
        (CampaignState.Paused, _) => new(0, "The campaign is paused: no new calls.", "paused"),
        _ => new(_decision.CallsToPlace, PacingWords.Explain(_decision), _decision.Reason.Word(), _decision.Idle, _decision.Pending),
    };

    private async Task RunAsync(CancellationToken ct)
    {
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await StepAsync(ct);
                _problem = null;
            }
            catch (DatabaseUnavailableException e)
            {
                _problem = "The database is away: nothing is dialled until it is back.";
                _parts.Alarms.Raise(DatabaseAlarm, _problem);
                PacingLog.StepFailed(_parts.Log, _campaign.Name, e);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                _problem = "Pacing met an error and goes on with the next tick; see the log.";
                PacingLog.StepFailed(_parts.Log, _campaign.Name, e);
            }

            try
            {
                PublishWhenChanged();
            }
            catch (Exception e)
            {
                PacingLog.StepFailed(_parts.Log, _campaign.Name, e);
            }

            await WaitAsync(ct);
        }
    }

    /// <summary>A tick, or sooner when something happened; never busier than every 20 ms.</summary>
    private async Task WaitAsync(CancellationToken ct)
    {
        try
        {
            using CancellationTokenSource tick = CancellationTokenSource.CreateLinkedTokenSource(ct);
            using ITimer timer = _parts.Time.CreateTimer(static s => ((CancellationTokenSource)s!).Cancel(), tick, Tick, Timeout.InfiniteTimeSpan);
            await Book.Signal.WaitAsync(tick.Token);
            await Task.Delay(TimeSpan.FromMilliseconds(20), _parts.Time, tick.Token);
        }
        catch (OperationCanceledException)
        {
            // tick or stop; the loop's condition tells which
        }
    }

    private async Task StepAsync(CancellationToken ct)
    {
        while (Book.TryReadEvent(out PacingEvent e))
        {
            Pacer.Learn(_pacing, e);
        }

        Campaign campaign = _campaign;
        if (campaign.State != CampaignState.Running)
        {
            _pacing.LastDecisionAt = double.NaN; // a pause is no jump of the clock
            await GiveBackAsync();
            _parts.Alarms.Clear(DatabaseAlarm); // whoever stopped or paused it wrote that to the database
            return;
        }

        await RefreshFiguresAsync(campaign, ct);
        int agents = _snapshots.TakeAgents(_parts.Floor, campaign.Id, _parts.Time.GetUtcNow());
        int target = Math.Clamp(agents * 10, 20, 500);
        int ready = agents == 0 ? _hopper.Count : await _loader.LoadAsync(campaign, _rules, _hopper, target, ct);
        using (await _parts.Turn.TakeAsync(ct))
        {
            if (_campaign.State != CampaignState.Running)
            {
                return; // stopped or paused while leads were loaded
            }

            _snapshots.TakeAgents(_parts.Floor, campaign.Id, _parts.Time.GetUtcNow());
            PacingSnapshot snapshot = _snapshots.Build(campaign, Book, _parts.Calls.Registry, _parts.Trunks, ready, _block, _day, Tick, _parts.Time.GetUtcNow());
            _decision = Pacer.Decide(_pacing, snapshot);
            if (_decision.CallsToPlace > 0)
            {
                await PlaceAsync(campaign, _decision.CallsToPlace, ct);
            }
        }

        _parts.Alarms.Clear(DatabaseAlarm);
    }

    private async Task RefreshFiguresAsync(Campaign campaign, CancellationToken ct)
    {
        DateTimeOffset now = _parts.Time.GetUtcNow();
        if (now - _figuresAt < FiguresEvery)
        {
            return;
        }

        _figuresAt = now;
        _block = await TotalsAsync(campaign.Id, CampaignRules.BlockOf(campaign, now).From, ct);
        _day = await TotalsAsync(campaign.Id, now.AddHours(-24), ct);
    }

    private Task<PacingCounters> TotalsAsync(CampaignId id, DateTimeOffset since, CancellationToken ct) => TotalsAsync(_parts.Ledger, id, since, ct);

    /// <summary>A campaign's counts from a moment on.</summary>
    public static async Task<PacingCounters> TotalsAsync(AttemptLedger ledger, CampaignId id, DateTimeOffset since, CancellationToken ct)
    {
        CampaignTotals totals = await ledger.CampaignTotalsAsync(id, since, ct);
        return new PacingCounters(totals.Attempts, totals.LiveAnswers, totals.Connected, totals.Abandoned);
    }

    private void PublishWhenChanged()
    {
        CampaignLive live = Live();
        if (live != _published)
        {
            _published = live;
            _parts.Calls.Events.Publish(new CampaignChanged(live));
        }
    }

    private async Task GiveBackAsync()
    {
        IReadOnlyList<QueuedLead> back = _hopper.Clear();
        if (back.Count > 0)
        {
            await _parts.Leads.ReleaseAsync(_parts.Settings.NodeName, [.. back.Select(l => l.Id)], CancellationToken.None);
        }
    }

    private async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        try
        {
            await GiveBackAsync();
        }
        catch (DatabaseUnavailableException e)
        {
            PacingLog.StepFailed(_parts.Log, _campaign.Name, e); // their leases run out, and the next start gives them back
        }

        _stop.Dispose();
    }
}
