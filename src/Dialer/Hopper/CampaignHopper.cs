using CallCenter.Domain;

namespace CallCenter.Dialer.Hopper;

/// <summary>
/// A campaign's short queue of leads that were claimed under a lease and have passed the gate, best first. Thread-safe; filled
/// by <see cref="HopperLoader"/>, emptied by the campaign's runner.
/// </summary>
internal sealed class CampaignHopper(TimeProvider time)
{
    /// <summary>A lead whose lease ends sooner is not dialled any more: another claimer may be about to take it.</summary>
    public static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly LinkedList<QueuedLead> _leads = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _leads.Count;
            }
        }
    }

    /// <summary>Numbers of the leads in it.</summary>
    public IReadOnlyList<string> Numbers()
    {
        lock (_lock)
        {
            return [.. _leads.Select(l => l.Number)];
        }
    }

    /// <summary>Puts a batch behind what is there.</summary>
    public void Add(IEnumerable<QueuedLead> leads)
    {
        lock (_lock)
        {
            foreach (QueuedLead lead in leads)
            {
                _leads.AddLast(lead);
            }
        }
    }

    /// <summary>Puts leads back that could not be placed now; they stay first.</summary>
    public void PutBack(IReadOnlyList<QueuedLead> leads)
    {
        lock (_lock)
        {
            for (int i = leads.Count - 1; i >= 0; i--)
            {
                _leads.AddFirst(leads[i]);
            }
        }
    }

    /// <summary>At most <paramref name="count"/> leads whose lease still holds; those whose lease ran out are dropped, the database hands them out again.</summary>
    public IReadOnlyList<QueuedLead> Take(int count)
    {
        List<QueuedLead> taken = [];
        DateTimeOffset safe = time.GetUtcNow() + LeaseMargin;
        lock (_lock)
        {
            while (taken.Count < count && _leads.First is { } first)
            {
                _leads.RemoveFirst();
                if (first.Value.LeasedUntil > safe)
                {
                    taken.Add(first.Value);
                }
            }
        }

        return taken;
    }

    /// <summary>Takes everything out, to be given back to the database.</summary>
    public IReadOnlyList<QueuedLead> Clear()
    {
        lock (_lock)
        {
            QueuedLead[] all = [.. _leads];
            _leads.Clear();
            return all;
        }
    }

    /// <summary>Takes out every lead whose number is in the set.</summary>
    public IReadOnlyList<QueuedLead> Remove(Predicate<QueuedLead> which)
    {
        List<QueuedLead> removed = [];
        lock (_lock)
        {
            for (LinkedListNode<QueuedLead>? node = _leads.First; node is not null;)
            {
                LinkedListNode<QueuedLead>? next = node.Next;
                if (which(node.Value))
                {
                    removed.Add(node.Value);
                    _leads.Remove(node);
                }

                node = next;
            }
        }

        return removed;
    }
}
