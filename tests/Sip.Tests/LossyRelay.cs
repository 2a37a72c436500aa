using System.Net;
using System.Net.Sockets;

namespace CallCenter.Sip.Tests;

/// <summary>Passes datagrams between one caller and one callee and loses, doubles and swaps some of them (seeded).</summary>
internal sealed class LossyRelay : IAsyncDisposable
{
    private readonly Socket _near = Bound();
    private readonly Socket _far = Bound();
    private readonly IPEndPoint _callee;
    private readonly int _lossPercent;
    private readonly Task _loops;
    private readonly CancellationTokenSource _stop = new();
    private IPEndPoint? _caller;

    public LossyRelay(IPEndPoint callee, int seed, int lossPercent)
    {
        _callee = callee;
        _lossPercent = lossPercent;
        _loops = Task.WhenAll(LoopAsync(_near, _far, () => _callee, from => _caller = from, new Random(seed)), LoopAsync(_far, _near, () => _caller!, _ => { }, new Random(seed + 1)));
    }

    public IPEndPoint Address => (IPEndPoint)_near.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loops;
        _near.Dispose();
        _far.Dispose();
        _stop.Dispose();
    }

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private async Task LoopAsync(Socket from, Socket to, Func<IPEndPoint> target, Action<IPEndPoint> learn, Random random)
    {
        byte[] buffer = new byte[65535];
        byte[]? kept = null;
        try
        {
            while (true)
            {
                SocketReceiveFromResult received = await from.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                learn((IPEndPoint)received.RemoteEndPoint);
                int fate = random.Next(100);
                if (fate < _lossPercent)
                    continue;
                if (fate < _lossPercent + 10 && kept is null)
                {
                    kept = buffer.AsSpan(0, received.ReceivedBytes).ToArray();
                    continue;
                }

                to.SendTo(buffer.AsSpan(0, received.ReceivedBytes), SocketFlags.None, target());
                if (fate > 95)
                    to.SendTo(buffer.AsSpan(0, received.ReceivedBytes), SocketFlags.None, target());
                if (kept is not null)
                    to.SendTo(kept, SocketFlags.None, target());
                kept = null;
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
