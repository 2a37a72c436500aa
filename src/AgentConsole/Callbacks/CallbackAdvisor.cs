using CallCenter.AgentConsole.ScreenPops;
using CallCenter.Contracts.Desk;
using CallCenter.Data.Customers;
using CallCenter.Data.Desk;
using CallCenter.Data.Dispositions;
using CallCenter.Domain;
using CallCenter.Domain.Rules;

namespace CallCenter.AgentConsole.Callbacks;

/// <summary>Whom a promise would be made to.</summary>
/// <param name="Campaign">Whose rules hold; null: none are known.</param>
/// <param name="Moved">The promise that is being moved; it is no conflict with itself.</param>
internal sealed record AdviceSubject(Customer? Customer, string Number, PopCampaignRow? Campaign, CallbackId? Moved);

/// <summary>Whether a call-back can be promised for a time: the law where the customer is, and the agent's other promises (A7 of product.md).</summary>
internal sealed class CallbackAdvisor(CallbackReader callbacks, TimeProvider time)
{
    private const int MostPromises = 500;
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan RingTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(8);

    /// <param name="at">Asked for.</param>
    /// <param name="zone">Shown with the answer; null: the customer's own.</param>
    public async Task<CallbackAdvice> AdviseAsync(AdviceSubject subject, UserId agent, DateTimeOffset at, string? zone, CancellationToken ct)
    {
        IReadOnlyList<string> zones = CustomerZones.Of(subject.Customer, subject.Number);
        RuleSet? rules = subject.Campaign is { } campaign ? CampaignRules.Of(campaign.RuleSet, campaign.Timetable) : null;
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset from = at > now ? at : now;
        IReadOnlyList<CallbackView> promised =
        [
            .. (await callbacks.ListAsync(agent, from - Quarter, from + Horizon, MostPromises, ct)).Where(c => c.Id != subject.Moved),
        ];
        bool open = IsOpen(at);
        CallbackView? conflict = Near(at);
        bool good = at > now && open && conflict is null;
        return new CallbackAdvice(at, zone ?? (zones.Count > 0 ? zones[0] : "Etc/UTC"), open, conflict, good ? null : Suggest());

        bool IsOpen(DateTimeOffset t) => rules is null || CallingWindow.IsOpen(rules, zones, t, RingTime);

        CallbackView? Near(DateTimeOffset t) => promised.FirstOrDefault(c => (c.DueAt - t).Duration() < Quarter);

        DateTimeOffset? Suggest()
        {
            DateTimeOffset t = new(from.UtcTicks - (from.UtcTicks % Quarter.Ticks) + Quarter.Ticks, TimeSpan.Zero);
            for (DateTimeOffset end = from + Horizon; t < end; t += Quarter)
            {
                if (IsOpen(t) && Near(t) is null)
                {
                    return t;
                }
            }

            return null;
        }
    }
}
