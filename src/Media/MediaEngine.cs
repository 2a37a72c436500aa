using System.Net;
using System.Security.Cryptography;
using CallCenter.Media.Mixing;
using CallCenter.Media.Native;
using CallCenter.Media.Rtp;
using CallCenter.Media.WebRtc;
using CallCenter.Media.Workers;
using Microsoft.Extensions.Logging;

namespace CallCenter.Media;

/// <summary>The audio of all calls: worker threads, their legs, and the recording writer. One per process.</summary>
public sealed class MediaEngine : IAsyncDisposable
{
    private const int OpenAttempts = 64;
    private const int FirstEphemeralPort = 32768;
    private const int LastEphemeralPort = 60998;

    // Two hundred browsers' packets of 100 ms and more; the system may grant less.
    private const int BrowserReceiveBufferBytes = 8 << 20;

    private readonly MediaOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly PortPool? _ports;
    private readonly Lock _bridgeGate = new();
    private readonly Lock _legGate = new();
    private readonly HashSet<MediaLeg> _legs = [];
    private MediaWorker[] _workers = [];
    private BrowserPort? _browserPort;
    private string _noBrowserPort = "Browser audio has no address: the setting Media:WebRtc names one.";
    private DropCounts _droppedByEnded = new();
    private long _packetsInOfEnded;
    private long _packetsOutOfEnded;
    private bool _stopped;

