using System.Threading.Channels;
using CallCenter.Data;
using CallCenter.Data.Calls;
using CallCenter.Data.Compliance;
using CallCenter.Data.Recordings;
using CallCenter.Dialer.Live;
using CallCenter.Domain;
using CallCenter.Domain.Rules;
using CallCenter.Media;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Calls;

/// <summary>
/// What calls leave in the database, written in order by one loop, so that no conductor waits for a disk. While the database is
/// away entries wait (up to 50,000) and an alarm shows; they are stored when it is back.
/// </summary>
public sealed class CallJournal(
    AttemptLedger attempts, RecordingLedger recordings, DoNotCallStore doNotCall, AlarmBoard alarms, TimeProvider time, ILogger<CallJournal> log)
{
    private const string Alarm = "callRecordsWait";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly Channel<Entry> _entries = Channel.CreateBounded<Entry>(
        new BoundedChannelOptions(50_000) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>True while entries wait for the database.</summary>
    public bool IsBehind { get; private set; }

    internal void Start() => _loop = RunAsync();

    /// <summary>Stores what is left, for five seconds at most.</summary>
    internal async Task StopAsync()
    {
        _entries.Writer.TryComplete();
        _stop.CancelAfter(StopLimit);
        await _loop;
        _stop.Dispose();
    }

    /// <summary>The call is answered and joined: from here on it is the agent's, for notes and verdict.</summary>
    internal void Answered(CallPlan plan, CallFacts facts, UserId agent)
    {
        AttemptId attempt = facts.Attempt;
        DateTimeOffset answeredAt = facts.AnsweredAt!.Value;
        DateTimeOffset connectedAt = facts.ConnectedAt!.Value;
        Post("answered", async ct =>
        {
            await attempts.MarkAnsweredAsync(attempt, plan.Call, answeredAt, ct);
            await attempts.MarkConnectedAsync(plan.Call, agent, connectedAt, ct);
        });
    }

    /// <summary>Closes the attempt that failed on its trunk and opens the next; null when that could not be stored.</summary>
    internal async Task<AttemptId?> OpenFailoverAsync(CallPlan plan, CallFacts facts, TrunkId trunk)
    {
        Failover failover = new()
        {
            Call = plan.Call,
            Failed = facts.Attempt,
            Outcome = facts.Outcome!.Value,
            SipStatus = facts.SipStatus == 0 ? null : facts.SipStatus,
            Reason = facts.Phrase,
            InvitedAt = facts.InvitedAt ?? plan.OpenedAt,
            Trunk = trunk,
        };
        try
        {
            return await attempts.OpenFailoverAsync(failover, time.GetUtcNow(), _stop.Token);
        }
        catch (Exception e) when (e is DatabaseUnavailableException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The customer pressed the opt-out key.</summary>
    internal void OptOut(CallPlan plan)
        => Post("opt-out", ct => doNotCall.AddAsync(
            new DoNotCallEntry
            {
                Number = plan.Number,
                Kind = DoNotCallKind.Number,
                Source = "customer",
                Reason = "opt-out key in the message of an abandoned call",
                Call = plan.Call,
                CreatedAt = time.GetUtcNow(),
            },
            ct));

    internal void RecordingOpened(RecordingId id, CallId call, string path, DateTimeOffset at)
        => Post("recording opened", ct => recordings.OpenAsync(id, call, path, "wav-mulaw-8k-stereo", at, ct));

    internal void RecordingClosed(RecordingId id, RecordingResult result)
        => Post("recording closed", ct => recordings.CloseAsync(
            id, RecordingState.Closed, result.Duration, result.Bytes, Convert.FromHexString(result.Sha256), time.GetUtcNow(), ct));

    /// <summary>The call's record and the lead's next state; completes when they are stored or the program ends.</summary>
    internal Task CloseAsync(CallPlan plan, CallFacts facts, UserId? agent, DateTimeOffset endedAt)
    {
        CallOutcome outcome = facts.Outcome ?? CallOutcome.Interrupted;
        LeadNext? next = plan.Lead is { } lead ? RecyclePolicy.After(outcome, lead.Attempts, plan.Campaign.MaxAttempts, endedAt) : null;
        LegQuality? quality = facts.CustomerQuality is { PacketsIn: > 0 } heard ? heard : null;
        bool connected = outcome == CallOutcome.Connected;
        AttemptClosing closing = new()
        {
            Attempt = facts.Attempt,
            Call = plan.Call,
            Lead = plan.Lead?.Id,
            InvitedAt = facts.InvitedAt ?? plan.OpenedAt,
            RingingAt = facts.RingingAt,
            AnsweredAt = facts.AnsweredAt,
            ConnectedAt = facts.ConnectedAt,
            EndedAt = endedAt,
            EndedBy = facts.EndedBy switch
            {
                CallEnder.Customer => EndedBy.Customer,
                CallEnder.Agent => EndedBy.Agent,
                CallEnder.Dialer => EndedBy.Dialer,
                CallEnder.Network => EndedBy.Network,
                _ => WhoEnded(outcome),
            },
            Outcome = outcome,
            SipStatus = facts.SipStatus == 0 ? null : facts.SipStatus,
            Reason = facts.Phrase.Length == 0 ? null : facts.Phrase,
            Charged = next?.Charged ?? false,
            LiveAnswer = outcome is CallOutcome.Connected or CallOutcome.Abandoned,
            Abandoned = outcome == CallOutcome.Abandoned,
            Agent = connected ? agent : null,
            Wait = facts.AnsweredAt is { } answered ? (facts.ConnectedAt ?? endedAt) - answered : null,
            Quality = quality is null ? null : new CallQuality(quality.Mos, quality.LossPercent, quality.JitterMs),
            Legs = Legs(facts, agent, endedAt),
            LeadAfter = next is null
                ? null
                : new Data.Leads.LeadAfter(next.State, next.NextAt ?? endedAt, NumberIsBad: next.State == LeadState.BadNumber),
        };
        TaskCompletionSource stored = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Post("closing", ct => attempts.CloseAsync(closing, ct), stored);
        return stored.Task;
    }

    /// <summary>Of a call nobody hung up in so many words.</summary>
    private static EndedBy WhoEnded(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Busy or CallOutcome.Declined => EndedBy.Customer,
        CallOutcome.NoAnswer or CallOutcome.Cancelled or CallOutcome.Abandoned or CallOutcome.Interrupted => EndedBy.Dialer,
        _ => EndedBy.Network,
    };

    private static IReadOnlyList<LegRecord> Legs(CallFacts facts, UserId? agent, DateTimeOffset endedAt)
    {
        List<LegRecord> legs = [];
        if (facts.CustomerLeg is { } customer && facts.AnsweredAt is { } answered)
        {
            legs.Add(new LegRecord(LegSide.Customer, null, customer.Remote, customer.LocalPort, null, customer.Codec, answered, endedAt, customer.Quality));
        }

        if (facts.ConnectedAt is { } connected)
        {
            legs.Add(new LegRecord(LegSide.Agent, agent, null, null, null, null, connected, endedAt, null));
        }

        return legs;
    }

    private void Post(string what, Func<CancellationToken, Task> write, TaskCompletionSource? stored = null)
    {
        if (!_entries.Writer.TryWrite(new Entry(what, write, stored)))
        {
            CallLog.JournalEntryRefused(log, what, new InvalidOperationException("The journal is full or closed."));
            stored?.TrySetResult();
        }
    }

    private async Task RunAsync()
    {
        await foreach (Entry entry in _entries.Reader.ReadAllAsync())
        {
            await StoreAsync(entry);
            entry.Stored?.TrySetResult();
        }
    }

    private async Task StoreAsync(Entry entry)
    {
        while (true)
        {
            try
            {
                await entry.Write(_stop.Token);
                if (IsBehind)
                {
                    IsBehind = false;
                    CallLog.JournalBack(log);
                    alarms.Clear(Alarm);
                }

                return;
            }
            catch (DatabaseUnavailableException e) when (!_stop.IsCancellationRequested)
            {
                if (!IsBehind)
                {
                    IsBehind = true;
                    CallLog.JournalWaits(log, _entries.Reader.Count, e);
                    alarms.Raise(Alarm, "The database is away; call records wait in memory and are stored when it is back.");
                }

                await Task.Delay(RetryAfter, time, CancellationToken.None);
            }
            catch (Exception e)
            {
                CallLog.JournalEntryRefused(log, entry.What, e);
                return;
            }
        }
    }

    private sealed record Entry(string What, Func<CancellationToken, Task> Write, TaskCompletionSource? Stored);
}
