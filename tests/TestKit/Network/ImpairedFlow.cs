using System.Net;
using System.Net.Sockets;

namespace CallCenter.TestKit.Network;

/// <summary>One client behind the impairer: a socket of its own towards the server, so that the server tells clients apart.</summary>
internal sealed class ImpairedFlow : IDisposable
{
    private readonly UdpImpairer _owner;
    private readonly Lock _gate = new();
    private readonly Lane[] _lanes;
    private Socket _upstream;
    private bool _closed;

    public ImpairedFlow(UdpImpairer owner, IPEndPoint client, int seed)
    {
        _owner = owner;
        Client = client;
        _lanes = [new Lane(new Random(seed)), new Lane(new Random(seed + 1))];
        _upstream = Open();
    }

    /// <summary>Where the client sends from.</summary>
    public IPEndPoint Client { get; }

    /// <summary>The address under which the server knows the client at the moment.</summary>
    public IPEndPoint SeenAs
    {
        get
        {
            lock (_gate)
                return (IPEndPoint)_upstream.LocalEndPoint!;
        }
    }

    /// <summary>The server sees another source address from now on, as when a laptop changes its network.</summary>
    public void Move()
    {
        Socket old;
        lock (_gate)
        {
            if (_closed)
                return;
            old = _upstream;
            _upstream = Open();
        }

        old.Dispose();
    }

    /// <summary>Decides the fate of one datagram; a null time means that it is lost.</summary>
    public long? Due(Direction direction, Impairment impairment, TimeProvider time) => _lanes[(int)direction].Due(impairment, time);

    public void SendUp(byte[] datagram)
    {
        lock (_gate)
        {
            if (_closed)
                return;
            try
            {
                _upstream.Send(datagram);
            }
            catch (SocketException)
            {
                // Nobody listens on the far port, or the buffer is full: lost, as on any network.
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _upstream.Dispose();
        }
    }

    private Socket Open()
    {
        Socket socket = new(_owner.Target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(_owner.Target);
        _owner.Own(ReceiveAsync(socket));
        return socket;
    }

    private async Task ReceiveAsync(Socket socket)
    {
        byte[] buffer = new byte[UdpImpairer.LargestDatagram];
        while (true)
        {
            try
            {
                int length = await socket.ReceiveAsync(buffer);
                _owner.Forward(this, Direction.ToClient, buffer.AsSpan(0, length));
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused)
            {
                // The server's port is closed at the moment.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <summary>One direction of one client; its dice are its own, so that clients do not change each other's luck.</summary>
    private sealed class Lane(Random dice)
    {
        private readonly Lock _gate = new();
        private long _last = long.MinValue;

        public long? Due(Impairment impairment, TimeProvider time)
        {
            lock (_gate)
            {
                // Each datagram throws the same number of dice whatever is set: a change of one figure leaves the others' luck as it was.
                (double loss, double jitter, double reorder) = (dice.NextDouble(), dice.NextDouble(), dice.NextDouble());
                if (impairment.Cut || loss < impairment.Loss)
                    return null;
                TimeSpan way = impairment.Delay + (impairment.Jitter * jitter);
                long due = Math.Max(time.GetTimestamp() + Ticks(way, time), _last);
                if (reorder < impairment.Reorder)
                    return due + Ticks(impairment.ReorderBy, time);
                _last = due;
                return due;
            }
        }

        private static long Ticks(TimeSpan span, TimeProvider time) => (long)(span.TotalSeconds * time.TimestampFrequency);
    }
}
