using CallCenter.Contracts;
using CallCenter.Data.Calls;
using CallCenter.Data.Customers;
using CallCenter.Data.Lists;
using CallCenter.Dialer.Hopper;
using CallCenter.Dialer.Pacing;
using CallCenter.Dialer.Routing;
using CallCenter.Dialer.Trunks;
using CallCenter.Domain;
using CallCenter.Domain.Numbers;
using CallCenter.Domain.Rules;

namespace CallCenter.Dialer.Calls;

/// <summary>An agent dials by hand: the same gate, the same conductor, with the agent reserved from the start.</summary>
internal sealed class ManualDialing(
    CampaignDirectory campaigns,
    GateKeeper gate,
    AgentFloor floor,
    TrunkDirectory trunks,
    AttemptLedger ledger,
    CustomerStore customers,
    ListStore lists,
    DialerSettings settings,
    TimeProvider time)
{
    private static readonly HashSet<TrunkId> NoTrunk = [];

    public async Task<DialerReply> PlaceAsync(PlaceManualCall command, CancellationToken ct)
    {
        if (campaigns.IsStopping)
        {
            return new Refused("dialer_stopping", "The dialer is being stopped and places no new calls.");
        }

        if (floor.Find(command.Agent) is not { } agent)
        {
            return new Refused("no_session", "This agent has no session; start one first.");
        }

        if (!agent.Serves(command.Campaign) || await campaigns.FindAsync(command.Campaign, ct) is not { } runner)
        {
            return new Refused("not_found", "The agent's session does not cover this campaign.");
        }

        Campaign campaign = runner.Campaign;
        (string? number, Refused? refusal) = TypedNumber.Read(command.Number, await CountryOfAsync(campaign, ct));
        if (number is null)
        {
            return refusal!;
        }

        (GateDecision decision, long gateId) = await gate.DecideManualAsync(campaign, runner.Rules, number, TimeZonesByNumber.Find(number), ct);
        if (!decision.Allowed)
        {
            return new Refused("call_not_allowed", string.Join(" ", decision.Reasons.Select(r => r.Text)));
        }

        CustomerId? customer = await customers.OwnerOfNumberAsync(number, ct);
        CallId id = CallId.New(time.GetUtcNow());
        if (!floor.TryReserve(agent, id))
        {
            return new Refused("agent_busy", "The agent has a call already, or no phone.");
        }

        if (trunks.TryTake(campaign, NoTrunk) is not { } seat)
        {
            floor.Release(agent, id);
            return new Refused("no_trunk", "No trunk of this campaign can take a call now.");
        }

        try
        {
            return await LaunchAsync(id, gateId, number, customer, runner, agent, seat, ct);
        }
        catch
        {
            seat.Dispose();
            floor.Release(agent, id);
            throw;
        }
    }

    private async Task<string?> CountryOfAsync(Campaign campaign, CancellationToken ct)
        => campaign.ListIds is [ListId first, ..] && await lists.GetAsync(first, ct) is { } list ? list.DefaultCountry : null;

    private async Task<DialerReply> LaunchAsync(
        CallId id, long gateId, string number, CustomerId? customer, CampaignRunner runner, AgentPresence agent, TrunkSeat seat, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        Campaign campaign = runner.Campaign;
        NewAttempt row = new()
        {
            Call = id,
            Campaign = campaign.Id,
            Customer = customer,
            Number = number,
            Trunk = seat.Line.Settings.Id,
            CallerId = campaign.CallerId,
            Direction = CallDirection.Manual,
            Agent = agent.Id,
            GateDecisionId = gateId,
        };
        AttemptId attempt = (await ledger.OpenAsync(settings.NodeName, [row], now, ct))[0]
            ?? throw new InvalidOperationException("A call without a lead was refused by the ledger.");
        floor.Show(agent, AgentState.Reserved, new AgentCall(id, null, customer, number, "outbound", campaign.Id, "ringing", null, false, false, null));
        runner.Launch(new CallPlan(id, attempt, campaign, runner.Rules, number, null, seat, agent, now) { Customer = customer });
        return new CallPlaced(id);
    }
}
