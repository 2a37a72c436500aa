using CallCenter.Contracts;
using CallCenter.Dialer.Live;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Routing;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.Media;
using CallCenter.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Dialer.Tests.Routing;

/// <summary>What an agent's phone that goes and comes back does to the agent's state.</summary>
public sealed class AgentFloorTests : IAsyncDisposable
{
    private static readonly CampaignId Campaign = new(1);
    private readonly ManualClock _clock = new();
    private readonly AgentFloor _floor;
    private readonly MediaEngine _media = new(
        new MediaOptions { Bind = System.Net.IPAddress.Loopback, PortLow = 0, PortHigh = 0, Workers = 1 }, TimeProvider.System, NullLoggerFactory.Instance);

    private readonly List<ShakyLine> _lines = [];

    public AgentFloorTests()
    {
        _floor = new AgentFloor(new EventFan(), _clock);
        _media.Start();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ShakyLine line in _lines)
        {
            await line.DisposeAsync();
        }

        await _media.DisposeAsync();
    }

    [Theory]
    [InlineData(59, AgentState.Ready)]
    [InlineData(61, AgentState.Paused)]
    public void A_ready_agent_is_ready_again_when_the_phone_was_away_for_a_minute_at_most(int seconds, AgentState then)
    {
        (AgentPresence ann, ShakyLine line) = Ready(1);
        Go(ann, line);
        Assert.Equal((AgentState.Unreachable, "closed"), (ann.State, _floor.Snapshot(ann.Id)!.Phone!.Problem));
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        ComeBack(ann, line);
        Assert.Equal(then, ann.State);
    }

    [Fact]
    public void A_paused_agent_keeps_the_reason_and_may_pause_while_away()
    {
        (AgentPresence ann, ShakyLine line) = Ready(1);
        Assert.Null(_floor.Wish(ann, AgentState.Paused, "lunch"));
        Go(ann, line);
        ComeBack(ann, line);
        Assert.Equal((AgentState.Paused, "lunch"), (ann.State, ann.Reason));

        _floor.Wish(ann, AgentState.Ready, null);
        Go(ann, line);
        Assert.Equal("phone_not_connected", _floor.Wish(ann, AgentState.Ready, null)!.Code);
        Assert.Null(_floor.Wish(ann, AgentState.Paused, "headset"));
        ComeBack(ann, line);
        Assert.Equal((AgentState.Paused, "headset"), (ann.State, ann.Reason));
    }

    [Fact]
    public async Task Nobody_is_given_a_call_without_audio_not_even_before_the_floor_was_told()
    {
        (AgentPresence ann, ShakyLine line) = Ready(1);
        line.Go();
        CallId call = CallId.New(_clock.GetUtcNow());
        AgentClaim claim = _floor.Claim(Campaign, call);
        Assert.False(claim.Granted.IsCompleted);
        Assert.False(_floor.TryReserve(ann, call));
        _floor.Follow(ann, line, line.State);
        Assert.Equal(AgentState.Unreachable, ann.State);
        ComeBack(ann, line);
        Assert.Same(ann, await claim.Granted);
    }

    [Fact]
    public async Task A_reserved_agent_whose_phone_goes_leaves_the_call_to_the_next()
    {
        (AgentPresence ann, ShakyLine line) = Ready(1);
        CallId call = CallId.New(_clock.GetUtcNow());
        AgentClaim claim = _floor.Claim(Campaign, call);
        Assert.Same(ann, await claim.Granted);
        Go(ann, line);
        Assert.Null(_floor.LineOf(ann, call));
        (AgentPresence bo, _) = Ready(2);
        Assert.Same(bo, await _floor.Claim(Campaign, call).Granted);
        Assert.NotNull(_floor.LineOf(bo, call));
        ComeBack(ann, line);
        Assert.Equal(AgentState.Ready, ann.State);
    }

    [Fact]
    public async Task A_phone_that_goes_after_the_join_keeps_the_call_and_its_wrap_up()
    {
        (AgentPresence ann, ShakyLine line) = Ready(1);
        CallId call = CallId.New(_clock.GetUtcNow());
        Assert.Same(ann, await _floor.Claim(Campaign, call).Granted);
        Assert.NotNull(_floor.LineOf(ann, call));
        Go(ann, line); // before the screen pops
        _floor.Show(ann, AgentState.Talking, new AgentCall(call, null, null, "+12125550141", "outbound", Campaign, "connected", null, false, false, null));
        Assert.Equal((AgentState.Unreachable, call), (ann.State, ann.Call!.Id));
        Assert.Null(_floor.Wish(ann, AgentState.Paused, "later"));
        ComeBack(ann, line);
        Assert.Equal(AgentState.Talking, ann.State);

        _floor.BeginWrapUp(ann, call, TimeSpan.FromSeconds(30));
        Go(ann, line);
        Assert.Equal((AgentState.WrapUp, "disconnected"), (ann.State, _floor.Snapshot(ann.Id)!.Phone!.State));
        Assert.True(_floor.FinishWrapUp(ann, call));
        Assert.Equal(AgentState.Unreachable, ann.State);
        ComeBack(ann, line);
        Assert.Equal((AgentState.Paused, "later"), (ann.State, ann.Reason));
    }

    [Fact]
    public void A_line_of_an_earlier_session_changes_nothing()
    {
        (AgentPresence ann, ShakyLine line) = Ready(1);
        ShakyLine other = ShakyLine.Open(_media, 1000);
        _lines.Add(other);
        other.Go();
        _floor.Follow(ann, other, other.State);
        Assert.Equal(AgentState.Ready, ann.State);
        Assert.True(line.IsUp);
    }

    private (AgentPresence Agent, ShakyLine Line) Ready(int id)
    {
        AgentPresence agent = _floor.TryAdd(new UserId(id), "agent" + id, [Campaign], PhoneKind.Browser)!;
        ShakyLine line = ShakyLine.Open(_media, 1000);
        _lines.Add(line);
        Assert.True(_floor.LineUp(agent, line));
        Assert.Null(_floor.Wish(agent, AgentState.Ready, null));
        return (agent, line);
    }

    private void Go(AgentPresence agent, ShakyLine line)
    {
        line.Go();
        _floor.Follow(agent, line, line.State);
    }

    private void ComeBack(AgentPresence agent, ShakyLine line)
    {
        line.ComeBack();
        _floor.Follow(agent, line, line.State);
    }
}
