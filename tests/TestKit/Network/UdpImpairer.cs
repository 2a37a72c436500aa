using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CallCenter.TestKit.Network;

/// <summary>
/// A bad network between many clients and one UDP port: clients send to <see cref="Address"/>, the server sees each client under an
/// address of its own. Loss, delay, jitter, reorder and cut can be set while datagrams flow, for a direction and for one client.
/// The same seed and the same datagrams give the same losses.
/// </summary>
public sealed class UdpImpairer : IAsyncDisposable
{
    internal const int LargestDatagram = 65_536;

    private readonly Socket _front;
    private readonly TimeProvider _time;
    private readonly DelayLine _line;
    private readonly int _seed;
    private readonly Lock _gate = new();
    private readonly Dictionary<IPEndPoint, ImpairedFlow> _flows = [];
    private readonly Dictionary<(Direction Direction, IPEndPoint? Client), Impairment> _impairments = [];
    private readonly ConcurrentBag<Task> _loops = [];
    private readonly long[] _passed = new long[2];
    private readonly long[] _lost = new long[2];
    private readonly (Func<byte[], bool> Of, int Left)[] _drops = [(_ => false, 0), (_ => false, 0)];

    /// <param name="target">The server's port.</param>
    /// <param name="listen">Where clients send to; null: any port of the target's address.</param>
    public UdpImpairer(IPEndPoint target, TimeProvider time, int seed = 1, IPEndPoint? listen = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
        _time = time;
        _seed = seed;
        _line = new DelayLine(time);
        _front = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _front.Bind(listen ?? new IPEndPoint(target.Address, 0));
        Address = (IPEndPoint)_front.LocalEndPoint!;
        Own(ReceiveAsync());
    }

    /// <summary>Where clients send to.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Where datagrams go; may be changed while no client is known yet, for servers that choose their port later than they are told ours.</summary>
    public IPEndPoint Target { get; set; }

    /// <summary>Source addresses of the clients seen so far.</summary>
    public IReadOnlyList<IPEndPoint> Clients
    {
        get
        {
            lock (_gate)
                return [.. _flows.Keys];
        }
    }

    /// <summary>Datagrams handed over.</summary>
    public long Passed(Direction direction) => Interlocked.Read(ref _passed[(int)direction]);

    /// <summary>Datagrams that did not arrive.</summary>
    public long Lost(Direction direction) => Interlocked.Read(ref _lost[(int)direction]);

    /// <summary>Sets both directions, for everybody or for one client.</summary>
    public void Set(Impairment impairment, IPEndPoint? client = null)
    {
        Set(Direction.ToServer, impairment, client);
        Set(Direction.ToClient, impairment, client);
    }

    /// <summary>Sets a direction; what is set for a client holds instead of what is set for everybody.</summary>
    public void Set(Direction direction, Impairment impairment, IPEndPoint? client = null)
    {
        lock (_gate)
            _impairments[(direction, client)] = impairment;
    }

    /// <summary>What holds for everybody in a direction.</summary>
    public Impairment Get(Direction direction)
    {
        lock (_gate)
            return _impairments.GetValueOrDefault((direction, null), Impairment.None);
    }

    /// <summary>Loses the next datagrams of a kind in a direction, whatever else is set.</summary>
    public void DropNext(Direction direction, int count, Func<byte[], bool> kind)
    {
        lock (_gate)
            _drops[(int)direction] = (kind, count);
    }

    /// <summary>The server sees every client under another address from now on.</summary>
    public void MoveClients()
    {
        foreach (ImpairedFlow flow in Flows())
            flow.Move();
    }

    /// <summary>The address under which the server knows a client.</summary>
    public IPEndPoint? SeenAs(IPEndPoint client)
    {
        lock (_gate)
            return _flows.GetValueOrDefault(client)?.SeenAs;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _line.Dispose();
        _front.Dispose();
        foreach (ImpairedFlow flow in Flows())
            flow.Dispose();
        await Task.WhenAll(_loops);
    }

    internal void Own(Task loop) => _loops.Add(loop);

    internal void Forward(ImpairedFlow flow, Direction direction, ReadOnlySpan<byte> received)
    {
        byte[] datagram = received.ToArray();
        long? due = flow.Due(direction, For(direction, flow.Client), _time);
        if (IsDropped(direction, datagram) || due is not { } at)
        {
            Interlocked.Increment(ref _lost[(int)direction]);
            return;
        }

        _line.Add(at, () => Deliver(flow, direction, datagram));
    }

    private void Deliver(ImpairedFlow flow, Direction direction, byte[] datagram)
    {
        Interlocked.Increment(ref _passed[(int)direction]);
        if (direction == Direction.ToServer)
        {
            flow.SendUp(datagram);
            return;
        }

        try
        {
            _front.SendTo(datagram, flow.Client);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client has gone, or we are being closed.
        }
    }

    private Impairment For(Direction direction, IPEndPoint client)
    {
        lock (_gate)
        {
            return _impairments.TryGetValue((direction, client), out Impairment? own)
                ? own
                : _impairments.GetValueOrDefault((direction, null), Impairment.None);
        }
    }

    private bool IsDropped(Direction direction, byte[] datagram)
    {
        lock (_gate)
        {
            (Func<byte[], bool> of, int left) = _drops[(int)direction];
            if (left <= 0 || !of(datagram))
                return false;
            _drops[(int)direction] = (of, left - 1);
            return true;
        }
    }

    private IReadOnlyList<ImpairedFlow> Flows()
    {
        lock (_gate)
            return [.. _flows.Values];
    }

    private ImpairedFlow FlowOf(IPEndPoint client)
    {
        lock (_gate)
        {
            if (!_flows.TryGetValue(client, out ImpairedFlow? flow))
                _flows[client] = flow = new ImpairedFlow(this, client, _seed + (_flows.Count * 2));
            return flow;
        }
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = new byte[LargestDatagram];
        IPEndPoint anybody = new(IPAddress.Any, 0);
        while (true)
        {
            try
            {
                SocketReceiveFromResult received = await _front.ReceiveFromAsync(buffer, anybody);
                Forward(FlowOf((IPEndPoint)received.RemoteEndPoint), Direction.ToServer, buffer.AsSpan(0, received.ReceivedBytes));
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset)
            {
                // A client has closed its port.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
