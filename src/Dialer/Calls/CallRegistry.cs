using System.Collections.Concurrent;
using CallCenter.Domain;

namespace CallCenter.Dialer.Calls;

/// <summary>Every call under way in this Dialer.</summary>
public sealed class CallRegistry
{
    private readonly ConcurrentDictionary<CallId, OutboundCall> _calls = new();

    public int Count => _calls.Count;

    internal IEnumerable<OutboundCall> All => _calls.Values;

    internal OutboundCall? Find(CallId id) => _calls.GetValueOrDefault(id);

    /// <summary>True while a call to this customer, or to this number by hand, is under way, in whatever campaign.</summary>
    internal bool Occupies(CustomerId? customer, string number)
        => _calls.Values.Any(c => (customer is not null && c.Plan.Customer == customer) || string.Equals(c.Plan.Number, number, StringComparison.Ordinal));

    internal void Add(OutboundCall call) => _calls[call.Plan.Call] = call;

    internal void Remove(OutboundCall call) => _calls.TryRemove(call.Plan.Call, out _);
}
