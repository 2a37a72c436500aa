using CallCenter.Media.Rtp;

namespace CallCenter.Media;

/// <summary>Two legs that hear each other. Dispose it and both get silence again; a leg joined anew leaves its old bridge by itself.</summary>
public sealed class MediaBridge : IDisposable
{
    private readonly Lock _gate;
    private readonly MediaLeg _a;
    private readonly MediaLeg _b;
    private readonly Route _toA;
    private readonly Route _toB;
    private bool _ended;

    private MediaBridge(MediaLeg a, MediaLeg b, Lock gate)
    {
        _gate = gate;
        _a = a;
        _b = b;
        _toA = new Route(a);
        _toB = new Route(b);
    }

    /// <summary>Idempotent; harmless after either leg is gone.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            Take(_a, _toB);
            Take(_b, _toA);
            _a.Monitors?.Arrange();
            _b.Monitors?.Arrange();
        }

        _a.Activate();
        _b.Activate();
    }

    internal static MediaBridge Join(MediaLeg a, MediaLeg b, Lock gate)
    {
        lock (gate)
        {
            a.Bridge?.Dispose();
            b.Bridge?.Dispose();
            MediaBridge bridge = new(a, b, gate);
            a.Bridge = bridge;
            b.Bridge = bridge;
            b.Out.SetRoute(bridge._toB);
            a.Route = bridge._toB;
            a.Out.SetRoute(bridge._toA);
            b.Route = bridge._toA;
            a.Monitors?.Arrange();
            b.Monitors?.Arrange();

            // Either this sees a leg that is being disposed, or its Dispose sees the bridge.
            Interlocked.MemoryBarrier();
            if (a.IsDisposed || b.IsDisposed)
            {
                bridge.Dispose();
            }

            return bridge;
        }
    }

    /// <summary>Who is at the other side of a leg; null for a leg that hears itself.</summary>
    internal MediaLeg? Other(MediaLeg leg) => _a == _b ? null : leg == _a ? _b : _a;

    /// <summary>A leg that hears itself.</summary>
    internal static MediaBridge Echo(MediaLeg leg, Lock gate) => Join(leg, leg, gate);

    private void Take(MediaLeg source, Route route)
    {
        if (source.Route == route)
        {
            source.Route = null;
        }

        route.Target.ClearRoute(route);
        if (source.Bridge == this)
        {
            source.Bridge = null;
        }
    }
}
