using System.Net;
using CallCenter.DemoCarrier.Ledger;
using CallCenter.DemoCarrier.Numbers;
using CallCenter.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.DemoCarrier.Tests;

/// <summary>One carrier whose people live ten times as fast as we do (what they say takes its time), and one caller.</summary>
public sealed class CarrierFixture : IAsyncLifetime
{
    public const double Speed = 10;
    private readonly TempFolder _folder = new();

    public RacingClock Clock { get; } = new(Speed);

    public SimulatedCarrier Carrier { get; private set; } = null!;

    public TestCaller Caller { get; private set; } = null!;

    public string LedgerFile => _folder.File("ledger.jsonl");

    public string HeardFolder => _folder.File("heard");

    /// <summary>A number of the mix behind which a conversing person lives.</summary>
    public string PersonNumber { get; } = Enumerable.Range(33, 60)
        .Select(i => $"+121255501{i}")
        .First(number => new NumberPlan(1, TimeSpan.FromMinutes(1)).Decide(number) is { Kind: FarEndKind.Person, Talk.TotalSeconds: > 30 });

    public ValueTask InitializeAsync()
    {
        Carrier = new SimulatedCarrier(
            new DemoCarrierOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), LedgerFile = LedgerFile, HeardFolder = HeardFolder }, Clock, NullLoggerFactory.Instance);
        Carrier.Start();
        Caller = new TestCaller();
        return ValueTask.CompletedTask;
    }

    /// <summary>The entry of a call once it has ended.</summary>
    public async Task<LedgerEntry> EndedAsync(TestCall call)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30), TimeProvider.System);
        IReadOnlyList<LedgerEntry> entries = await Carrier.Ledger.WaitAsync(all => all.Any(entry => IsIt(entry) && entry.EndedAt is not null), limit.Token);
        return entries.First(IsIt);

        bool IsIt(LedgerEntry entry) => string.Equals(entry.CallId, call.Session.CallId, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await Carrier.DisposeAsync();
        await Caller.DisposeAsync();
        _folder.Dispose();
    }
}