    /// <exception cref="ArgumentException">A setting that cannot work; the message names it.</exception>
    public MediaEngine(MediaOptions options, TimeProvider time, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logs);
        Check(options);
        _options = options;
        _time = time;
        _log = logs.CreateLogger<MediaEngine>();
        _ports = options.PortHigh == 0 ? null : new PortPool(options.PortLow, options.PortHigh, options.PortQuarantine, time);
        Recordings = new RecordingWriter(time, _log);
    }

    /// <summary>Writes recordings; usable after <see cref="Start"/>.</summary>
    public RecordingWriter Recordings { get; }

    /// <summary>All workers served their grid within the last half second.</summary>
    public bool IsHealthy => _workers.Length > 0 && Array.TrueForAll(_workers, worker => worker.IsHealthy);

    /// <summary>Sums since start.</summary>
    public MediaStats Stats
    {
        get
        {
            lock (_legGate)
            {
                return new MediaStats
                {
                    Legs = _legs.Count,
                    PacketsIn = _packetsInOfEnded + _legs.Sum(leg => leg.PacketsIn),
                    PacketsOut = _packetsOutOfEnded + _legs.Sum(leg => leg.Out.Packets),
                    Dropped = _legs.Aggregate(_droppedByEnded, (sum, leg) => DropCounts.Sum(sum, leg.Counters.Snapshot())),
                    BrowserPort = _browserPort?.Drops ?? new PortDropCounts(),
                    Ticks = _workers.Sum(worker => worker.Ticks),
                    TicksSkipped = _workers.Sum(worker => worker.TicksSkipped),
                    TicksOver5Ms = _workers.Sum(worker => worker.TicksOver5Ms),
                    TicksOver20Ms = _workers.Sum(worker => worker.TicksOver20Ms),
                    WorstTickLateness = TimeSpan.FromTicks(_workers.Select(worker => worker.WorstLateness).DefaultIfEmpty().Max() / 100),
                    Faults = _workers.Sum(worker => worker.Faults),
                    AllocatedBytesByWorker = [.. _workers.Select(worker => worker.AllocatedBytes)],
                };
            }
        }
    }

    /// <summary>Puts the threads up.</summary>
    /// <exception cref="MediaUnavailableException">The system refuses epoll or the bind address; nothing is left running.</exception>
    public void Start()
    {
        if (_workers.Length > 0 || _stopped)
        {
            throw new InvalidOperationException("The media engine was started before.");
        }

        if (!UdpSocket.TryOpen(_options.Bind, 0, out UdpSocket probe, out int errno))
        {
            throw new MediaUnavailableException($"The media address {_options.Bind} cannot be used: {Libc.Describe(errno)}");
        }

        probe.Close();
        _workers = [.. Enumerable.Range(0, _options.Workers).Select(index => new MediaWorker(index, _log))];
        OpenBrowserPort();
        Array.ForEach(_workers, worker => worker.Start());
        Recordings.StartThread();
        MediaLog.Started(_log, _workers.Length, _options.Bind, _options.PortLow, _options.PortHigh);
    }

    /// <summary>Opens a leg on the worker with the fewest. Null when the port range is used up or the system has no more sockets (logged).</summary>
    public RtpLeg? TryOpenLeg()
    {
        if (_workers.Length == 0 || _stopped)
        {
            throw new InvalidOperationException("The media engine is not running.");
        }

        if (TryOpenSockets() is not { } sockets)
        {
            return null;
        }

        MediaWorker worker = _workers.MinBy(candidate => candidate.LegCount)!;
        RtpLeg leg = new(worker, sockets, _options, _time, OnLegClosed);
        lock (_legGate)
        {
            _legs.Add(leg);
        }

        worker.Post(new WorkerCommand(CommandKind.Add, leg));
        return leg;
    }

    /// <summary>The UDP address of the browser legs, with the port that was taken; null when there is none (the log says why).</summary>
    public IPEndPoint? WebRtcEndPoint { get; private set; }

    /// <summary>Opens a leg for a browser. It is without a peer until <see cref="BrowserLeg.Accept"/>.</summary>
    /// <exception cref="MediaUnavailableException">No WebRTC address is set or it is taken, or OpenSSL 3 is missing; the message says which.</exception>
    public BrowserLeg TryOpenBrowserLeg()
    {
        if (_workers.Length == 0 || _stopped)
        {
            throw new InvalidOperationException("The media engine is not running.");
        }

        if (_browserPort is not { } port || WebRtcEndPoint is not { } address)
        {
            throw new MediaUnavailableException(_noBrowserPort);
        }

        _ = port.Room.Identity(); // throws when OpenSSL is not there
        IPEndPoint advertised = _options.WebRtcAdvertised is { } seen ? new(seen.Address, seen.Port == 0 ? address.Port : seen.Port) : address;
        MediaWorker worker = _workers[0];
        BrowserLeg leg = new(worker, port, advertised, _options, _time, OnLegClosed, _bridgeGate);
        lock (_legGate)
        {
            _legs.Add(leg);
        }

        worker.Post(new WorkerCommand(CommandKind.Add, leg));
        return leg;
    }

    /// <summary>
    /// Lets two legs hear each other, without transcoding where both speak the same law. Takes effect with the next packet. A bridge or clip
    /// either was in ends.
    /// </summary>
    public MediaBridge Join(MediaLeg a, MediaLeg b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (ReferenceEquals(a, b))
        {
            throw new ArgumentException("A leg cannot be joined to itself.", nameof(b));
        }

        return MediaBridge.Join(a, b, _bridgeGate);
    }

    /// <summary>Lets somebody listen to an agent's leg, and to whatever it is joined to now and later, until the result is disposed.</summary>
    /// <param name="listener">Joined to nobody; listens to one agent at a time.</param>
    public MediaMonitor Monitor(MediaLeg agent, MediaLeg listener, ListenMode mode)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(listener);
        if (ReferenceEquals(agent, listener))
        {
            throw new ArgumentException("A leg cannot listen to itself.", nameof(listener));
        }

        return MonitorGroup.Join(agent, listener, mode, _bridgeGate);
    }

    /// <summary>Stops the workers, closes all legs, then closes the recordings that are still open (playable, header true).</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        if (_browserPort is { } port)
        {
            await port.Room.StopAsync();
        }

        foreach (MediaWorker worker in _workers)
        {
            await worker.DisposeAsync();
        }

        await Recordings.StopAsync();
    }

    private static void Check(MediaOptions options)
    {
        bool anyPort = options is { PortLow: 0, PortHigh: 0 };
        if (!anyPort && (options.PortLow is < 1024 or > 65534 || options.PortHigh > 65535 || options.PortHigh < options.PortLow + 1 + (options.PortLow & 1)))
        {
            throw new ArgumentException($"The RTP port range {options.PortLow}-{options.PortHigh} is not usable: it needs an even port and the next one, between 1024 and 65535.", nameof(options));
        }

        if (options.Workers is < 1 or > 64)
        {
            throw new ArgumentException($"The number of media workers must be 1..64, not {options.Workers}.", nameof(options));
        }

        if (options.WebRtc is { } webRtc && (webRtc.Address.Equals(IPAddress.Any) || webRtc.Address.Equals(IPAddress.IPv6Any)))
        {
            throw new ArgumentException("The WebRTC address must be one address of this machine, not a wildcard: answers to connectivity checks would leave from another address.", nameof(options));
        }

        if (options.Bind.Equals(IPAddress.Any) || options.Bind.Equals(IPAddress.IPv6Any))
        {
            throw new ArgumentException("The media address must be one address of this machine, not a wildcard: replies would leave from another address.", nameof(options));
        }
    }

    // A taken port must not keep telephones from working: browser legs then say so one by one.
    private void OpenBrowserPort()
    {
        if (_options.WebRtc is not { } wanted)
        {
            return;
        }

        if (!UdpSocket.TryOpen(wanted.Address, wanted.Port, out UdpSocket socket, out int errno, BrowserReceiveBufferBytes))
        {
            _noBrowserPort = $"Browser audio cannot use {wanted} (UDP): {Libc.Describe(errno)}";
            MediaLog.NoBrowserPort(_log, _noBrowserPort);
            return;
        }

        WebRtcEndPoint = new IPEndPoint(wanted.Address, socket.LocalPort());
        DtlsRoom room = new(socket, _time, _log, change => _workers[0].Post(new WorkerCommand(CommandKind.Peer, change.Peer.Leg, change)));
        _browserPort = new BrowserPort(socket, _options, room);
        _workers[0].Attach(_browserPort);
        MediaLog.BrowserPortUp(_log, WebRtcEndPoint);
    }

    private SocketPair? TryOpenSockets()
    {
        for (int attempt = 0; attempt < OpenAttempts; attempt++)
        {
            // An explicit port even when any will do: a port the kernel chose is lost when the socket is disconnected from a peer.
            int port = RandomNumberGenerator.GetInt32(FirstEphemeralPort / 2, (LastEphemeralPort / 2) + 1) * 2;
            if (_ports is not null && !_ports.TryTake(out port))
            {
                MediaLog.NoLeg(_log, "all RTP ports are in use or resting; widen the range");
                return null;
            }

            if (SocketPair.TryOpen(_options.Bind, port, out SocketPair pair, out int errno))
            {
                return pair;
            }

            _ports?.Return(port);
            if (errno != Libc.Eaddrinuse)
            {
                MediaLog.NoLeg(_log, Libc.Describe(errno));
                return null;
            }
        }

        MediaLog.NoLeg(_log, "another program uses the RTP ports");
        return null;
    }

    private void OnLegClosed(MediaLeg leg)
    {
        if (leg is RtpLeg { Port: int port })
        {
            _ports?.Return(port);
        }

        lock (_legGate)
        {
            if (_legs.Remove(leg))
            {
                _packetsInOfEnded += leg.PacketsIn;
                _packetsOutOfEnded += leg.Out.Packets;
                _droppedByEnded = DropCounts.Sum(_droppedByEnded, leg.Counters.Snapshot());
            }
        }
    }
}
