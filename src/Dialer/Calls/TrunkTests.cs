using System.Collections.Concurrent;
using CallCenter.Contracts;
using CallCenter.Data.Trunks;
using CallCenter.Dialer.Hopper;
using CallCenter.Dialer.Trunks;
using CallCenter.Domain;
using CallCenter.Domain.Numbers;

namespace CallCenter.Dialer.Calls;

/// <summary>Test calls: begins them, keeps the last ones to be looked at, ends them with the program.</summary>
internal sealed class TrunkTests(CallParts parts, GateKeeper gate, TrunkStore store)
{
    /// <summary>Ended tests that can still be read.</summary>
    private const int Kept = 50;

    private readonly ConcurrentDictionary<CallId, (TrunkTestRun Run, Task Task)> _runs = new();
    private readonly ConcurrentQueue<CallId> _order = new();
    private readonly Lock _lock = new();
    private bool _stopping;

    /// <summary>Places the call, unless the number or the trunk forbids it.</summary>
    public async Task<DialerReply> StartAsync(StartTrunkTest command, CancellationToken ct)
    {
        if (parts.Trunks.Find(command.Trunk) is not { } line)
        {
            return new Refused("not_found", "This trunk does not exist.");
        }

        if (!DialString.IsSafe(command.Number))
        {
            return new Refused("invalid_number", "A number has 3 to 20 digits, * or #, after a plus sign where it is international.");
        }

        if (PhoneNumbers.IsEmergency(command.Number))
        {
            return new Refused("emergency_number", "This is an emergency number: it is never called for a test.");
        }

        if (!line.Settings.Enabled)
        {
            return new Refused("trunk_disabled", "The trunk is switched off; switch it on first.");
        }

        if (!await gate.AllowsTestAsync(command.Number, ct))
        {
            return new Refused("call_not_allowed", "The number is on do-not-call.");
        }

        return Launch(command, line);
    }

    /// <summary>The test, or a refusal.</summary>
    public DialerReply Find(CallId id)
        => _runs.TryGetValue(id, out (TrunkTestRun Run, Task Task) known) ? new TrunkTestReply(known.Run.View) : new Refused("not_found", "This test call is not known any more.");

    /// <summary>Hangs up; a test that has ended stays as it is.</summary>
    public DialerReply End(CallId id)
    {
        if (!_runs.TryGetValue(id, out (TrunkTestRun Run, Task Task) known))
        {
            return new Refused("not_found", "This test call is not known any more.");
        }

        known.Run.HangUp();
        return new Done();
    }

    /// <summary>Hangs up whatever is being tested and waits for it.</summary>
    public async Task StopAsync()
    {
        lock (_lock)
        {
            _stopping = true;
        }

        foreach ((TrunkTestRun run, _) in _runs.Values)
        {
            run.HangUp();
        }

        await Task.WhenAll(_runs.Values.Select(r => r.Task));
    }

    private DialerReply Launch(StartTrunkTest command, TrunkLine line)
    {
        lock (_lock)
        {
            if (_stopping)
            {
                return new Refused("dialer_stopping", "The dialer is being stopped and places no new calls.");
            }

            if (_runs.Values.Any(r => r.Run.View is { State: not "ended" } view && view.Trunk == command.Trunk))
            {
                return new Refused("test_under_way", "This trunk is being tested already.");
            }

            if (line.TryTakeForTest() is not { } seat)
            {
                return new Refused("no_trunk", $"Trunk '{line.Settings.Name}' {line.Obstacle() ?? "has no free channel"}.");
            }

            CallId id = CallId.New(parts.Time.GetUtcNow());
            string callerId = command.CallerId ?? (line.Settings.CallerIds is [{ } first, ..] ? first : "");
            TrunkTestRun run = new(id, command.Number, callerId, seat, parts);
            _runs[id] = (run, Task.Run(() => RunAsync(run, command.Trunk)));
            _order.Enqueue(id);
            while (_order.Count > Kept && _order.TryDequeue(out CallId old))
            {
                _runs.TryRemove(old, out _);
            }

            return new TrunkTestReply(run.View);
        }
    }

    private async Task RunAsync(TrunkTestRun run, TrunkId trunk)
    {
        TrunkTest result = await run.RunAsync();
        try
        {
            await store.TestedAsync(trunk, result, CancellationToken.None);
            await parts.Trunks.ReloadAsync(trunk, CancellationToken.None);
        }
        catch (Exception e)
        {
            CallLog.TestNotKept(parts.Log, trunk, e); // the test itself was shown
        }
    }
}
