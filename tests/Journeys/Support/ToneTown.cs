using System.Net;
using CallCenter.DemoCarrier;
using CallCenter.DemoCarrier.Ledger;
using CallCenter.TestKit;
using CallCenter.TestKit.Audio;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Journeys.Support;

/// <summary>The demo carrier with a tone of its own behind each number of the test; reached through its UDP port only.</summary>
public sealed class ToneTown : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    /// <param name="tones">Number to Hz; other numbers speak.</param>
    public ToneTown(IReadOnlyDictionary<string, double> tones)
    {
        Carrier = new SimulatedCarrier(
            new DemoCarrierOptions
            {
                Listen = new IPEndPoint(IPAddress.Loopback, 0),
                HeardFolder = _folder.File("heard"),
                PersonTone = number => tones.TryGetValue(number, out double hz) ? hz : null,
            },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        Carrier.Start();
    }

    /// <summary>The carrier.</summary>
    public SimulatedCarrier Carrier { get; }

    /// <summary>SIP port on 127.0.0.1.</summary>
    public int Port => Carrier.Address.Port;

    /// <summary>Waits for a state of the ledger.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(Func<IReadOnlyList<LedgerEntry>, bool> condition, TimeSpan limit)
    {
        using CancellationTokenSource timeout = new(limit, TimeProvider.System);
        try
        {
            return await Carrier.Ledger.WaitAsync(condition, timeout.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException("The ledger stayed at: " + string.Join("; ", Carrier.Ledger.Entries), late);
        }
    }

    /// <summary>What the customer behind a number heard, once the call has ended.</summary>
    public async Task<ToneProbe> HeardAsync(string number)
    {
        IReadOnlyList<LedgerEntry> entries = await LedgerAsync(
            all => all.Any(entry => string.Equals(entry.Number, number, StringComparison.Ordinal) && entry.EndedAt is not null), TimeSpan.FromSeconds(15));
        string call = entries.First(entry => string.Equals(entry.Number, number, StringComparison.Ordinal)).CallId;
        string name = string.Concat(call.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_')).TrimStart('.');
        return ToneProbe.Load(Path.Combine(_folder.File("heard"), name + ".wav"));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Carrier.DisposeAsync();
        _folder.Dispose();
    }
}
