using System.Text.Json;

namespace CallCenter.DemoCarrier.Ledger;

/// <summary>
/// Every call in the order of arrival. With a file each change is appended at once as one JSON line holding the whole entry: the last line
/// of a Call-ID counts. Without a limit, as a witness must be; the demo's few thousand calls are a few hundred kilobytes.
/// </summary>
public sealed class CarrierLedger : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<LedgerEntry> _entries = [];
    private readonly StreamWriter? _file;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Opens (appends to) <paramref name="file"/>; null keeps the ledger in memory only.</summary>
    public CarrierLedger(string? file)
        => _file = file is null ? null : new StreamWriter(file, append: true) { AutoFlush = true };

    /// <summary>All calls so far, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <summary>Completes with the first state of the ledger that satisfies the condition.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> WaitAsync(Func<IReadOnlyList<LedgerEntry>, bool> condition, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(condition);
        while (true)
        {
            Task changed;
            IReadOnlyList<LedgerEntry> now;
            lock (_gate)
            {
                changed = _changed.Task;
                now = [.. _entries];
            }

            if (condition(now))
                return now;
            await changed.WaitAsync(ct);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
            _file?.Dispose();
    }

    internal void Write(LedgerEntry entry)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (_places.TryGetValue(entry.CallId, out int place))
            {
                _entries[place] = entry;
            }
            else
            {
                _places[entry.CallId] = _entries.Count;
                _entries.Add(entry);
            }

            _file?.WriteLine(JsonSerializer.Serialize(entry, Json));
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
