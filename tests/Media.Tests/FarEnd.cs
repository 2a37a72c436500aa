using System.Net;
using System.Net.Sockets;
using CallCenter.Media.Audio;
using CallCenter.Media.Native;
using CallCenter.Media.Rtp;

namespace CallCenter.Media.Tests;

/// <summary>A received packet of a <see cref="FarEnd"/>, payload as it came.</summary>
internal sealed record Heard(RtpPacket Header, byte[] Payload, long At);

/// <summary>A telephone's media side on a real socket: speaks a tone on an exact 20 ms schedule and keeps what it hears.</summary>
internal sealed class FarEnd : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Thread _receiver;
    private readonly List<Heard> _heard = [];
    private readonly Lock _gate = new();
    private readonly List<(Func<List<Heard>, bool> Condition, TaskCompletionSource Met)> _waiting = [];
    private Thread? _speaker;
    private volatile bool _speaking;
    private volatile bool _closed;

    internal FarEnd(string address = "127.0.0.1", AudioCodec codec = AudioCodec.Pcmu)
    {
        Codec = codec;
        _socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        _socket.ReceiveBufferSize = 1 << 20;
        _receiver = new Thread(Receive) { IsBackground = true };
        _receiver.Start();
    }

    internal AudioCodec Codec { get; }

    internal int EventPayloadType { get; init; } = 101;

    internal uint Ssrc { get; set; } = (uint)Random.Shared.Next();

    internal ushort Sequence { get; set; } = (ushort)Random.Shared.Next(65536);

    internal uint Timestamp { get; set; } = (uint)Random.Shared.Next();

    internal IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    internal RemoteMedia Media => new(EndPoint, Codec, PayloadType, EventPayloadType);

    internal int PayloadType => Codec == AudioCodec.Pcmu ? 0 : 8;

    internal Heard[] All
    {
        get
        {
            lock (_gate)
            {
                return [.. _heard];
            }
        }
    }

    /// <summary>Audio packets only, as mu-law, in order of arrival.</summary>
    internal byte[] Audio(int lastPackets = int.MaxValue)
    {
        Heard[] audio = [.. All.Where(packet => packet.Header.PayloadType == PayloadType)];
        return [.. audio.Skip(Math.Max(0, audio.Length - lastPackets)).SelectMany(packet => Codec == AudioCodec.Pcmu ? packet.Payload : [.. packet.Payload.Select(code => Alaw.ToMulaw[code])])];
    }

    internal Task WaitFor(int packets) => WaitUntil(heard => heard.Count >= packets);

    /// <summary>Waits for so many packets more.</summary>
    internal Task WaitForMore(int packets)
    {
        int now = All.Length;
        return WaitFor(now + packets);
    }

    internal Task WaitUntil(Func<List<Heard>, bool> condition)
    {
        lock (_gate)
        {
            if (condition(_heard))
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource met = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((condition, met));
            return met.Task.WaitAsync(Limit);
        }
    }

    /// <summary>Speaks until the returned object is disposed; 0 Hz = silence.</summary>
    internal IDisposable Speak(RtpLeg to, double hz)
    {
        byte[] tone = hz == 0 ? [Mulaw.Silence] : AudioTests.Sent(AudioClip.Tone(hz, TimeSpan.FromSeconds(1)));
        IPEndPoint target = to.LocalEndPoint;
        _speaking = true;
        _speaker = new Thread(() =>
        {
            long next = MonotonicClock.Now;
            for (int frame = 0; _speaking; frame++)
            {
                byte[] payload = new byte[160];
                for (int i = 0; i < 160; i++)
                {
                    byte code = tone[((frame * 160) + i) % tone.Length];
                    payload[i] = Codec == AudioCodec.Pcmu ? code : Mulaw.ToAlaw[code];
                }

                SendAudio(target, payload);
                next += 20 * MonotonicClock.Millisecond;
                MonotonicClock.SleepUntil(next);
            }
        })
        { IsBackground = true };
        _speaker.Start();
        return new Stop(() =>
        {
            _speaking = false;
            _speaker.Join();
        });
    }

    internal void SendAudio(IPEndPoint target, byte[]? payload = null, bool marker = false)
    {
        Send(target, PayloadType, Sequence++, Timestamp, payload ?? new byte[160], marker);
        Timestamp += 160;
    }

    /// <summary>One digit as Chromium and most phones send it: marker, updates, three ends.</summary>
    internal void SendDigit(IPEndPoint target, byte code)
    {
        for (int step = 0; step < 8; step++)
        {
            bool end = step >= 5;
            int duration = Math.Min(step + 1, 5) * 160;
            Send(target, EventPayloadType, Sequence++, Timestamp, [code, (byte)(end ? 0x8A : 0x0A), (byte)(duration >> 8), (byte)duration], step == 0);
        }

        Timestamp += 8 * 160;
    }

    internal void Send(IPEndPoint target, int payloadType, ushort sequence, uint timestamp, byte[] payload, bool marker = false)
    {
        byte[] datagram = new byte[12 + payload.Length];
        RtpPacket.WriteHeader(datagram, marker, payloadType, sequence, timestamp, Ssrc);
        payload.CopyTo(datagram, 12);
        SendRaw(target, datagram);
    }

    internal void SendRaw(IPEndPoint target, byte[] datagram)
    {
        try
        {
            _socket.SendTo(datagram, target);
        }
        catch (SocketException) when (!_closed)
        {
            // An ICMP error of an earlier packet: the leg is connected to somebody else. Attackers see that.
        }
    }

    public void Dispose()
    {
        _speaking = false;
        _speaker?.Join();
        _closed = true;
        _socket.Dispose();
        _receiver.Join();
    }

    private void Receive()
    {
        byte[] buffer = new byte[4096];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        while (!_closed)
        {
            try
            {
                int length = _socket.ReceiveFrom(buffer, ref from);
                if (!RtpPacket.TryParse(buffer.AsSpan(0, length), out RtpPacket packet))
                {
                    continue;
                }

                lock (_gate)
                {
                    _heard.Add(new Heard(packet, buffer[packet.PayloadOffset..(packet.PayloadOffset + packet.PayloadLength)], MonotonicClock.Now));
                    for (int i = _waiting.Count - 1; i >= 0; i--)
                    {
                        if (_waiting[i].Condition(_heard))
                        {
                            _waiting[i].Met.TrySetResult();
                            _waiting.RemoveAt(i);
                        }
                    }
                }
            }
            catch (SocketException) when (!_closed)
            {
            }
            catch (Exception) when (_closed)
            {
                return;
            }
        }
    }

    private sealed class Stop(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
