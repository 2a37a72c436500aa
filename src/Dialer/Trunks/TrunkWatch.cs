using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CallCenter.Contracts;
using CallCenter.Dialer.Live;
using CallCenter.Domain;
using CallCenter.Sip;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Trunks;

/// <summary>
/// Keeps an eye on every trunk: resolves its name, asks OPTIONS (every 5 s while calls are placed or it is down, else 30 s;
/// two misses are "down", hardening R13), registers where the trunk wants it.
/// </summary>
public sealed class TrunkWatch(TrunkDirectory trunks, SipEndpoint sip, EventFan events, TimeProvider time, ILogger<TrunkWatch> log)
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<TrunkId, Task> _loops = [];
    private readonly ConcurrentDictionary<TrunkId, CancellationTokenSource> _rests = new();
    private readonly Lock _lock = new();

    /// <summary>An edited trunk is looked at now: until its new address is known no call can use it.</summary>
    public void Nudge(TrunkId id)
    {
        try
        {
            if (_rests.TryGetValue(id, out CancellationTokenSource? rest))
            {
                rest.Cancel();
            }
        }
        catch (ObjectDisposedException)
        {
            // its rest ended in this moment
        }
    }

    /// <summary>Begins to watch trunks that are not watched yet; call it after each change.</summary>
    public void WatchAll()
    {
        lock (_lock)
        {
            foreach (TrunkId gone in _loops.Where(l => l.Value.IsCompleted).Select(l => l.Key).ToArray())
            {
                _loops.Remove(gone);
            }

            foreach (TrunkLine line in trunks.All)
            {
                if (!_loops.ContainsKey(line.Settings.Id))
                {
                    _loops[line.Settings.Id] = WatchAsync(line, _stop.Token);
                }
            }
        }
    }

    /// <summary>A call's INVITE came to its end: no answer at all speaks against the trunk, any answer for it.</summary>
    /// <param name="outcome">Null: somebody answered the call.</param>
    /// <param name="status">The final SIP status; 0: none.</param>
    public void Ended(TrunkLine line, CallOutcome? outcome, int status)
    {
        line.Count(outcome is null);
        bool changed = outcome == CallOutcome.TrunkDown ? line.InviteUnanswered() : status > 0 && line.MarkUp();
        if (changed)
        {
            Report(line);
        }
    }

    /// <summary>Ends its loops.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        Task[] loops;
        lock (_lock)
        {
            loops = [.. _loops.Values];
        }

        await Task.WhenAll(loops);
        _stop.Dispose();
    }

    private async Task WatchAsync(TrunkLine line, CancellationToken ct)
    {
        await Task.Yield();
        TrunkRegistration registration = new(line, sip, time);
        int misses = 0;
        while (!ct.IsCancellationRequested && !line.IsRemoved)
        {
            try
            {
                misses = await LookAsync(line, registration, misses, ct);
                if (misses == 1)
                {
                    continue; // a lost datagram is no outage: look again at once
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                TrunkLog.WatchFailed(log, line.Settings.Name, e); // an account that cannot be written into a message, for example
                if (line.MarkDown(e.Message))
                {
                    Report(line);
                }
            }

            await RestAsync(line, ct);
        }

        try
        {
            await registration.RemoveAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            TrunkLog.WatchFailed(log, line.Settings.Name, e);
        }
    }

    /// <summary>Looks once; returns how many times in a row the far end was not there.</summary>
    private async Task<int> LookAsync(TrunkLine line, TrunkRegistration registration, int misses, CancellationToken ct)
    {
        if (!line.Settings.Enabled || !await ResolveAsync(line, ct))
        {
            return 0;
        }

        TrunkHealthState before = line.State;
        if (!await registration.RefreshWhenDueAsync(ct))
        {
            if (line.State != before)
            {
                Report(line);
            }

            return 0;
        }

        SipReply reply = await ProbeAsync(line, ct);
        // Any answer shows life, except the one that says "not now".
        int now = reply.Status is not 0 and not 503 ? 0 : misses + 1;
        if (now != 1)
        {
            Note(line, now, reply);
        }

        return now;
    }

    /// <summary>Until it is time to look again, or the trunk was edited.</summary>
    private async Task RestAsync(TrunkLine line, CancellationToken ct)
    {
        TimeSpan rest = line.IsPlacing || line.State != TrunkHealthState.Up ? Busy : Calm;
        using CancellationTokenSource nudged = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _rests[line.Settings.Id] = nudged;
        try
        {
            await Task.Delay(rest, time, nudged.Token);
        }
        catch (OperationCanceledException)
        {
            // stop or nudge; the loop's condition tells which
        }
        finally
        {
            _rests.TryRemove(line.Settings.Id, out _);
        }
    }

    private async Task<bool> ResolveAsync(TrunkLine line, CancellationToken ct)
    {
        try
        {
            string host = line.Settings.Host;
            IPAddress address = IPAddress.TryParse(host, out IPAddress? literal)
                ? literal
                : (await Dns.GetHostAddressesAsync(host, ct)).OrderBy(a => a.AddressFamily != AddressFamily.InterNetwork).First();
            line.Resolved(new IPEndPoint(address, line.Settings.Port));
            return true;
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            if (line.MarkDown($"the host name '{line.Settings.Host}' cannot be resolved"))
            {
                Report(line);
            }

            return false;
        }
    }

    private Task<SipReply> ProbeAsync(TrunkLine line, CancellationToken ct)
        => sip.RequestAsync(
            new OutboundRequest
            {
                Method = "OPTIONS",
                RequestUri = $"sip:{line.Address}",
                Destination = line.Address!,
                From = $"<sip:callcenter@{sip.LocalEndPoint}>",
                Timeout = ProbeLimit,
            },
            ct);

    private void Note(TrunkLine line, int misses, SipReply reply)
    {
        if (reply.Status != 0)
        {
            line.OptionsAnswered();
        }

        bool changed = misses == 0
            ? line.MarkUp()
            : line.OptionsUnanswered(reply.Status == 0 ? $"no answer from {line.Address}" : $"{line.Address} answers {reply.Status} {reply.Phrase}");
        if (changed)
        {
            Report(line);
        }
    }

    private void Report(TrunkLine line)
    {
        TrunkHealth health = line.Health();
        TrunkLog.HealthChanged(log, line.Settings.Name, health.State, health.LastError ?? "");
        events.Publish(new TrunkChanged(health));
    }
}
