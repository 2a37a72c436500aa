using CallCenter.Contracts;
using CallCenter.Data.Identity;
using CallCenter.Data.Leads;
using CallCenter.Dialer.Pacing;
using CallCenter.Domain;

namespace CallCenter.Dialer.Live;

/// <summary>Why an agent gets or does not get calls.</summary>
internal sealed partial class WhyPanel
{
    /// <param name="within">Only what these campaigns do; null: all.</param>
    public async Task<IReadOnlyList<WhyReason>> OfAgentAsync(UserId id, IReadOnlyList<CampaignId>? within, CampaignDirectory directory, CancellationToken ct)
    {
        if (await users.GetAsync(id, ct) is not { } user)
        {
            return [new WhyReason("noUser", "There is no such person.", 1, null)];
        }

        if (user.Disabled)
        {
            return [new WhyReason("userDisabled", $"{user.DisplayName} is disabled and cannot sign in.", 1, "Enable the account.", Values(("agent", user.DisplayName)))];
        }

        if (floor.Snapshot(id) is not { } agent)
        {
            return [NotThere(user)];
        }

        List<WhyReason> reasons = [StateOf(user.DisplayName, agent)];
        if (agent.Phone is { State: not "connected" } phone)
        {
            reasons.Add(new WhyReason(
                "phoneAway", $"The phone is {phone.State}{(phone.Problem is { } problem ? $" ({problem})" : "")}.", 1, "Connect the phone again.", Values(("phone", phone.State), ("problem", phone.Problem ?? ""))));
        }

        if (agent.State == AgentState.Ready)
        {
            foreach (CampaignId campaign in agent.CampaignIds.Where(c => within?.Contains(c) != false))
            {
                if (await directory.FindAsync(campaign, ct) is { } runner)
                {
                    await AddCampaignAsync(runner, reasons, ct);
                }
            }
        }

        return reasons;
    }

    private static WhyReason NotThere(UserRecord user) => user.Roles.Contains("agent", StringComparer.Ordinal)
        ? new WhyReason("agentSignedOut", $"{user.DisplayName} is not signed in for any campaign.", 1, "Let the agent sign in.", Values(("agent", user.DisplayName)))
        : new WhyReason("notAnAgent", $"{user.DisplayName} does not have the role agent.", 1, "Give the role, if calls are to be taken.", Values(("agent", user.DisplayName)));

    private static WhyReason StateOf(string name, AgentSnapshot agent)
    {
        (string text, string? remedy) = agent.State switch
        {
            AgentState.Connecting => ($"{name}'s phone is being connected.", null),
            AgentState.Ready => ($"{name} is ready for a call.", null),
            AgentState.Reserved => ($"{name} is about to get a call.", null),
            AgentState.Talking => ($"{name} is in a call.", null),
            AgentState.WrapUp => ($"{name} is wrapping up a call.", "The next call comes when that is done."),
            AgentState.Paused => ($"{name} is paused{(agent.Reason is { Length: > 0 } why ? $": {why}" : "")}.", "Let the agent go ready."),
            AgentState.Unreachable => ($"{name}'s phone cannot be reached: {agent.Reason}", "Connect the phone again."),
            _ => ($"{name} is signed out.", "Let the agent sign in."),
        };
        (string, object)[] values = [("agent", name), ("reason", agent.Reason ?? ""), ("since", agent.Since ?? DateTimeOffset.UnixEpoch)];
        return new WhyReason("agent." + agent.State.Word(), text, 1, remedy, Values(values));
    }

    /// <summary>What keeps a campaign from calling for an agent who is ready.</summary>
    private async Task AddCampaignAsync(CampaignRunner runner, List<WhyReason> reasons, CancellationToken ct)
    {
        Campaign campaign = runner.Campaign;
        AddState(campaign, reasons);
        if (campaign.State != CampaignState.Running)
        {
            return;
        }

        if (campaign.Mode == DialMode.Manual)
        {
            reasons.Add(new WhyReason("manualMode", $"In campaign '{campaign.Name}' agents dial by hand.", 1, "Dial a number, or change the campaign's dial mode.", Values(("campaign", campaign.Name))));
            return;
        }

        AddTrunks(campaign, reasons);
        LeadCounts counts = await leads.CountsAsync(campaign.Id, time.GetUtcNow(), ct);
        if (counts.DialableNow + runner.HopperCount == 0)
        {
            reasons.Add(new WhyReason("noLeadsIn", $"Campaign '{campaign.Name}' has no lead that can be dialled now.", 0, "Upload a list or wait for the leads that are due later.", Values(("campaign", campaign.Name))));
        }

        reasons.Add(new WhyReason(
            "pacing." + runner.LastDecision.Reason.Word(),
            $"Campaign '{campaign.Name}': {Domain.Pacing.PacingWords.Explain(runner.LastDecision)}",
            runner.LastDecision.CallsToPlace,
            null,
            Values(("campaign", campaign.Name), ("idle", runner.LastDecision.Idle), ("pending", runner.LastDecision.Pending))));
    }
}
