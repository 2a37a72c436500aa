using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace CallCenter.TestKit.Tests;

/// <summary>Answers each datagram with itself, if told to, and keeps who sent what.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Task _loop;

    public EchoServer()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _loop = LoopAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    public bool Answers { get; set; } = true;

    /// <summary>Everything received, oldest first; unbounded, tests send hundreds.</summary>
    public Channel<(IPEndPoint From, byte Number)> Received { get; } = Channel.CreateUnbounded<(IPEndPoint, byte)>();

    public ConcurrentDictionary<IPEndPoint, int> Sources { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _loop;
    }

    private async Task LoopAsync()
    {
        byte[] buffer = new byte[2048];
        while (true)
        {
            try
            {
                SocketReceiveFromResult got = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                IPEndPoint from = (IPEndPoint)got.RemoteEndPoint;
                Sources.AddOrUpdate(from, 1, (_, count) => count + 1);
                Received.Writer.TryWrite((from, buffer[0]));
                if (Answers)
                    _socket.SendTo(buffer.AsSpan(0, got.ReceivedBytes), from);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused)
            {
                // A client has gone.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
