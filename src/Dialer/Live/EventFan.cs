using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CallCenter.Contracts;

namespace CallCenter.Dialer.Live;

/// <summary>
/// Hands every event to every subscriber. Publishing never waits: a subscriber that falls 10,000 events behind loses them and
/// is told so by <see cref="EventsLost"/>.
/// </summary>
public sealed class EventFan
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private Subscriber[] _subscribers = [];

    /// <summary>Gives the event to everyone who listens now.</summary>
    public void Publish(DialerEvent e)
    {
        foreach (Subscriber subscriber in Volatile.Read(ref _subscribers))
        {
            if (!subscriber.Channel.Writer.TryWrite(e))
            {
                subscriber.Overrun = true;
            }
        }
    }

    /// <summary>Every event from the call on, until <paramref name="ct"/>.</summary>
    public async IAsyncEnumerable<DialerEvent> SubscribeAsync([EnumeratorCancellation] CancellationToken ct)
    {
        Subscriber subscriber = new();
        Change(list => [.. list, subscriber]);
        try
        {
            while (true)
            {
                bool more;
                try
                {
                    more = await subscriber.Channel.Reader.WaitToReadAsync(ct);
                }
                catch (OperationCanceledException) when (ct.IsCancellationRequested)
                {
                    yield break;
                }

                while (more && subscriber.Channel.Reader.TryRead(out DialerEvent? e))
                {
                    if (subscriber.Overrun)
                    {
                        // What waits is older than the snapshot that the reader asks for next: on from the newest.
                        subscriber.Overrun = false;
                        while (subscriber.Channel.Reader.TryRead(out _))
                        {
                        }

                        yield return new EventsLost();
                        continue;
                    }

                    yield return e;
                }
            }
        }
        finally
        {
            Change(list => [.. list.Where(s => s != subscriber)]);
        }
    }

    private void Change(Func<Subscriber[], Subscriber[]> change)
    {
        lock (_lock)
        {
            Volatile.Write(ref _subscribers, change(_subscribers));
        }
    }

    private sealed class Subscriber
    {
        private volatile bool _overrun;

        public Channel<DialerEvent> Channel { get; } = System.Threading.Channels.Channel.CreateBounded<DialerEvent>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

        public bool Overrun
        {
            get => _overrun;
            set => _overrun = value;
        }
    }
}
