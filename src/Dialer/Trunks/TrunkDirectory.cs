using System.Collections.Concurrent;
using System.Net;
using CallCenter.Data.Trunks;
using CallCenter.Domain;

namespace CallCenter.Dialer.Trunks;

/// <summary>All trunks, read from the database at start and again when one is edited.</summary>
public sealed class TrunkDirectory(TrunkStore store, TimeProvider time)
{
    private readonly ConcurrentDictionary<TrunkId, TrunkLine> _lines = new();

    public IReadOnlyCollection<TrunkLine> All => (IReadOnlyCollection<TrunkLine>)_lines.Values;

    public TrunkLine? Find(TrunkId id) => _lines.GetValueOrDefault(id);

    /// <summary>Reads every trunk.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        foreach (Trunk trunk in await store.ListAsync(ct))
        {
            Put(trunk);
        }
    }

    /// <summary>Reads one trunk again; one that was deleted is forgotten.</summary>
    public async Task ReloadAsync(TrunkId id, CancellationToken ct)
    {
        if (await store.GetAsync(id, ct) is { } trunk)
        {
            Put(trunk);
        }
        else if (_lines.TryRemove(id, out TrunkLine? removed))
        {
            removed.IsRemoved = true;
        }
    }

    /// <summary>The first of the campaign's trunks with a free channel, in their order of priority.</summary>
    public TrunkSeat? TryTake(Campaign campaign, ISet<TrunkId> except)
    {
        foreach (TrunkLine line in Of(campaign))
        {
            if (!except.Contains(line.Settings.Id) && line.TryTake() is { } seat)
            {
                return seat;
            }
        }

        return null;
    }

    /// <summary>The campaign's trunks, best first.</summary>
    public IEnumerable<TrunkLine> Of(Campaign campaign)
        => campaign.TrunkIds.Select(Find).OfType<TrunkLine>().OrderBy(l => l.Settings.Priority);

    /// <summary>True when a trunk sends from this address: its requests are not challenged.</summary>
    public bool IsTrunk(IPEndPoint source)
    {
        foreach (TrunkLine line in _lines.Values)
        {
            if (line.Address is { } address && address.Equals(source))
            {
                return true;
            }
        }

        return false;
    }

    private void Put(Trunk trunk)
        => _lines.AddOrUpdate(trunk.Id, _ => new TrunkLine(trunk, time), (_, line) =>
        {
            line.Apply(trunk);
            return line;
        });
}
