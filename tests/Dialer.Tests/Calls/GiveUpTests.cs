using CallCenter.Contracts;
using CallCenter.Data.Calls;
using CallCenter.Data.Compliance;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.TestKit;

namespace CallCenter.Dialer.Tests.Calls;

/// <summary>Calls that are given up before they are answered.</summary>
public sealed class GiveUpTests : ScriptedCall
{
    [Fact]
    public async Task A_call_that_rings_is_given_up_at_the_ring_time_out()
    {
        (CampaignId campaign, ListId list, _) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Ring();
        long ringing = TimeProvider.System.GetTimestamp();
        await customer.Cancelled.WaitAsync(Limit);
        Assert.InRange(TimeProvider.System.GetElapsedTime(ringing).TotalSeconds, 14.5, 17);
        CallRecord record = Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal(CallOutcome.NoAnswer, record.Outcome);
        LeadRow lead = Assert.Single(await Rig.LeadsAsync(list));
        Assert.Equal((LeadState.Dialable, 1), (lead.State, lead.Attempts));
    }

    [Fact]
    public async Task A_stopped_campaign_rings_on_for_fifteen_seconds_but_do_not_call_ends_it_at_once()
    {
        (CampaignId campaign, ListId list, UserId _) = await ReadyCampaignAsync(["+12125550141", "+12125550142"], agents: 2, ringTimeout: TimeSpan.FromSeconds(40));
        CustomerEnd first = await DialledAsync(campaign);
        CustomerEnd second = await Trunk.NextAsync(Limit);
        first.Ring();
        second.Ring();
        await WaitFor.AnswerAsync("both ring", _ => Rig.LiveAsync(campaign), l => l.Calls.Ringing == 2, Limit);
        long ringing = TimeProvider.System.GetTimestamp();
        await Rig.SendAsync(new StopCampaign(campaign));
        await Rig.Get<DoNotCallStore>().AddAsync(
            new DoNotCallEntry { Number = second.Number, Kind = DoNotCallKind.Number, Source = "api", CreatedAt = TimeProvider.System.GetUtcNow() }, CancellationToken.None);
        await Rig.SendAsync(new DoNotCallChanged([second.Number]));
        await second.Cancelled.WaitAsync(TimeSpan.FromSeconds(1));
        Assert.False(first.Cancelled.IsCompleted);
        await first.Cancelled.WaitAsync(Limit);
        Assert.InRange(TimeProvider.System.GetElapsedTime(ringing).TotalSeconds, 13.5, 17);
        IReadOnlyList<CallRecord> records = await Rig.EndedCallsAsync(campaign, 2, Limit);
        Assert.All(records, r => Assert.Equal(CallOutcome.Cancelled, r.Outcome));
        Assert.All(await Rig.LeadsAsync(list), l => Assert.Equal(0, l.Attempts));
    }
}
