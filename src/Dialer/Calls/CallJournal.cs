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
/// What calls leave in the database, written in order by one loop, so that no conductor waits for a disk. Entries that came while the
/// disk was busy share the next transaction. While the database is away entries wait (up to 50,000) and an alarm shows; they are stored
/// when it is back.
/// </summary>
public sealed class CallJournal(
    Database database, AttemptLedger attempts, AlarmBoard alarms, DialerSettings settings, TimeProvider time, ILogger<CallJournal> log)
{
    private const string Alarm = "callRecordsWait";

    /// <summary>Entries of one transaction at most: other writers wait no longer than these take.</summary>
    private const int BatchLimit = 64;

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
        Post("answered", async session =>
        {
            await AttemptLedger.MarkAnsweredAsync(session, attempt, plan.Call, answeredAt);
            await AttemptLedger.MarkConnectedAsync(session, plan.Call, agent, connectedAt);
        });
    }

    /// <summary>A colleague has the call now: notes and verdict are theirs.</summary>
    internal void HandedOver(CallPlan plan, CallFacts facts, UserId agent)
    {
        DateTimeOffset connectedAt = facts.ConnectedAt!.Value;
        Post("handed over", session => AttemptLedger.MarkConnectedAsync(session, plan.Call, agent, connectedAt));
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
    {
        DoNotCallEntry entry = new()
        {
            Number = plan.Number,
            Kind = DoNotCallKind.Number,
            Source = "customer",
            Reason = "opt-out key in the message of an abandoned call",
            Call = plan.Call,
            CreatedAt = time.GetUtcNow(),
        };
        Post("opt-out", session => DoNotCallStore.AddAsync(session, entry));
    }

    internal void RecordingOpened(RecordingId id, CallId call, string path, DateTimeOffset at)
        => Post("recording opened", session => RecordingLedger.OpenAsync(session, id, call, path, "wav-mulaw-8k-stereo", at));

    internal void RecordingClosed(RecordingId id, RecordingResult result)
    {
        DateTimeOffset now = time.GetUtcNow();
        byte[] hash = Convert.FromHexString(result.Sha256);
        RecordingSilence[] silences = [.. result.Gaps.Select(g => new RecordingSilence((long)g.From.TotalMilliseconds, (long)g.To.TotalMilliseconds, g.Reason))];
        Post("recording closed", session => RecordingLedger.CloseAsync(session, id, RecordingState.Closed, result.Duration, result.Bytes, hash, now, silences));
    }

    /// <summary>The call's record and the lead's next state; completes when they are stored or the program ends.</summary>
    internal Task CloseAsync(CallPlan plan, CallFacts facts, UserId? agent, DateTimeOffset endedAt)
    {
        CallOutcome outcome = facts.Outcome ?? CallOutcome.Interrupted;
        LeadNext? next = plan.Lead is { } lead ? RecyclePolicy.After(outcome, lead.Attempts, plan.Campaign.MaxAttempts, endedAt) : null;
        LegQuality? quality = facts.CustomerQuality is { PacketsIn: > 0 } heard ? heard : null;
        bool connected = outcome == CallOutcome.Connected;
        bool promised = connected && facts.HasNoAgentLeft;
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
            Reason = facts.Remark ?? (facts.Phrase.Length == 0 ? null : facts.Phrase),
            Charged = next?.Charged ?? false,
            LiveAnswer = outcome is CallOutcome.Connected or CallOutcome.Abandoned,
            Abandoned = outcome == CallOutcome.Abandoned,
            Agent = connected ? agent : null,
            Wait = facts.AnsweredAt is { } answered ? (facts.ConnectedAt ?? endedAt) - answered : null,
            Quality = quality is null ? null : new CallQuality(quality.Mos, quality.LossPercent, quality.JitterMs),
            Legs = Legs(facts, endedAt),
            CallBackAt = promised && next is not null ? endedAt + settings.Away.CallBackAfter : null,
            LeadAfter = next is null
                ? null
                : new Data.Leads.LeadAfter(next.State, next.NextAt ?? endedAt, NumberIsBad: next.State == LeadState.BadNumber),
        };
        TaskCompletionSource stored = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Post("closing", session => AttemptLedger.CloseAsync(session, closing), stored);
        return stored.Task;
    }

    /// <summary>Of a call nobody hung up in so many words.</summary>
    private static EndedBy WhoEnded(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Busy or CallOutcome.Declined => EndedBy.Customer,
        CallOutcome.NoAnswer or CallOutcome.Cancelled or CallOutcome.Abandoned or CallOutcome.Interrupted => EndedBy.Dialer,
        _ => EndedBy.Network,
    };

    private static IReadOnlyList<LegRecord> Legs(CallFacts facts, DateTimeOffset endedAt)
    {
        List<LegRecord> legs = [];
        if (facts.CustomerLeg is { } customer && facts.AnsweredAt is { } answered)
        {
            legs.Add(new LegRecord(LegSide.Customer, null, customer.Remote, customer.LocalPort, null, customer.Codec, answered, endedAt, customer.Quality));
        }

        legs.AddRange(facts.Agents.Select(a => new LegRecord(LegSide.Agent, a.Agent, null, null, null, null, a.From, a.Until ?? endedAt, null)));
        return legs;
    }

    private void Post(string what, Func<DbSession, Task> write, TaskCompletionSource? stored = null)
    {
        if (!_entries.Writer.TryWrite(new Entry(what, write, stored)))
        {
            CallLog.JournalEntryRefused(log, what, new InvalidOperationException("The journal is full or closed."));
            stored?.TrySetResult();
        }
    }

    private async Task RunAsync()
    {
        List<Entry> batch = [];
        while (await _entries.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchLimit && _entries.Reader.TryRead(out Entry? entry))
            {
                batch.Add(entry);
            }

            await StoreAsync(batch);
            batch.ForEach(entry => entry.Stored?.TrySetResult());
            batch.Clear();
        }
    }

    private async Task StoreAsync(IReadOnlyList<Entry> batch)
    {
        while (true)
        {
            try
            {
                await database.WriteAsync(session => WriteAsync(session, batch), _stop.Token);
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
                    CallLog.JournalWaits(log, batch.Count + _entries.Reader.Count, e);
                    alarms.Raise(Alarm, "The database is away; call records wait in memory and are stored when it is back.");
                }

                await Task.Delay(RetryAfter, time, CancellationToken.None);
            }
            catch (Exception e) when (batch.Count == 1)
            {
                CallLog.JournalEntryRefused(log, batch[0].What, e);
                return;
            }
            catch (Exception)
            {
                // Nothing of the batch is stored. One entry is at fault; alone, each of the others goes in.
                foreach (Entry entry in batch)
                {
                    await StoreAsync([entry]);
                }

                return;
            }
        }
    }

    private static async Task WriteAsync(DbSession session, IReadOnlyList<Entry> batch)
    {
        foreach (Entry entry in batch)
        {
            await entry.Write(session);
        }
    }

    private sealed record Entry(string What, Func<DbSession, Task> Write, TaskCompletionSource? Stored);
}
