using System.Text.Json;
using CallCenter.Domain.Pacing;

namespace CallCenter.Domain.Tests.Pacing;

public sealed class PacerTests
{
    [Fact]
    public void Progressive_places_one_call_for_each_idle_agent_without_one()
    {
        for (int idle = 0; idle <= 12; idle++)
        {
            for (int pending = 0; pending <= 12; pending++)
            {
                PacingSnapshot snap = Town.Calm(mode: DialMode.Progressive, ratio: 5) with { Agents = Town.Agents(idle, talking: 5), Calls = Town.Calls(pending) };
                Assert.Equal(Math.Max(0, idle - pending), Pacer.Decide(new PacingState(), snap).CallsToPlace);
            }
        }
    }

    [Theory]
    [InlineData(1.5, 5, 0, 8)]
    [InlineData(1.5, 5, 3, 5)]
    [InlineData(1.3, 3, 0, 4)]
    [InlineData(2, 4, 9, 0)]
    public void Ratio_rounds_and_takes_off_what_is_under_way(double ratio, int idle, int pending, int expected)
    {
        PacingSnapshot snap = Town.Calm(ratio: ratio) with { Agents = Town.Agents(idle, talking: 5), Calls = Town.Calls(pending) };
        Assert.Equal(expected, Pacer.Decide(new PacingState(), snap).CallsToPlace);
    }

    [Fact]
    public void Nothing_binds_in_a_calm_town()
        => Assert.Equal(new PacingDecision(20, PacingReason.Policy, 20, 10, 0), Pacer.Decide(new PacingState(), Town.Calm()));

    [Fact]
    public void An_agent_who_is_about_to_leave_gets_no_call()
        => Assert.Equal(8, Pacer.Decide(new PacingState(), Town.Calm() with { Agents = Town.Agents(idle: 4, leaving: 6) }).CallsToPlace);

    [Fact]
    public void A_decision_allocates_nothing_at_300_agents()
    {
        PacingState state = new();
        PacingSnapshot snap = Town.Calm() with { Agents = Town.Agents(idle: 100, talking: 200), Calls = Town.Calls(190) };
        PacingEvent happened = new(PacingEventKind.Ended, 100, 5);
        Pacer.Learn(state, happened);
        Pacer.Decide(state, snap);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Pacer.Learn(state, happened);
            Pacer.Decide(state, snap);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_state_that_was_stored_and_read_again_decides_the_same()
    {
        PacingState state = new();
        Assert.Equal(20, Pacer.Decide(Copy(state), Town.Calm()).CallsToPlace);
        for (double now = 100; now < 260; now++)
        {
            PacingEventKind kind = now % 7 == 0 ? PacingEventKind.Abandoned : now % 3 == 0 ? PacingEventKind.JudgedLive : PacingEventKind.Ended;
            Pacer.Learn(state, new PacingEvent(kind, now, 2, Failed: now > 200));
            PacingState copy = Copy(state);
            PacingSnapshot snap = Town.Calm(now) with { Calls = Town.Calls((int)now % 9) };
            Assert.Equal(Pacer.Decide(state, snap), Pacer.Decide(copy, snap));
            Assert.Equal(JsonSerializer.Serialize(state), JsonSerializer.Serialize(copy));
        }
    }

    [Fact]
    public void Every_reason_has_words_of_its_own()
    {
        string[] words = [.. Enum.GetValues<PacingReason>().Select(r => PacingWords.Explain(new PacingDecision(1, r, 2, 3, 4)))];
        Assert.Equal(words.Length, words.Distinct(StringComparer.Ordinal).Count());
    }

    private static PacingState Copy(PacingState state) => JsonSerializer.Deserialize<PacingState>(JsonSerializer.Serialize(state))!;
}
