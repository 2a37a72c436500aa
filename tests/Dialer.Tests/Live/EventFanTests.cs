using CallCenter.Contracts;
using CallCenter.Dialer.Live;

namespace CallCenter.Dialer.Tests.Live;

public sealed class EventFanTests
{
    [Fact]
    public async Task A_reader_that_falls_behind_is_told_and_goes_on_from_the_newest()
    {
        EventFan fan = new();
        using CancellationTokenSource stop = new();
        IAsyncEnumerator<DialerEvent> events = fan.SubscribeAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        ValueTask<bool> first = events.MoveNextAsync(); // the subscription begins here
        fan.Publish(new AlarmCleared("first"));
        Assert.True(await first);
        for (int i = 0; i < 10_050; i++)
        {
            fan.Publish(new AlarmCleared(i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        Assert.True(await events.MoveNextAsync());
        Assert.IsType<EventsLost>(events.Current);
        fan.Publish(new AlarmCleared("newest"));
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("newest", Assert.IsType<AlarmCleared>(events.Current).Code);
        await stop.CancelAsync();
        Assert.False(await events.MoveNextAsync());
        await events.DisposeAsync();
    }
}
