using CallCenter.DemoCarrier.Ledger;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.TestKit;

namespace CallCenter.DemoCarrier.Tests;

/// <summary>People who pick up.</summary>
public sealed class PersonTests(CarrierFixture far) : IClassFixture<CarrierFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task The_short_one_says_hello_and_hangs_up()
    {
        TestCall call = Dial("+12125550101");
        Dialog dialog = await call.AnsweredAsync();
        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog));
        Assert.True(call.HeardSound() > TimeSpan.FromSeconds(0.2));
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.Equal("hungUp", entry.End);
        Assert.Contains("-hello-", Assert.Single(entry.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_late_one_answers_after_eighteen_seconds()
    {
        TestCall call = Dial("+12125550102");
        Dialog dialog = await call.AnsweredAsync();
        await dialog.ByeAsync(null, CancellationToken.None);
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.InRange((entry.AnsweredAt - entry.InvitedAt)!.Value, TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(23));
        Assert.Equal("callerHungUp", entry.End);
    }

    [Fact]
    public async Task Silence_is_answered_and_nothing_is_said()
    {
        TestCall call = Dial("+12125550132");
        Dialog dialog = await call.AnsweredAsync();
        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog));
        Assert.Equal(TimeSpan.Zero, call.HeardSound());
        Assert.Empty((await far.EndedAsync(call)).Said);
    }

    [Fact]
    public async Task A_person_answers_when_the_caller_stops_speaking()
    {
        TestCall call = Dial(far.PersonNumber);
        Dialog dialog = await call.AnsweredAsync();
        await WaitFor.TrueAsync("the greeting", () => call.HeardSound() > TimeSpan.FromSeconds(0.3), 10 * Second);
        for (int turn = 0; turn < 3; turn++)
        {
            TimeSpan before = call.HeardSound();
            await TalkAsync(call, Second);
            await WaitFor.TrueAsync("an answer", () => call.HeardSound() > before + TimeSpan.FromSeconds(0.2) || dialog.Events.Completion.IsCompleted, 10 * Second);
        }

        await dialog.ByeAsync(null, CancellationToken.None);
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.Contains("-hello-", entry.Said[0], StringComparison.Ordinal);
        Assert.Contains(entry.Said, said => said.Contains("-reply-", StringComparison.Ordinal) || said.Contains("-listen-", StringComparison.Ordinal));
        Assert.True(entry.HeardSpeechMs >= 900, $"heard {entry.HeardSpeechMs} ms");
    }

    [Fact]
    public async Task A_person_asks_into_dead_air_and_then_hangs_up()
    {
        TestCall call = Dial(far.PersonNumber);
        Dialog dialog = await call.AnsweredAsync();
        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog));
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.Equal("hungUp", entry.End);
        Assert.Collection(
            entry.Said,
            said => Assert.Contains("-hello-", said, StringComparison.Ordinal),
            said => Assert.Contains("-still-", said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_talker_stays_for_a_minute_even_when_nobody_speaks()
    {
        TestCall call = Dial("+12125550100");
        Dialog dialog = await call.AnsweredAsync();
        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog));
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.InRange((entry.EndedAt - entry.AnsweredAt)!.Value, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(120));
        Assert.Contains("-bye-", entry.Said[^1], StringComparison.Ordinal);
    }

    private TestCall Dial(string number) => far.Caller.Call(far.Carrier.Address, number);

    private static async Task TalkAsync(TestCall call, TimeSpan length)
        => await call.Leg.PlayAsync(AudioClip.Tone(700, length), loop: false, CancellationToken.None);
}
