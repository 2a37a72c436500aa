using CallCenter.Contracts;
using CallCenter.Contracts.Monitoring;
using CallCenter.Dialer.Live;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Routing;
using CallCenter.Domain;
using CallCenter.Media;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Monitoring;

/// <summary>
/// Supervisors beside agents (listen, whisper, barge, take over). A stay belongs to the agent, not to a call: media follows the agent's line from
/// call to call by itself, and this follows the agent's session and the supervisor's phone. One thing happens at a time (<c>_turn</c>).
/// </summary>
public sealed class MonitoringRoom(
    MediaEngine media, MonitoringPhones phones, AgentFloor floor, MonitoringLedger ledger, EventFan events, DialerSettings settings, TimeProvider time, ILogger<MonitoringRoom> log)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private MonitoringSession[] _sessions = [];
    private bool _stopping;

    private static Refused Unknown { get; } = new("not_found", "You are not beside this agent (any more).");

    private static Refused AgentAway { get; } = new("agent_signed_out", "This agent is not signed in; there is nothing to hear.");

    /// <summary>Everybody who is beside an agent now.</summary>
    public MonitoringsReply List() => new([.. Volatile.Read(ref _sessions).Select(session => session.View())]);

    /// <summary>This person's phone is beside an agent.</summary>
    public bool IsListening(UserId supervisor) => Of(supervisor) is not null;

    /// <summary>Puts the supervisor's phone beside the agent; from another agent it moves.</summary>
    public async Task<DialerReply> StartAsync(StartMonitoring order, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Agent == order.Supervisor)
        {
            return new Refused("invalid_agent", "Nobody listens to the own calls.");
        }

        if (floor.Find(order.Agent) is null)
        {
            return AgentAway;
        }

        if (Of(order.Supervisor) is { } already && already.Agent.Id == order.Agent && already.Phone.Kind == order.Phone)
        {
            return await ChangeAsync(new ChangeMonitoring(order.Supervisor, already.Id, order.Mode, order.RemoteAddress), ct);
        }

        (AgentLine? line, Refused? refused) = await phones.TakeAsync(order, Of(order.Supervisor)?.Phone, ct);
        if (line is null)
        {
            return refused!;
        }

        MonitoringSession? session = null;
        try
        {
            session = await InTurnAsync(() => PlaceAsync(order, line, ct));
            return session is null ? AgentAway : new MonitoringReply(session.View());
        }
        finally
        {
            if (session is null && Of(order.Supervisor)?.Phone != line)
            {
                await line.DisposeAsync();
            }
        }
    }

    /// <summary>Another mode from now on.</summary>
    public Task<DialerReply> ChangeAsync(ChangeMonitoring order, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(order);
        return InTurnAsync<DialerReply>(async () =>
        {
            if (Find(order.Supervisor, order.Monitoring) is not { } session)
            {
                return Unknown;
            }

            if (session.Mode != order.Mode)
            {
                await ledger.StoreAsync("monitoring.change", session.View() with { Mode = order.Mode }, order.RemoteAddress, ct);
                session.Become(order.Mode);
                Show(session);
            }

            return new MonitoringReply(session.View());
        });
    }

    /// <summary>Ends a stay.</summary>
    public async Task<DialerReply> EndAsync(EndMonitoring order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (Find(order.Supervisor, order.Monitoring) is not { } session)
        {
            return Unknown;
        }

        await EndAsync(session, "stopped", order.RemoteAddress);
        return new Done();
    }

    /// <summary>Follows agents to their next call and to the end of their session, until <paramref name="ct"/>.</summary>
    public async Task FollowAsync(CancellationToken ct)
    {
        await foreach (DialerEvent e in events.SubscribeAsync(ct))
        {
            if (e is AgentChanged or EventsLost)
            {
                UserId? agent = (e as AgentChanged)?.Agent.UserId;
                foreach (MonitoringSession session in Volatile.Read(ref _sessions).Where(s => agent is null || s.Agent.Id == agent))
                {
                    await FollowAsync(session);
                }
            }
        }
    }

    /// <summary>Ends all.</summary>
    public async Task StopAsync()
    {
        _stopping = true;
        foreach (MonitoringSession session in Volatile.Read(ref _sessions))
        {
            await EndAsync(session, "dialerStopping");
        }

        ledger.Complete();
    }

    private MonitoringSession? Of(UserId supervisor) => Array.Find(Volatile.Read(ref _sessions), s => s.Supervisor == supervisor);

    private MonitoringSession? Find(UserId supervisor, MonitoringId id)
        => Array.Find(Volatile.Read(ref _sessions), s => s.Supervisor == supervisor && s.Id == id);

    private async Task<MonitoringSession?> PlaceAsync(StartMonitoring order, AgentLine line, CancellationToken ct)
    {
        if (_stopping || floor.Find(order.Agent) is not { } agent)
        {
            return null;
        }

        MonitoringSession session = new(order, agent, line, time.GetUtcNow());
        await ledger.StoreAsync("monitoring.start", session.View(), order.RemoteAddress, ct);
        if (Of(order.Supervisor) is { } before)
        {
            Close(before, "moved", order.RemoteAddress, keep: line);
        }

        session.Attach(media);
        _sessions = [.. _sessions, session];
        MonitoringLog.Began(log, order.SupervisorName, agent.UserName, order.Mode, session.Id);
        Show(session);
        _ = WatchPhoneAsync(session);
        if (agent.State == AgentState.SignedOut)
        {
            Close(session, "agentSignedOut", ""); // in this very moment
            return null;
        }

        return session;
    }

    private Task FollowAsync(MonitoringSession session) => InTurnAsync(() =>
    {
        if (session.IsOver)
        {
            return;
        }

        if (session.Agent.State == AgentState.SignedOut)
        {
            Close(session, "agentSignedOut", "");
            return;
        }

        session.Attach(media);
        if (session.FollowCall())
        {
            if (session.Call is not null)
            {
                ledger.Note("monitoring.call", session.View());
            }

            events.Publish(new MonitoringChanged(session.View()));
        }
    });

    /// <summary>A phone that hung up is gone; a browser's may come back.</summary>
    private async Task WatchPhoneAsync(MonitoringSession session)
    {
        try
        {
            LineState state = session.Phone.State;
            while (state.Health != LineHealth.Over)
            {
                bool isAway = state.Health != LineHealth.Up;
                state = isAway
                    ? await state.Next.WaitAsync(settings.Monitoring.KeepFor, time, session.Over.Token)
                    : await state.Next.WaitAsync(session.Over.Token);
                if (isAway != (state.Health != LineHealth.Up))
                {
                    events.Publish(new MonitoringChanged(session.View()));
                }
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (TimeoutException)
        {
            // away for too long
        }

        await EndAsync(session, "phoneGone");
    }

    private Task EndAsync(MonitoringSession session, string reason, string remoteAddress = "")
        => InTurnAsync(() => Close(session, reason, remoteAddress));

    private void Close(MonitoringSession session, string reason, string remoteAddress, AgentLine? keep = null)
    {
        if (session.IsOver)
        {
            return;
        }

        MonitoringView last = session.View();
        session.End();
        _sessions = [.. _sessions.Where(s => s != session)];
        ledger.Note("monitoring.end", last, remoteAddress, reason);
        MonitoringLog.Ended(log, last.SupervisorName, last.AgentName, reason, last.Id);
        events.Publish(new MonitoringChanged(last, reason));
        ShowToAgent(session.Agent);
        if (session.Phone != keep)
        {
            _ = HangUpAsync(session); // a phone that is gone must not keep the others waiting
        }
    }

    private async Task HangUpAsync(MonitoringSession session)
    {
        try
        {
            await session.Phone.DisposeAsync();
        }
        catch (Exception e)
        {
            MonitoringLog.NotHungUp(log, session.Id, e);
        }
    }

    private void Show(MonitoringSession session)
    {
        events.Publish(new MonitoringChanged(session.View()));
        ShowToAgent(session.Agent);
    }

    private void ShowToAgent(AgentPresence agent)
    {
        if (settings.Monitoring.ShowToAgent)
        {
            ListenerMark[] marks = [.. _sessions.Where(s => s.Agent == agent).Select(s => s.Mark)];
            floor.ShowListeners(agent, marks.Length == 0 ? null : marks);
        }
    }

    private Task InTurnAsync(Action work) => InTurnAsync(() =>
    {
        work();
        return Task.FromResult(true);
    });

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }
}
