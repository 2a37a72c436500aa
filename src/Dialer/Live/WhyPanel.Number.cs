using CallCenter.Contracts;
using CallCenter.Data.Leads;
using CallCenter.Dialer.Calls;
using CallCenter.Dialer.Pacing;
using CallCenter.Domain;
using CallCenter.Domain.Numbers;

namespace CallCenter.Dialer.Live;

/// <summary>Why a number is or is not being dialled: whoever's it is, in whichever list.</summary>
internal sealed partial class WhyPanel
{
    private const int MostLeads = 20;

    /// <param name="within">Only what these campaigns do; null: all.</param>
    public async Task<IReadOnlyList<WhyReason>> OfNumberAsync(string number, IReadOnlyList<CampaignId>? within, CampaignDirectory directory, CancellationToken ct)
    {
        List<WhyReason> reasons = [];
        if (PhoneNumbers.IsEmergency(number))
        {
            return [new WhyReason("emergencyNumber", "It is an emergency number: nobody calls it from here.", 1, null)];
        }

        if (!DialString.IsSafe(number))
        {
            return [new WhyReason("notANumber", "It is no number that can be dialled.", 1, "Write it with plus sign and country code.")];
        }

        if (calls.All.Any(c => c.Plan.Number == number && within?.Contains(c.Plan.Campaign.Id) != false))
        {
            reasons.Add(new WhyReason("inCall", "It is being called right now.", 1, null));
        }

        if ((await doNotCall.MatchAsync([number], null, ct)).Contains(number))
        {
            reasons.Add(new WhyReason("doNotCall", "Its number is on do-not-call.", 1, "Only removing it from do-not-call changes that."));
        }

        int found = 0;
        foreach (LeadId id in await leads.ByNumberAsync(number, MostLeads, ct))
        {
            if (await OfLeadAsync(id, directory.Runners, within, ct) is { } known)
            {
                found++;
                Add(reasons, known.Lead, number, known.Reasons);
            }
        }

        if (found == 0)
        {
            reasons.Add(new WhyReason("noLead", "No list has this number.", 0, "Upload a list that has it, or let an agent dial it by hand."));
        }

        return reasons;
    }

    private static void Add(List<WhyReason> reasons, LeadDetail lead, string number, IReadOnlyList<WhyReason> ofLead)
    {
        if (lead.Number != number)
        {
            reasons.Add(new WhyReason("otherNumberFirst", "Another number of the same customer is dialled first.", 1, "It is taken when that number turns out not to work."));
        }

        foreach (WhyReason reason in ofLead)
        {
            // Several lists may hold the same customer: each reason is said once, with how many leads it holds back.
            int at = reasons.FindIndex(r => r.Code == reason.Code && r.Text == reason.Text);
            if (at < 0)
            {
                reasons.Add(reason);
            }
            else
            {
                reasons[at] = reasons[at] with { Count = reasons[at].Count + reason.Count };
            }
        }
    }
}
