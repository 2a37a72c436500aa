using CallCenter.DemoCarrier.Ledger;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.TestKit;

namespace CallCenter.DemoCarrier.Tests;

/// <summary>Machines that pick up.</summary>
public sealed class MachineTests(CarrierFixture far) : IClassFixture<CarrierFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("+12125550110", true)]
    [InlineData("+12125550111", false)]
    public async Task A_machine_greets_and_beeps_or_not(string number, bool beeps)
    {
        TestCall call = Dial(number);
        Dialog dialog = await call.AnsweredAsync();
        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog));
        Assert.True(call.HeardSound() > 3 * Second);
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.StartsWith("machine-", entry.Said[0], StringComparison.Ordinal);
        Assert.Equal(beeps, entry.Said.Contains("beep", StringComparer.Ordinal));
        if (beeps)
            Assert.InRange(call.Heard(1000), TimeSpan.FromSeconds(0.3), Second);
    }

    [Fact]
    public async Task A_fax_sends_its_answer_tone()
    {
        TestCall call = Dial("+12125550130");
        Dialog dialog = await call.AnsweredAsync();
        await WaitFor.TrueAsync("two seconds of 2100 Hz", () => call.Heard(2100) > 2 * Second, 15 * Second);
        await dialog.ByeAsync(null, CancellationToken.None);
        Assert.Equal("callerHungUp", (await far.EndedAsync(call)).End);
    }

    [Fact]
    public async Task A_screening_assistant_asks_who_is_calling_and_listens()
    {
        TestCall call = Dial("+12125550131");
        Dialog dialog = await call.AnsweredAsync();
        await WaitFor.TrueAsync("the question", () => call.HeardSound() > 3 * Second, 15 * Second);
        await TalkAsync(call, 5 * Second);
        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog).WaitAsync(40 * Second));
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.Equal("screening", entry.Said[0]);
        Assert.True(entry.Said[1] is "screening-thanks" or "screening-regret", entry.Said[1]);
        Assert.True(entry.HeardSpeechMs > 1000, $"heard {entry.HeardSpeechMs} ms");
    }

    private TestCall Dial(string number) => far.Caller.Call(far.Carrier.Address, number);

    private static async Task TalkAsync(TestCall call, TimeSpan length)
        => await call.Leg.PlayAsync(AudioClip.Tone(700, length), loop: false, CancellationToken.None);
}
