using System.Net;
using CallCenter.Media.Native;

namespace CallCenter.Bench.Browsers;

/// <summary>A telephone behind a carrier: plain RTP from a port of its own.</summary>
internal sealed class Phone : IDisposable
{
    private readonly UdpSocket _socket;
    private readonly LoadWindow _window;
    private readonly uint _ssrc;
    private readonly byte[] _buffer = new byte[2048];
    private ushort _sequence;
    private uint _timestamp;

    internal Phone(int number, IPEndPoint local, IPEndPoint relay, LoadWindow window)
    {
        _ssrc = (uint)(number + 1);
        _window = window;
        if (!UdpSocket.TryOpen(local.Address, local.Port, out _socket, out int errno) || (errno = _socket.Connect(NativeEndPoint.From(relay))) != 0)
        {
            throw new IOException($"{local}: error {errno}");
        }
    }

    internal void Speak(long tick)
    {
        Frame.Write(_buffer, _sequence++, _timestamp, _ssrc, tick);
        _timestamp += Frame.Samples;
        if (_socket.Send(_buffer.AsSpan(0, Frame.Bytes)) == 0)
        {
            _window.OnSent(tick);
        }
    }

    internal void Listen()
    {
        for (int length = _socket.Receive(_buffer); length >= 0; length = _socket.Receive(_buffer))
        {
            if (Frame.TryReadTick(_buffer.AsSpan(0, Math.Min(length, _buffer.Length)), out long tick))
            {
                _window.OnReceived(tick);
            }
        }
    }

    public void Dispose() => _socket.Close();
}
