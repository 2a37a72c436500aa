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
    private readonly Lock _lock = new();

    /// <summary>Begins to watch trunks that are not watched yet; call it after each change.</summary>
    public void WatchAll()
    {
        lock (_lock)
        {
            foreach (TrunkLine line in trunks.All)
            {
                if (!_loops.ContainsKey(line.Settings.Id))
                {
                    _loops[line.Settings.Id] = WatchAsync(line, _stop.Token);
                }
            }
        }
    }

    /// <summary>A call's INVITE stayed without any answer.</summary>
    public void InviteUnanswered(TrunkLine line)
    {
        if (line.InviteUnanswered())
        {
            Report(line);
        }
    }

    /// <summary>A call got an answer from the trunk, whatever it was.</summary>
    public void Answered(TrunkLine line)
    {
        if (line.MarkUp())
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
        try
        {
            while (!ct.IsCancellationRequested)
            {
                if (line.Settings.Enabled && await ResolveAsync(line, ct) && await registration.RefreshWhenDueAsync(ct))
                {
                    SipReply reply = await ProbeAsync(line, ct);
                    // Any answer shows life, except the one that says "not now".
                    misses = reply.Status is not 0 and not 503 ? 0 : misses + 1;
                    if (misses == 1)
                    {
                        continue; // a lost datagram is no outage: look again at once
                    }

                    Note(line, misses, reply);
                }

                bool close = line.IsPlacing || line.State != TrunkHealthState.Up;
                await Task.Delay(close ? Busy : Calm, time, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await registration.RemoveAsync(CancellationToken.None);
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
