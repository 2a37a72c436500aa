using CallCenter.Contracts;
using CallCenter.Contracts.Desk;
using CallCenter.Domain;

namespace CallCenter.AgentConsole.Desk;

/// <content>What happens, and what of the desk changes by it.</content>
internal sealed partial class DeskFeed
{
    private async Task SeeAsync(DialerEvent happened)
    {
        switch (happened)
        {
            case AgentChanged changed:
                await MoveAsync(changed.Agent);
                break;
            case CallConnected connected:
                await PopAsync(new AgentCall(
                    connected.Call, connected.Lead, connected.Customer, connected.Number, "outbound", connected.Campaign, "connected", connected.AnsweredAt, false, false, null));
                break;
            case PhoneMoved moved:
                SeePhone(moved.Phone);
                break;
            case CallClosed:
                await CountAsync();
                await LookAheadAsync();
                break;
            default:
                break;
        }
    }

    private bool IsRenewable => _renewedAt is not { } at || _parts.Time.GetElapsedTime(at) >= RenewAfter;

    /// <summary>Everything anew: at the beginning, after a gap, and again every second while the Dialer or the database is away.</summary>
    private async Task RenewAsync()
    {
        _stale = true;
        try
        {
            AgentReply? known = await AskDialerAsync();
            if (known is not null)
            {
                await MoveAsync(known.Agent);
            }

            await CountAsync();
            await LookAheadAsync();
            _stale = known is null;
        }
        finally
        {
            _renewedAt = _parts.Time.GetTimestamp();
        }
    }

    private async Task<AgentReply?> AskDialerAsync()
    {
        using CancellationTokenSource limit = new(DialerLimit, _parts.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        try
        {
            return await _parts.Dialer.SendAsync(new GetAgent(_agentId), either.Token) as AgentReply;
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task MoveAsync(AgentSnapshot agent)
    {
        AgentSnapshot? former = _agent;
        _agent = agent;
        if (!Equal(former, agent))
        {
            Push(new AgentMoved(agent));
            SayTaken(former?.Phone?.Tab, agent.Phone?.Tab);
        }

        if (agent.Call is { } call)
        {
            await PopAsync(call);
        }
        else if (_reopened is { } waiting)
        {
            await ShowReopenedAsync(waiting);
        }
        else if (_pop is not null)
        {
            Clear();
        }
    }

    /// <summary>Shows the call's customer, once.</summary>
    private async Task PopAsync(AgentCall call)
    {
        if (_pop?.Call == call.Id)
        {
            _pop = _pop with { AnsweredAt = _pop.AnsweredAt ?? call.AnsweredAt };
            return;
        }

        long began = _parts.Time.GetTimestamp();
        ScreenPop pop = await _parts.Pops.ReadAsync(call, _stop.Token);
        _pop = pop;
        Push(new ScreenPopped(pop));
        DeskLog.Popped(_parts.Log, call.Id, _parts.Time.GetElapsedTime(began).TotalMilliseconds);
    }

    private async Task PopAgainAsync(CallId call)
    {
        if (_pop?.Call == call && _agent?.Call is { } live && live.Id == call)
        {
            _pop = null;
            await PopAsync(live);
        }

        await LookAheadAsync();
    }

    private void SeePhone(AgentPhone? phone)
    {
        if (_agent is not { } agent || agent.Phone == phone)
        {
            return;
        }

        _agent = agent with { Phone = phone };
        Push(new AgentMoved(_agent));
        SayTaken(agent.Phone?.Tab, phone?.Tab);
    }

    private void SayTaken(string? former, string? now)
    {
        if (former is not null && now is not null && !string.Equals(former, now, StringComparison.Ordinal))
        {
            Push(new PhoneTaken(now));
        }
    }

    private void Clear()
    {
        _pop = null;
        Push(new ScreenCleared());
    }

    private async Task DisposedAsync(CallId call)
    {
        if (_reopened == call)
        {
            _reopened = null;
            if (_agent?.Call is null && _pop?.Call == call)
            {
                Clear();
            }
        }

        await CountAsync();
        await LookAheadAsync();
    }

    private async Task ReopenAsync(CallId call)
    {
        _reopened = call;
        if (_agent?.Call is null)
        {
            await ShowReopenedAsync(call);
        }

        await CountAsync();
        await LookAheadAsync();
    }

    // It waits for a verdict until it has one. Another call hides it meanwhile: the agent must not lose sight of the one on the line.
    private async Task ShowReopenedAsync(CallId call)
    {
        if (_pop?.Call == call)
        {
            return;
        }

        if (await _parts.Pops.ReadOwnAsync(call, _agentId, _stop.Token) is { } pop)
        {
            _pop = pop;
            Push(new ScreenPopped(pop));
        }
        else
        {
            _reopened = null;
        }
    }

    private void KeepNotes(DeskMessage.NotesSaved saved)
    {
        if (_pop is { } pop && pop.Call == saved.Call && pop.Notes.Revision < saved.Notes.Revision)
        {
            _pop = pop with { Notes = saved.Notes };
        }
    }

    private async Task CountAsync()
    {
        DayFigures figures = await _parts.Figures.ReadAsync(_agentId, _zone, _stop.Token);
        _day = _parts.Figures.Today(_zone);
        if (figures != _figures)
        {
            _figures = figures;
            Push(new FiguresChanged(figures));
        }
    }

    private async Task LookAheadAsync()
    {
        CallbackView? next = await _parts.Callbacks.NextAsync(_agentId, _stop.Token);
        if (next != _next)
        {
            _next = next;
            _reminded = next is not null && next.DueAt - _parts.Time.GetUtcNow() <= RemindBefore;
            Push(new CallbackAhead(next));
        }
    }

    private async Task PassTimeAsync()
    {
        if (_parts.Figures.Today(_zone) != _day)
        {
            await CountAsync();
        }

        if (_next is { } next && !_reminded && next.DueAt - _parts.Time.GetUtcNow() <= RemindBefore)
        {
            _reminded = true;
            Push(new CallbackAhead(next));
        }
    }

    private static bool Equal(AgentSnapshot? a, AgentSnapshot b)
        => a is not null && a with { CampaignIds = b.CampaignIds } == b && a.CampaignIds.SequenceEqual(b.CampaignIds);
}
