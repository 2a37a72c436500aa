using CallCenter.Contracts;
using CallCenter.Data.Compliance;
using CallCenter.Data.Identity;
using CallCenter.Dialer.Calls;
using CallCenter.Dialer.Monitoring;
using CallCenter.Dialer.Pacing;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Routing;
using CallCenter.Dialer.Trunks;
using CallCenter.Domain;
using CallCenter.Media;
using CallCenter.Sip;

namespace CallCenter.Dialer.Live;

/// <summary>Carries out the commands that the web services send; one method a family.</summary>
internal sealed class CommandDesk(
    CampaignDirectory campaigns,
    TrunkDirectory trunks,
    TrunkWatch trunkWatch,
    SipUserDirectory users,
    PhoneDesk phones,
    BrowserPhones browsers,
    UserStore userStore,
    AgentFloor floor,
    CallRegistry calls,
    ManualDialing manual,
    TrunkTests tests,
    DoNotCallStore doNotCall,
    WhyPanel why,
    MonitoringRoom monitoring,
    AlarmBoard alarms,
    SipEndpoint sip,
    MediaEngine media,
    CallJournal journal,
    PlacingTurn turn)
{
    private static readonly TimeSpan WrapUpExtension = TimeSpan.FromSeconds(30);

    public async Task<DialerReply> CarryOutAsync(DialerCommand command, CancellationToken ct) => command switch
    {
        StartCampaign c => await campaigns.StartAsync(c.Campaign, c.By, ct),
        PauseCampaign c => await campaigns.PauseAsync(c.Campaign, c.By, ct),
        StopCampaign c => await campaigns.StopAsync(c.Campaign, c.By, ct),
        CampaignEdited c => await DoneAfter(campaigns.ReloadAsync(c.Campaign, ct)),
        TrunkEdited c => await ReloadTrunkAsync(c.Trunk, ct),
        UserEdited c => await ReloadUserAsync(c.User, ct),
        ListChanged c => LeadsChanged(c.List),
        DoNotCallChanged c => await StopNumbersAsync(c.Numbers, ct),
        StartAgentSession c => await StartSessionAsync(c, ct),
        EndAgentSession c => await EndSessionAsync(c, ct),
        SetAgentState c => await SetStateAsync(c, ct),
        PlaceManualCall c => await manual.PlaceAsync(c, ct),
        HangUpCall c => await AskAsync(c.Agent, c.Call, c),
        HoldCall c => await AskAsync(c.Agent, c.Call, c),
        MuteAgent c => await AskAsync(c.Agent, c.Call, c),
        SendDigits c => await AskAsync(c.Agent, c.Call, c),
        PauseRecording c => await AskAsync(c.Agent, c.Call, c),
        FinishWrapUp c => FinishWrapUp(c),
        ExtendWrapUp c => floor.Find(c.Agent) is { } agent && floor.ExtendWrapUp(agent, c.Call, WrapUpExtension) ? new Done() : NotWrappingUp,
        OfferPhone c => browsers.Offer(c),
        LeavePhone c => await DoneAfter(browsers.LeaveAsync(c)),
        EchoPhone c => Echo(c),
        StartMonitoring c => await monitoring.StartAsync(c, ct),
        ChangeMonitoring c => await monitoring.ChangeAsync(c, ct),
        EndMonitoring c => await monitoring.EndAsync(c),
        GetMonitorings => monitoring.List(),
        GetAgent c => Agent(c.Agent),
        GetAgents => new AgentsReply(floor.Snapshots()),
        GetCampaignLive c => await campaigns.FindAsync(c.Campaign, ct) is { } runner ? new CampaignLiveReply(runner.Live()) : NoCampaign,
        GetCampaignWhy c => await campaigns.FindAsync(c.Campaign, ct) is { } runner ? new WhyReply(await why.OfCampaignAsync(runner, ct)) : NoCampaign,
        GetLeadWhy c => await why.OfLeadAsync(c.Lead, campaigns.Runners, ct) is { } reasons ? new WhyReply(reasons) : new Refused("not_found", "This lead does not exist."),
        GetNumberWhy c => new WhyReply(await why.OfNumberAsync(c.Number, c.Within, campaigns, ct)),
        GetAgentWhy c => new WhyReply(await why.OfAgentAsync(c.Agent, c.Within, campaigns, ct)),
        StartTrunkTest c => await tests.StartAsync(c, ct),
        EndTrunkTest c => tests.End(c.Test),
        GetTrunkTest c => tests.Find(c.Test),
        GetTrunkHealth c => trunks.Find(c.Trunk) is { } line ? new TrunkHealthReply(line.Health()) : new Refused("not_found", "This trunk does not exist."),
        GetDialerHealth => Health(),
        _ => new Refused("invalid_command", $"The dialer does not know {command.GetType().Name}."),
    };

    private static Refused NoSession { get; } = new("no_session", "This agent has no session; start one first.");

    private static Refused NoCampaign { get; } = new("not_found", "This campaign does not exist.");

    private static Refused NotWrappingUp { get; } = new("not_wrapping_up", "This agent is not wrapping up that call.");

    private static async Task<DialerReply> DoneAfter(Task work)
    {
        await work;
        return new Done();
    }

    private async Task<DialerReply> ReloadTrunkAsync(TrunkId id, CancellationToken ct)
    {
        await trunks.ReloadAsync(id, ct);
        trunkWatch.WatchAll();
        trunkWatch.Nudge(id);
        return new Done();
    }

    private async Task<DialerReply> ReloadUserAsync(UserId id, CancellationToken ct)
    {
        await users.ReloadAsync(id, ct);
        if (users.Find(id) is null && floor.Find(id) is { } agent && (agent.Phone == PhoneKind.Sip || await IsDisabledAsync(id, ct)))
        {
            await phones.EndAsync(agent, ct);
        }

        return new Done();
    }

    /// <summary>A browser needs no SIP secret: what counts is the user.</summary>
    private async Task<bool> IsDisabledAsync(UserId id, CancellationToken ct) => await userStore.GetAsync(id, ct) is not { Disabled: false };

    private Done LeadsChanged(ListId list)
    {
        foreach (CampaignRunner runner in campaigns.Runners.Where(r => r.Campaign.ListIds.Contains(list)))
        {
            runner.LeadsChanged();
        }

        return new Done();
    }

    private async Task<DialerReply> StopNumbersAsync(IReadOnlyList<string> changed, CancellationToken ct)
    {
        // The rows are committed; what is queued or rings is checked against them again, prefixes and scopes included. What is
        // being placed this moment may have asked the gate before the commit: it is in the books after this turn.
        await turn.PassAsync(ct);
        foreach (CampaignRunner runner in campaigns.Runners)
        {
            string[] queued = [.. runner.NumbersAtStake().Where(n => changed.Any(c => n.StartsWith(c, StringComparison.Ordinal))).Distinct(StringComparer.Ordinal)];
            if (queued.Length > 0)
            {
                IReadOnlySet<string> blocked = await doNotCall.MatchAsync(queued, runner.Campaign.Id, ct);
                await runner.StopNumbersAsync(blocked.Contains, ct);
            }
        }

        return new Done();
    }

    private async Task<DialerReply> StartSessionAsync(StartAgentSession c, CancellationToken ct)
    {
        if (c.Campaigns.Count == 0)
        {
            return new Refused("invalid_campaigns", "Name at least one campaign.");
        }

        foreach (CampaignId id in c.Campaigns)
        {
            if (await campaigns.FindAsync(id, ct) is null)
            {
                return new Refused("not_found", $"Campaign {id} does not exist.");
            }
        }

        return await phones.StartAsync(c.Agent, c.Campaigns, c.Phone, ct) is { } refused
            ? refused
            : Agent(c.Agent);
    }

    private async Task<DialerReply> EndSessionAsync(EndAgentSession c, CancellationToken ct)
    {
        if (floor.Find(c.Agent) is not { } agent)
        {
            return NoSession;
        }

        if (agent.Call is { State: not "wrapUp" } call && calls.Find(call.Id) is { } conductor)
        {
            await conductor.AskAsync(new HangUpCall(c.Agent, call.Id));
        }

        await phones.EndAsync(agent, ct);
        WakeCampaigns(agent);
        return new Done();
    }

    private async Task<DialerReply> SetStateAsync(SetAgentState c, CancellationToken ct)
    {
        if (c.State is not (AgentState.Ready or AgentState.Paused))
        {
            return new Refused("invalid_state", "An agent can ask for ready or paused.");
        }

        if (floor.Find(c.Agent) is not { } agent)
        {
            return NoSession;
        }

        if (agent.State == AgentState.Unreachable && await phones.ReconnectAsync(agent, ct) is { } unreachable)
        {
            return unreachable;
        }

        if (floor.Wish(agent, c.State, c.Reason) is { } refused)
        {
            return refused;
        }

        WakeCampaigns(agent);
        return Agent(c.Agent);
    }

    private async Task<DialerReply> AskAsync(UserId agent, CallId call, DialerCommand command)
        => calls.Find(call) is { } conductor && floor.Find(agent)?.Call?.Id == call
            ? await conductor.AskAsync(command)
            : new Refused("not_found", "This agent has no such call.");

    private DialerReply FinishWrapUp(FinishWrapUp c)
    {
        if (floor.Find(c.Agent) is not { } agent)
        {
            return new Done(); // signed out meanwhile: the disposition is stored, nothing is left to do
        }

        floor.FinishWrapUp(agent, c.Call);
        WakeCampaigns(agent);
        return new Done();
    }

    private void WakeCampaigns(AgentPresence agent)
    {
        foreach (CampaignRunner runner in campaigns.Runners.Where(r => agent.Serves(r.Campaign.Id)))
        {
            runner.Book.Wake();
        }
    }

    private DialerHealthReply Health()
    {
        List<string> problems = [];
        if (!media.IsHealthy)
        {
            problems.Add("The media threads do not keep time.");
        }

        if (journal.IsBehind)
        {
            problems.Add("The database is away; call records wait in memory.");
        }

        return new DialerHealthReply(true, media.IsHealthy, sip.LocalEndPoint.ToString(), problems, alarms.Now, media.WebRtcEndPoint?.ToString());
    }

    private DialerReply Echo(EchoPhone c)
    {
        // Only a paused agent gets no call in the next moment: an echo would take the phone out of its bridge.
        if (c.On && floor.Find(c.Agent) is { } agent && (agent.State != AgentState.Paused || agent.Call is not null))
        {
            return new Refused("agent_busy", "Pause first: a call may come, or is on this phone.");
        }

        if (c.On && monitoring.IsListening(c.Agent))
        {
            return new Refused("phone_in_use", "This phone listens to an agent's calls; stop that first.");
        }

        return browsers.Echo(c.Agent, c.On) is { } refused ? refused : new Done();
    }

    private AgentReply Agent(UserId id)
        => new(floor.Snapshot(id) ?? new AgentSnapshot(id, "", AgentState.SignedOut, null, null, browsers.View(id), [], null));
}
