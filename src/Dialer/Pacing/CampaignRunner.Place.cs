using CallCenter.Data.Calls;
using CallCenter.Dialer.Calls;
using CallCenter.Dialer.Trunks;
using CallCenter.Domain;
using CallCenter.Domain.Rules;

namespace CallCenter.Dialer.Pacing;

/// <summary>From a number of calls to calls on their way: lead, gate, channel, row on disk, then the INVITE.</summary>
internal sealed partial class CampaignRunner
{
    private async Task PlaceAsync(Campaign campaign, int count, CancellationToken ct)
    {
        IReadOnlyList<QueuedLead> taken = _hopper.Take(count);
        IReadOnlyList<QueuedLead> allowed = await _parts.Gate.AdmitAsync(campaign, _rules, taken, CallOrigin.Dial, ct);
        List<(QueuedLead Lead, TrunkSeat Seat)> seated = Seat(campaign, allowed);
        if (seated.Count == 0)
        {
            return;
        }

        DateTimeOffset now = _parts.Time.GetUtcNow();
        NewAttempt[] rows =
        [
            .. seated.Select(s => new NewAttempt
            {
                Call = CallId.New(now),
                Campaign = campaign.Id,
                Lead = s.Lead.Id,
                Customer = s.Lead.CustomerId,
                Number = s.Lead.Number,
                Trunk = s.Seat.Line.Settings.Id,
                CallerId = campaign.CallerId,
                Node = _parts.Settings.NodeName,
                Direction = "outbound",
            }),
        ];
        IReadOnlyList<AttemptId> attempts;
        try
        {
            attempts = await _parts.Ledger.OpenAsync(rows, now, ct); // on disk before any INVITE leaves (hardening A14)
        }
        catch
        {
            _hopper.PutBack([.. seated.Select(s => s.Lead)]);
            seated.ForEach(s => s.Seat.Dispose());
            throw;
        }

        for (int i = 0; i < seated.Count; i++)
        {
            CallPlan plan = new(rows[i].Call, attempts[i], campaign, _rules, seated[i].Lead.Number, seated[i].Lead, seated[i].Seat, null, now);
            Launch(plan);
        }
    }

    /// <summary>Starts the conductor of a call whose attempt is on disk.</summary>
    public OutboundCall Launch(CallPlan plan)
    {
        OutboundCall call = new(plan, Book, _parts.Calls);
        _parts.Calls.Registry.Add(call);
        Book.Placed(call);
        _ = Task.Run(call.RunAsync); // the registry and the book own it; it catches and records its own failures
        return call;
    }

    private List<(QueuedLead Lead, TrunkSeat Seat)> Seat(Campaign campaign, IReadOnlyList<QueuedLead> leads)
    {
        List<(QueuedLead, TrunkSeat)> seated = [];
        for (int i = 0; i < leads.Count; i++)
        {
            if (_parts.Trunks.TryTake(campaign, NoTrunk) is not { } seat)
            {
                _hopper.PutBack([.. leads.Skip(i)]);
                break;
            }

            seated.Add((leads[i], seat));
        }

        return seated;
    }

    private static readonly HashSet<TrunkId> NoTrunk = [];
}
