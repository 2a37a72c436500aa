using CallCenter.Data.Calls;
using CallCenter.Dialer.Calls;
using CallCenter.Dialer.Hopper;
using CallCenter.Dialer.Trunks;
using CallCenter.Domain;

namespace CallCenter.Dialer.Pacing;

/// <summary>From a number of calls to calls on their way: lead, gate, channel, row on disk, then the INVITE.</summary>
internal sealed partial class CampaignRunner
{
    private async Task PlaceAsync(Campaign campaign, int count, CancellationToken ct)
    {
        IReadOnlyList<QueuedLead> taken = _hopper.Take(count);
        IReadOnlyList<AdmittedLead> admitted;
        try
        {
            admitted = await _parts.Gate.AdmitToDialAsync(campaign, _rules, taken, ct);
        }
        catch
        {
            _hopper.PutBack(taken); // those that were refused already are no longer ours: the ledger says so when they come again
            throw;
        }

        List<Seated> seated = Seat(campaign, admitted);
        if (seated.Count == 0)
        {
            return;
        }

        DateTimeOffset now = _parts.Time.GetUtcNow();
        Campaign[] shown = [.. seated.Select(_ => WithCallerId(campaign))];
        NewAttempt[] rows = [.. seated.Select((s, i) => Row(shown[i], s, now))];
        IReadOnlyList<AttemptId?> attempts;
        try
        {
            // On disk before any INVITE leaves (hardening A14).
            attempts = await _parts.Ledger.OpenAsync(_parts.Settings.NodeName, rows, now, ct);
        }
        catch
        {
            _hopper.PutBack([.. seated.Select(s => s.Lead)]);
            seated.ForEach(s => s.Seat.Dispose());
            throw;
        }

        for (int i = 0; i < seated.Count; i++)
        {
            if (attempts[i] is { } attempt)
            {
                Launch(new CallPlan(rows[i].Call, attempt, shown[i], _rules, seated[i].Lead.Number, seated[i].Lead, seated[i].Seat, null, now));
            }
            else
            {
                seated[i].Seat.Dispose(); // no longer ours: its lease ran out, or its upload was undone
            }
        }
    }

    /// <summary>With a pool of numbers every call shows the next one (C3).</summary>
    private Campaign WithCallerId(Campaign campaign)
    {
        if (campaign.CallerIds.Count == 0)
        {
            return campaign;
        }

        int next = (int)(_nextCallerId++ % (uint)(campaign.CallerIds.Count + 1));
        return next == 0 ? campaign : campaign with { CallerId = campaign.CallerIds[next - 1] };
    }

    private static NewAttempt Row(Campaign campaign, Seated seated, DateTimeOffset now) => new()
    {
        Call = CallId.New(now),
        Campaign = campaign.Id,
        Lead = seated.Lead.Id,
        Customer = seated.Lead.CustomerId,
        Number = seated.Lead.Number,
        Trunk = seated.Seat.Line.Settings.Id,
        CallerId = campaign.CallerId,
        Gate = seated.Decision,
    };

    /// <summary>Starts the conductor of a call whose attempt is on disk.</summary>
    public OutboundCall Launch(CallPlan plan)
    {
        OutboundCall call = new(plan, Book, _parts.Calls);
        _parts.Calls.Registry.Add(call);
        Book.Placed(call);
        _ = Task.Run(call.RunAsync); // the registry and the book own it; it catches and records its own failures
        return call;
    }

    private List<Seated> Seat(Campaign campaign, IReadOnlyList<AdmittedLead> leads)
    {
        List<Seated> seated = [];
        for (int i = 0; i < leads.Count; i++)
        {
            if (_parts.Trunks.TryTake(campaign, NoTrunk) is not { } seat)
            {
                _hopper.PutBack([.. leads.Skip(i).Select(l => l.Lead)]);
                break;
            }

            seated.Add(new Seated(leads[i].Lead, leads[i].Decision, seat));
        }

        return seated;
    }

    private static readonly HashSet<TrunkId> NoTrunk = [];

    private uint _nextCallerId;

    private sealed record Seated(QueuedLead Lead, Data.Compliance.GateDecision Decision, TrunkSeat Seat);
}
