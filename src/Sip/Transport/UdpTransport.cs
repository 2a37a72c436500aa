using System.Net;
using System.Net.Sockets;
using CallCenter.Sip.Messages;
using Microsoft.Extensions.Logging;

namespace CallCenter.Sip.Transport;

/// <summary>
/// The UDP socket: one thread receives, every SIP thread sends. Messages and their buffers come from a bounded pool and go back
/// to it after handling; when the SIP threads are behind, datagrams are dropped, never queued without end.
/// </summary>
internal sealed class UdpTransport : IDisposable
{
    private const int MaxDatagram = 65535;
    private const int PoolLimit = 1024;
    private const int PooledBuffer = 4096;
    private readonly Socket _socket;
    private readonly Thread _thread;
    private readonly Func<SipMessage, bool> _deliver;
    private readonly SipCounters _counters;
    private readonly ILogger _log;
    private readonly LogBudget _budget;
    private readonly Stack<SipMessage> _pool = new();
    private readonly Lock _poolGate = new();
    private readonly Dictionary<SocketAddress, IPEndPoint> _sources = [];
    private volatile bool _stop;

    public UdpTransport(IPEndPoint listen, Func<SipMessage, bool> deliver, SipCounters counters, ILogger log, LogBudget budget)
    {
        _deliver = deliver;
        _counters = counters;
        _log = log;
        _budget = budget;
        _socket = new Socket(listen.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            // A burst of a few thousand datagrams survives a pause of the receiving thread.
            _socket.ReceiveBufferSize = 4 << 20;
            _socket.Bind(listen);
        }
        catch (SocketException error)
        {
            _socket.Dispose();
            throw new SocketException((int)error.SocketErrorCode, $"Cannot bind SIP to {listen}/udp: {error.Message}");
        }

        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _thread = new Thread(Receive) { IsBackground = true, Name = "sip-udp" };
    }

    public IPEndPoint LocalEndPoint { get; }

    public AddressFamily Family => _socket.AddressFamily;

    public void Start() => _thread.Start();

    /// <summary>False when the operating system refuses; counted.</summary>
    public bool Send(ReadOnlySpan<byte> datagram, SocketAddress destination, IPEndPoint shown)
    {
        try
        {
            _socket.SendTo(datagram, SocketFlags.None, destination);
            _counters.AddSent();
            return true;
        }
        catch (SocketException error)
        {
            _counters.AddSendFailed();
            if (_budget.TryTake())
                SipLog.SendFailed(_log, shown, error.SocketErrorCode);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Takes a handled message back.</summary>
    public void Release(SipMessage message)
    {
        if (message.Buffer.Length != PooledBuffer)
            return;
        lock (_poolGate)
        {
            if (_pool.Count < PoolLimit)
                _pool.Push(message);
        }
    }

    public void Dispose()
    {
        _stop = true;
        _socket.Dispose();
        if (_thread.ThreadState != ThreadState.Unstarted)
            _thread.Join();
    }

    private void Receive()
    {
        byte[] scratch = GC.AllocateUninitializedArray<byte>(MaxDatagram, pinned: true);
        var from = new SocketAddress(_socket.AddressFamily);
        while (!_stop)
        {
            int length;
            try
            {
                length = _socket.ReceiveFrom(scratch, SocketFlags.None, from);
            }
            catch (SocketException) when (_stop)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                if (_budget.TryTake())
                    SipLog.ReceiveFailed(_log, error.SocketErrorCode);
                continue;
            }

            _counters.AddReceived();
            Handle(scratch.AsSpan(0, length), from);
        }
    }

    private void Handle(ReadOnlySpan<byte> datagram, SocketAddress from)
    {
        if (datagram.IndexOfAnyExcept((byte)'\r', (byte)'\n') < 0)
        {
            _counters.AddKeepAlive();
            return;
        }

        SipMessage message = Rent(datagram.Length, out byte[] buffer);
        datagram.CopyTo(buffer);
        if (!message.Parse(buffer, datagram.Length))
        {
            _counters.AddMalformed();
            Release(message);
            return;
        }

        message.Source = Source(from);
        if (!_deliver(message))
        {
            _counters.AddOverload();
            if (_budget.TryTake())
                SipLog.Overload(_log, _counters.Overload);
            Release(message);
        }
    }

    private SipMessage Rent(int length, out byte[] buffer)
    {
        if (length <= PooledBuffer)
        {
            lock (_poolGate)
            {
                if (_pool.TryPop(out SipMessage? pooled))
                {
                    buffer = pooled.Buffer;
                    return pooled;
                }
            }
        }

        buffer = new byte[Math.Max(length, PooledBuffer)];
        return new SipMessage();
    }

    /// <summary>End points of recent senders, so that a message does not cost one; forgotten all at once when strangers fill it.</summary>
    private IPEndPoint Source(SocketAddress from)
    {
        if (_sources.TryGetValue(from, out IPEndPoint? known))
            return known;
        if (_sources.Count >= 4096)
            _sources.Clear();
        var copy = new SocketAddress(from.Family, from.Size);
        from.Buffer.Span[..from.Size].CopyTo(copy.Buffer.Span);
        var source = (IPEndPoint)new IPEndPoint(from.Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0).Create(copy);
        _sources[copy] = source;
        return source;
    }
}
