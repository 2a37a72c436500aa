using System.Buffers.Binary;
using CallCenter.Media.Rtp;
using CallCenter.Media.Srtp;
using CallCenter.Media.WebRtc;

namespace CallCenter.Bench.Browsers;

/// <summary>Sound and reports.</summary>
internal sealed partial class VirtualBrowser
{
    private readonly RtcpSession _rtcp;
    private readonly RtpSource _source = new();
    private SrtpContext? _protect;
    private SrtpContext? _unprotect;
    private ushort _sequence;
    private uint _timestamp;
    private long _packets;
    private long _nextReportAt;

    /// <summary>Valid packets heard, whatever they carried.</summary>
    internal long Heard { get; private set; }

    /// <summary>Valid reports of the server.</summary>
    internal long Reports { get; private set; }

    internal double JitterMs => _source.JitterSamples / 8;

    internal long Lost => _source.Lost;

    internal void Speak(long tick)
    {
        Frame.Write(_buffer, _sequence++, _timestamp, _ssrc, tick);
        _timestamp += Frame.Samples;
        int length = _protect!.Protect(_buffer, Frame.Bytes);
        if (length > 0 && _socket.Send(_buffer.AsSpan(0, length)) == 0)
        {
            _packets++;
            _window.OnSent(tick);
        }
    }

    private void Listen(long now)
    {
        for (int length = _socket.Receive(_buffer); length >= 0; length = _socket.Receive(_buffer))
        {
            Span<byte> datagram = _buffer.AsSpan(0, Math.Min(length, _buffer.Length));

            // RFC 7983 7, RFC 5761 4.
            switch (datagram.IsEmpty ? byte.MaxValue : datagram[0])
            {
                case <= 3:
                    OnStun(datagram);
                    break;
                case >= 20 and <= 63:
                    OnDtls(datagram, now);
                    break;
                case >= 128 and <= 191 when _unprotect is null:
                    break; // the server's keys were ready before ours
                case >= 128 and <= 191 when RtpPacket.LooksLikeRtcp(datagram):
                    OnRtcp(datagram, now);
                    break;
                case >= 128 and <= 191:
                    OnRtp(datagram, now);
                    break;
                default:
                    _window.Refused++;
                    break;
            }
        }
    }

    private void OnRtp(Span<byte> datagram, long now)
    {
        int length = _unprotect!.Unprotect(datagram, datagram.Length);
        if (length < 0 || !RtpPacket.TryParse(datagram[..length], out RtpPacket packet) || !_source.Accept(packet.Ssrc, packet.Sequence, out _))
        {
            _window.Refused++;
            return;
        }

        Heard++;
        _source.MeasureJitter(packet.Timestamp, now);
        if (Frame.TryReadTick(datagram[..length], out long tick))
        {
            _window.OnReceived(tick);
        }
    }

    private void OnRtcp(Span<byte> datagram, long now)
    {
        int length = _unprotect!.UnprotectRtcp(datagram, datagram.Length);
        if (length < 0 || !_rtcp.TryRead(datagram[..length], _ssrc, now))
        {
            _window.Refused++;
            return;
        }

        Reports++;
    }

    private void SendReport(long now)
    {
        int length = _rtcp.Write(_buffer, new RtcpSendState(_ssrc, _timestamp, _packets, _packets * Frame.Samples), _source, now);
        length = _protect!.ProtectRtcp(_buffer, length);
        if (length > 0)
        {
            _ = _socket.Send(_buffer.AsSpan(0, length));
        }
    }
}
