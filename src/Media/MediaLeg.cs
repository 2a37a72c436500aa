using System.Threading.Channels;
using CallCenter.Media.Mixing;
using CallCenter.Media.Native;
using CallCenter.Media.Rtp;
using CallCenter.Media.Workers;

namespace CallCenter.Media;

/// <summary>
/// One party's audio, whatever carries it: a telephone's port (<see cref="RtpLeg"/>) or a browser (<see cref="BrowserLeg"/>). All members may be
/// called from any thread; what the network brings is handled on the leg's media worker. Dispose it when the party's leg ends.
/// </summary>
public abstract partial class MediaLeg : IDisposable
{
    private const int EventCapacity = 64;

    private readonly TimeProvider _time;
    private readonly Action<MediaLeg> _onClosed;
    private readonly Channel<LegEvent> _events = Channel.CreateBounded<LegEvent>(
        new BoundedChannelOptions(EventCapacity) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Lock _tapGate = new();
    private IAudioTap[] _taps = [];
    private IAudioTap? _onlyTap; // the usual case: one tap, without the array
    private Route? _route;
    private RtpOut? _routeTarget;
    private long _mediaTimeout;
    private volatile bool _muted;
    private volatile bool _hasTaps;
    private int _disposed;
    private MonitorGroup? _monitors;

    private protected MediaLeg(MediaWorker worker, UdpSocket socket, bool secure, MediaOptions options, TimeProvider time, Action<MediaLeg> onClosed)
    {
        Worker = worker;
        Options = options;
        _time = time;
        _onClosed = onClosed;
        long now = MonotonicClock.Now;
        Span<byte> random = stackalloc byte[10];
        System.Security.Cryptography.RandomNumberGenerator.Fill(random);
        Out = new RtpOut(
            socket,
            secure,
            BitConverter.ToUInt32(random),
            (ushort)(BitConverter.ToUInt16(random[4..]) & 0x7FFF),
            BitConverter.ToUInt32(random[6..]),
            now);
        _rtcp = new RtcpSession(time.GetUtcNow(), now);
    }

    /// <summary>What happens on the leg. Bounded to 64: the oldest is dropped when nobody reads. Completes when the leg is closed.</summary>
    public ChannelReader<LegEvent> Events => _events.Reader;

    /// <summary>
    /// Silence of the far end after which it is reported: <see cref="MediaLost"/> for a telephone (checked once a second; hold changes it),
    /// <see cref="PeerSilent"/> for a browser (checked ten times a second).
    /// </summary>
    public TimeSpan MediaTimeout
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _mediaTimeout));
        set => Volatile.Write(ref _mediaTimeout, value.Ticks);
    }

    /// <summary>Quality so far.</summary>
    public LegQuality Quality
    {
        get
        {
            long received = _source.Received;
            long lost = _source.Lost;
            double lossPercent = received + lost == 0 ? 0 : 100.0 * lost / (received + lost);
            double jitterMs = _source.JitterSamples / 8;
            long lastPacketAt = Volatile.Read(ref _lastPacketAt);
            return new LegQuality
            {
                PacketsIn = received,
                PacketsOut = Out.Packets,
                Lost = lost,
                LossPercent = Math.Round(lossPercent, 3),
                JitterMs = Math.Round(jitterMs, 2),
                RoundTripMs = _rtcp.RoundTripMs,
                RemoteLossPercent = _rtcp.RemoteLossPercent,
                Mos = OpinionScore.Estimate(lossPercent, jitterMs, _rtcp.RoundTripMs),
                LastPacketAt = lastPacketAt == 0 ? null : _time.GetUtcNow() - TimeSpan.FromMicroseconds((MonotonicClock.Now - lastPacketAt) / 1000.0),
                Dropped = _counters.Snapshot(),
            };
        }
    }

    internal RtpOut Out { get; }

    private protected MediaWorker Worker { get; }

    private protected MediaOptions Options { get; }

    internal MediaBridge? Bridge { get; set; }

    /// <summary>Who listens to this leg; changed under the engine's bridge lock.</summary>
    internal MonitorGroup? Monitors
    {
        get => Volatile.Read(ref _monitors);
        set => Volatile.Write(ref _monitors, value);
    }

    internal IReadOnlyList<IAudioTap> Taps => Volatile.Read(ref _taps);

    internal bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    /// <summary>
    /// The target is kept beside the route so that a packet need not touch the route object. A reader may see one of them newer than the other:
    /// the target then refuses, since it knows its current route.
    /// </summary>
    internal Route? Route
    {
        get => Volatile.Read(ref _route);
        set
        {
            Volatile.Write(ref _routeTarget, value?.Target);
            Volatile.Write(ref _route, value);
        }
    }

    /// <summary>
    /// Plays a clip to the far end from the next grid slot on; it covers a bridge or silence while it plays, replaces a clip that plays, and a
    /// later bridge ends it. It runs in real time even while there is nobody to send to.
    /// </summary>
    /// <returns>How it ended; a cancelled token is an ordinary end.</returns>
    public async Task<PlayEnd> PlayAsync(AudioClip clip, bool loop, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (ct.IsCancellationRequested)
        {
            return PlayEnd.Cancelled;
        }

        ClipPlayback playback = new(clip, loop);
        if (!Out.SetClip(playback))
        {
            return PlayEnd.LegClosed;
        }

        Activate();
        await using CancellationTokenRegistration registration = ct.Register(() =>
        {
            Out.ClearClip(playback, PlayEnd.Cancelled);
            Activate();
        });
        return await playback.Completion;
    }

    /// <summary>50 packets a second of silence while nothing else is sent; on by default.</summary>
    public void SendSilence(bool on)
    {
        Out.SetSilence(on);
        Activate();
    }

    /// <summary>Sends digits (0-9 * # A-D) as RFC 4733 events of 100 ms; audio pauses meanwhile. At most 64 wait.</summary>
    /// <returns>False when telephone-event was not negotiated, a character is not a digit, or too many wait: then none is sent.</returns>
    public bool SendDtmf(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        bool taken = Out.TryDtmf(digits);
        Activate();
        return taken;
    }

    /// <summary>Gives received audio to a tap until the result is disposed. Several taps may listen.</summary>
    public IDisposable Tap(IAudioTap tap)
    {
        ArgumentNullException.ThrowIfNull(tap);
        IDisposable registration = AddTap(tap);

        // Either this sees who listens, or the listener's arrangement sees the tap.
        Interlocked.MemoryBarrier();
        Monitors?.Arrange();
        return registration;
    }

    /// <summary>Mutes the far end: bridge and taps get silence, and its digits are reported but not passed on.</summary>
    public void HoldReceive(bool muted) => _muted = muted;

    /// <summary>Ends the leg: a bridge it is in ends, its clip ends, what it held of the network is given back. Idempotent.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        Bridge?.Dispose();
        Out.Close();
        Worker.Post(new WorkerCommand(CommandKind.Remove, this));
        GC.SuppressFinalize(this);
    }

    /// <summary>Something to send on the grid may have come up: the worker looks.</summary>
    internal void Activate() => Worker.Post(new WorkerCommand(CommandKind.Activate, this));

    private void SetTaps(IAudioTap[] taps)
    {
        Volatile.Write(ref _onlyTap, taps.Length == 1 ? taps[0] : null);
        Volatile.Write(ref _taps, taps);
        _hasTaps = taps.Length > 0;
    }

    /// <summary>A tap of our own: no listener is arranged anew because of it.</summary>
    internal IDisposable AddTap(IAudioTap tap)
    {
        lock (_tapGate)
        {
            SetTaps([.. _taps, tap]);
        }

        return new TapRegistration(this, tap);
    }

    internal void RemoveTap(IAudioTap tap)
    {
        lock (_tapGate)
        {
            int index = Array.IndexOf(_taps, tap);
            if (index >= 0)
            {
                SetTaps([.. _taps[..index], .. _taps[(index + 1)..]]);
            }
        }
    }

    private sealed class TapRegistration(MediaLeg leg, IAudioTap tap) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                leg.RemoveTap(tap);
            }
        }
    }
}
