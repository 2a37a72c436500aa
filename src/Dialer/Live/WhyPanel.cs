using System.Globalization;
using CallCenter.Contracts;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Compliance;
using CallCenter.Data.Identity;
using CallCenter.Data.Leads;
using CallCenter.Dialer.Calls;
using CallCenter.Dialer.Hopper;
using CallCenter.Dialer.Pacing;
using CallCenter.Dialer.Routing;
using CallCenter.Dialer.Trunks;
using CallCenter.Domain;
using CallCenter.Domain.Pacing;
using CallCenter.Domain.Rules;

namespace CallCenter.Dialer.Live;

/// <summary>Says why a campaign, a lead, a number or an agent is or is not being dialled now (L12): from the same objects that decide.</summary>
internal sealed partial class WhyPanel(
    LeadQueue leads,
    CampaignStore campaigns,
    UserStore users,
    DoNotCallStore doNotCall,
    TrunkDirectory trunks,
    AgentFloor floor,
    CallRegistry calls,
    GateKeeper gate,
    TimeProvider time)
{
    public async Task<IReadOnlyList<WhyReason>> OfCampaignAsync(CampaignRunner runner, CancellationToken ct)
    {
        Campaign campaign = runner.Campaign;
        List<WhyReason> reasons = [];
        AddState(campaign, reasons);
        if (runner.Problem is { } problem)
        {
            reasons.Add(new WhyReason("problem", problem, 1, "See the alarms and the log."));
        }

        AddTrunks(campaign, reasons);
        AddAgents(runner, reasons);
        AddLeads(await leads.CountsAsync(campaign.Id, time.GetUtcNow(), ct), runner.HopperCount, reasons);
        if (campaign.State == CampaignState.Running)
        {
            PacingDecision decision = runner.LastDecision;
            reasons.Add(new WhyReason("pacing." + decision.Reason.Word(), PacingWords.Explain(decision), decision.CallsToPlace, null, Values(("idle", decision.Idle), ("pending", decision.Pending))));
        }

        return reasons;
    }

    public async Task<IReadOnlyList<WhyReason>?> OfLeadAsync(LeadId id, IEnumerable<CampaignRunner> runners, CancellationToken ct)
        => (await OfLeadAsync(id, runners, null, ct))?.Reasons;

    /// <summary>Null when there is no such lead, or none within the campaigns asked for.</summary>
    private async Task<(LeadDetail Lead, IReadOnlyList<WhyReason> Reasons)?> OfLeadAsync(
        LeadId id, IEnumerable<CampaignRunner> runners, IReadOnlyList<CampaignId>? within, CancellationToken ct)
    {
        if (await leads.GetAsync(id, ct) is not { } lead)
        {
            return null;
        }

        List<WhyReason> reasons = [StateOf(lead)];
        if (calls.All.Any(c => c.Plan.Lead?.Id == id))
        {
            reasons.Add(new WhyReason("inCall", "It is being called right now.", 1, null));
        }

        IReadOnlyList<Campaign> all = await campaigns.ListAsync(ct);
        Campaign[] using_ = [.. all.Where(c => c.ListIds.Contains(lead.ListId) && c.ArchivedAt is null && within?.Contains(c.Id) != false)];
        if (using_.Length == 0 && within is not null)
        {
            return null;
        }

        if (using_.Length == 0)
        {
            reasons.Add(new WhyReason("noCampaign", "No campaign dials its list.", 1, "Add the list to a campaign."));
        }

        bool due = lead.State == LeadState.Dialable && lead.NextAt <= time.GetUtcNow();
        int refusing = 0;
        foreach (Campaign campaign in using_)
        {
            AddState(campaign, reasons);
            if (due)
            {
                refusing += await AddGateAsync(campaign, lead, reasons, ct) ? 1 : 0;
            }

            if (runners.FirstOrDefault(r => r.Campaign.Id == campaign.Id) is { } runner && campaign.State == CampaignState.Running)
            {
                AddTrunks(campaign, reasons);
                AddAgents(runner, reasons);
            }
        }

        if (refusing > 0 && refusing == using_.Length)
        {
            reasons.RemoveAt(0); // "It may be dialled now": no campaign may.
        }

        return (lead, reasons);
    }

    /// <summary>What the gate will say when the lead's turn comes; true when it refuses.</summary>
    private async Task<bool> AddGateAsync(Campaign campaign, LeadDetail lead, List<WhyReason> reasons, CancellationToken ct)
    {
        if (CampaignRules.Of(campaign) is not { } rules)
        {
            return false;
        }

        IReadOnlyList<GateReason> refusals = (await gate.ForeseeAsync(campaign, rules, lead, ct)).Reasons;
        foreach (GateReason reason in refusals)
        {
            string? remedy = reason.RetryAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"It is tried again by itself after {at:yyyy-MM-dd HH:mm} UTC.")
                : reason.Code == "doNotCall" ? "Only removing it from do-not-call changes that." : null;
            reasons.Add(new WhyReason(reason.Code, $"Campaign '{campaign.Name}': {reason.Text}", 1, remedy, reason.RetryAt is { } again ? Values(("campaign", campaign.Name), ("until", again)) : Values(("campaign", campaign.Name))));
        }

        return refusals.Count > 0;
    }

    private WhyReason StateOf(LeadDetail lead)
    {
        DateTimeOffset now = time.GetUtcNow();
        string last = lead.LastOutcome is { } outcome ? $" (last outcome: {outcome.Word()}, {lead.Attempts} attempts)" : "";
        return lead.State switch
        {
            LeadState.Dialable when lead.NextAt > now => new WhyReason(
                "waitsUntil", string.Create(CultureInfo.InvariantCulture, $"It waits until {lead.NextAt:yyyy-MM-dd HH:mm} UTC{last}."), 1, "It is dialled by itself then.", Values(("until", lead.NextAt))),
            LeadState.Dialable => new WhyReason("dialable", $"It may be dialled now{last}.", 1, null),
            LeadState.Dialing => new WhyReason("dialing", "A call to it is under way.", 1, null),
            LeadState.AwaitingDisposition => new WhyReason("awaitingDisposition", "It was talked to; the disposition is missing.", 1, "Let the agent give the disposition."),
            LeadState.Callback => new WhyReason("callback", $"A call-back is promised for {lead.NextAt:yyyy-MM-dd HH:mm} UTC.", 1, null, Values(("until", lead.NextAt))),
            LeadState.Done => new WhyReason("done", $"It is finished{last}.", 1, "Reset it by a new upload if it shall be called again."),
            LeadState.BadNumber => new WhyReason("badNumber", $"Its number does not work{last}.", 1, "Correct the number by a new upload."),
            LeadState.DoNotCall => new WhyReason("doNotCall", "Its number is on do-not-call.", 1, "Only removing it from do-not-call changes that."),
            LeadState.Removed => new WhyReason("removed", "Its upload was undone.", 1, null),
            _ => new WhyReason("unknown", lead.State.Word(), 1, null),
        };
    }

    private static void AddState(Campaign campaign, List<WhyReason> reasons)
    {
        if (campaign.State == CampaignState.Stopped)
        {
            reasons.Add(new WhyReason("campaignStopped", $"Campaign '{campaign.Name}' is not started.", 1, "Start the campaign.", Values(("campaign", campaign.Name))));
        }
        else if (campaign.State == CampaignState.Paused)
        {
            reasons.Add(new WhyReason("campaignPaused", $"Campaign '{campaign.Name}' is paused.", 1, "Start it again.", Values(("campaign", campaign.Name))));
        }
    }

    private void AddTrunks(Campaign campaign, List<WhyReason> reasons)
    {
        TrunkLine[] lines = [.. trunks.Of(campaign)];
        if (lines.Length == 0)
        {
            reasons.Add(new WhyReason("noTrunk", "The campaign has no trunk.", 1, "Give it a trunk."));
        }

        foreach (TrunkLine line in lines)
        {
            if (line.Obstacle() is { } obstacle)
            {
                string code = line.State == TrunkHealthState.Down || line.Address is null ? "trunkDown" : "trunkBusy";
                reasons.Add(new WhyReason(code, $"Trunk '{line.Settings.Name}' {obstacle}.", 1, "Check the trunk's address, account and the carrier; leads are not used up meanwhile.", Values(("trunk", line.Settings.Name), ("obstacle", obstacle))));
            }
            else if (line.State == TrunkHealthState.Unknown && line.LastError is { } error)
            {
                // Not proven to be down: some carriers never answer OPTIONS. The first calls find out.
                reasons.Add(new WhyReason("trunkSilent", $"Trunk '{line.Settings.Name}' has shown no life yet: {error}.", 1, "Check the trunk's address; if the carrier answers calls only, there is nothing to do.", Values(("trunk", line.Settings.Name), ("obstacle", error))));
            }
        }
    }

    private static void AddAgents(CampaignRunner runner, List<WhyReason> reasons)
    {
        AgentCounts agents = runner.Live().Agents;
        if (agents.Ready == 0)
        {
            int others = agents.Talking + agents.WrapUp + agents.Paused + agents.Unreachable;
            string text = others == 0
                ? "No agent is signed in for this campaign."
                : $"No agent is ready ({agents.Talking} talking, {agents.WrapUp} in wrap-up, {agents.Paused} paused, {agents.Unreachable} unreachable).";
            reasons.Add(new WhyReason(
                others == 0 ? "noAgentSignedIn" : "noAgentReady",
                text,
                others,
                "Let an agent sign in and go ready.",
                Values(("talking", agents.Talking), ("wrapUp", agents.WrapUp), ("paused", agents.Paused), ("unreachable", agents.Unreachable))));
        }
    }

    private static void AddLeads(LeadCounts counts, int inHopper, List<WhyReason> reasons)
    {
        if (counts.DialableNow + inHopper == 0)
        {
            reasons.Add(new WhyReason("noLeads", "No lead can be dialled now.", 0, "Upload a list or wait for the leads that are due later."));
        }

        Add("leadsReady", "Leads that can be dialled now", counts.DialableNow, null);
        Add("leadsInHopper", "Leads that are checked and next in line", counts.Leased, null);
        Add("leadsStaged", "Leads whose upload is still running", counts.Staged, "They can be dialled when the upload is done.");
        if (counts.Waiting > 0)
        {
            string when = counts.EarliestNext is { } next ? string.Create(CultureInfo.InvariantCulture, $"; the first at {next:yyyy-MM-dd HH:mm} UTC") : "";
            reasons.Add(new WhyReason("leadsLater", $"Leads that wait for a later time{when}.", counts.Waiting, "They are dialled by themselves then.", counts.EarliestNext is { } first ? Values(("until", first)) : null));
        }

        Add("leadsDialing", "Leads in a call", counts.InCall, null);
        Add("leadsAwaitingDisposition", "Leads whose disposition is missing", counts.AwaitingDisposition, "Let the agents give the dispositions.");
        Add("leadsCallback", "Leads with a promised call-back", counts.Callback, null);
        Add("leadsDone", "Finished leads", counts.Done, null);
        Add("leadsBadNumber", "Leads with numbers that do not work", counts.BadNumber, "Correct them by a new upload.");
        Add("leadsDoNotCall", "Leads on do-not-call", counts.DoNotCall, null);

        void Add(string code, string text, long count, string? remedy)
        {
            if (count > 0)
            {
                reasons.Add(new WhyReason(code, text + ".", count, remedy));
            }
        }
    }

    private static Dictionary<string, string> Values(params (string Name, object Value)[] values)
        => values.ToDictionary(
            v => v.Name,
            v => v.Value is DateTimeOffset at ? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : Convert.ToString(v.Value, CultureInfo.InvariantCulture) ?? "",
            StringComparer.Ordinal);
}
