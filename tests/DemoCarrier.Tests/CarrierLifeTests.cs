using System.Net;
using CallCenter.DemoCarrier.Ledger;
using CallCenter.Sip;
using CallCenter.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.DemoCarrier.Tests;

public sealed class CarrierLifeTests
{
    private static readonly DemoCarrierOptions AnyPort = new() { Listen = new IPEndPoint(IPAddress.Loopback, 0) };

    [Fact]
    public async Task Hangs_up_every_call_when_it_stops()
    {
        await using TestCaller caller = new();
        SimulatedCarrier carrier = new(AnyPort, new RacingClock(10), NullLoggerFactory.Instance);
        carrier.Start();
        TestCall talking = caller.Call(carrier.Address, "+12125550100");
        Dialog dialog = await talking.AnsweredAsync();
        TestCall ringing = caller.Call(carrier.Address, "+12125550121");
        Task<InviteEvent> refused = ringing.FinalAsync();
        await carrier.Ledger.WaitAsync(all => all.Count(entry => entry.RingingAt is not null) == 2, CancellationToken.None);

        await carrier.DisposeAsync();

        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog));
        Assert.Equal(503, Assert.IsType<InviteEnded>(await refused).Status);
        Assert.All(carrier.Ledger.Entries, entry => Assert.Equal("stopped", entry.End));
    }

    [Fact]
    public async Task Does_not_wait_for_callers_that_are_gone()
    {
        TestCaller caller = new();
        SimulatedCarrier carrier = new(AnyPort, TimeProvider.System, NullLoggerFactory.Instance);
        carrier.Start();
        TestCall call = caller.Call(carrier.Address, "+12125550132");
        await call.AnsweredAsync();
        await caller.DisposeAsync();

        await carrier.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("stopped", Assert.Single(carrier.Ledger.Entries).End);
    }

    [Fact]
    public async Task A_person_with_a_tone_hums_it_until_the_time_is_over()
    {
        await using TestCaller caller = new();
        await using SimulatedCarrier carrier = new(
            AnyPort with { PersonTone = number => number.EndsWith("00", StringComparison.Ordinal) ? 1330 : null, TalkTime = TimeSpan.FromSeconds(20) },
            new RacingClock(10),
            NullLoggerFactory.Instance);
        carrier.Start();
        TestCall call = caller.Call(carrier.Address, "+12125550100");
        await TestCall.EndAsync(await call.AnsweredAsync());
        Assert.InRange(call.Heard(1330), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2.5));
        Assert.Equal(call.HeardSound(), call.Heard(1330));
    }

    [Fact]
    public async Task Refuses_calls_beyond_its_limit_with_503()
    {
        await using TestCaller caller = new();
        await using SimulatedCarrier carrier = new(AnyPort with { MaxCalls = 1 }, new RacingClock(10), NullLoggerFactory.Instance);
        carrier.Start();
        Dialog first = await caller.Call(carrier.Address, "+12125550100").AnsweredAsync();
        InviteEnded second = Assert.IsType<InviteEnded>(await caller.Call(carrier.Address, "+12125550100").FinalAsync());
        Assert.Equal(503, second.Status);
        await first.ByeAsync(null, CancellationToken.None);
    }

    [Fact]
    public async Task The_verb_says_where_it_listens_and_ends_with_0()
    {
        using CancellationTokenSource stop = new();
        using StringWriter output = new();
        using StringWriter errors = new();
        Task<int> running = CarrierVerb.RunAsync(AnyPort, TimeProvider.System, NullLoggerFactory.Instance, output, errors, stop.Token);
        await WaitFor.TrueAsync("the line ready", () => output.ToString().Contains("ready", StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        await stop.CancelAsync();
        Assert.Equal(0, await running);
        Assert.StartsWith("carrier: 127.0.0.1:", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(errors.ToString());
    }

    [Fact]
    public async Task The_verb_names_an_address_that_is_taken_and_ends_with_1()
    {
        await using SimulatedCarrier first = new(AnyPort, TimeProvider.System, NullLoggerFactory.Instance);
        first.Start();
        using StringWriter output = new();
        using StringWriter errors = new();
        int code = await CarrierVerb.RunAsync(AnyPort with { Listen = first.Address }, TimeProvider.System, NullLoggerFactory.Instance, output, errors, CancellationToken.None);
        Assert.Equal(1, code);
        Assert.Contains(first.Address.ToString(), errors.ToString(), StringComparison.Ordinal);
    }
}
