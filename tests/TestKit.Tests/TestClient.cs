using System.Net;
using System.Net.Sockets;

namespace CallCenter.TestKit.Tests;

/// <summary>A UDP client with a port of its own.</summary>
internal sealed class TestClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _buffer = new byte[2048];

    public TestClient(IPEndPoint server)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Connect(server);
    }

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    public void Send(params ReadOnlySpan<byte> datagram) => _socket.Send(datagram);

    public async Task<byte> ReceiveAsync()
    {
        using CancellationTokenSource timeout = new(Limit, TimeProvider.System);
        await _socket.ReceiveAsync(_buffer, timeout.Token);
        return _buffer[0];
    }

    public void Dispose() => _socket.Dispose();
}
