using CallCenter.Data.Calls;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Leads;
using CallCenter.Dialer.Hopper;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.Domain.Rules;

namespace CallCenter.Dialer.Tests.Hopper;

public sealed class AbandonLockTests
{
    [Fact]
    public async Task A_number_abandoned_lately_by_another_campaign_is_not_dialled_under_rules_that_lock_it()
    {
        await using DialerRig rig = await DialerRig.StartAsync();
        TrunkId trunk = await rig.AddTrunkAsync();
        ListId first = await rig.AddListAsync("+12125550141");
        ListId second = await rig.AddListAsync("+12125550141", "+12125550142");
        CampaignId earlier = await rig.AddCampaignAsync(first, [trunk]);
        await AbandonAsync(rig, earlier, trunk);
        Campaign campaign = (await rig.Get<CampaignStore>().GetAsync(await rig.AddCampaignAsync(second, [trunk]), CancellationToken.None))!;
        RuleSet locking = RuleSets.Find("none")! with { LockAfterAbandonedHours = 72 };

        IReadOnlyList<QueuedLead> claimed = await ClaimAsync(rig, campaign.Id, 10);
        IReadOnlyList<QueuedLead> admitted = await rig.Get<GateKeeper>().AdmitToHopperAsync(campaign, locking, claimed, CancellationToken.None);

        Assert.Equal(2, claimed.Count);
        Assert.Equal("+12125550142", Assert.Single(admitted).Number);
        LeadDetail locked = (await rig.Get<LeadQueue>().GetAsync(claimed.Single(l => l.Number == "+12125550141").Id, CancellationToken.None))!;
        Assert.Equal(LeadState.Dialable, locked.State);
        Assert.InRange((locked.NextAt - TimeProvider.System.GetUtcNow()).TotalHours, 71, 72);
    }

    private static Task<IReadOnlyList<QueuedLead>> ClaimAsync(DialerRig rig, CampaignId campaign, int count)
        => rig.Get<LeadQueue>().ClaimAsync(campaign, "dialer-1", count, TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5), CancellationToken.None);

    private static async Task AbandonAsync(DialerRig rig, CampaignId campaign, TrunkId trunk)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        QueuedLead lead = Assert.Single(await ClaimAsync(rig, campaign, 1));
        CallId call = CallId.New(now);
        AttemptLedger ledger = rig.Get<AttemptLedger>();
        AttemptId attempt = (await ledger.OpenAsync(
            "dialer-1",
            [new NewAttempt { Call = call, Campaign = campaign, Lead = lead.Id, Customer = lead.CustomerId, Number = lead.Number, Trunk = trunk }],
            now,
            CancellationToken.None))[0]!.Value;
        await ledger.MarkAnsweredAsync(attempt, call, now, CancellationToken.None);
        await ledger.CloseAsync(
            new AttemptClosing
            {
                Attempt = attempt,
                Call = call,
                Lead = lead.Id,
                AnsweredAt = now,
                EndedAt = now,
                EndedBy = EndedBy.Dialer,
                Outcome = CallOutcome.Abandoned,
                LiveAnswer = true,
                Abandoned = true,
                Charged = true,
            },
            CancellationToken.None);
    }
}
