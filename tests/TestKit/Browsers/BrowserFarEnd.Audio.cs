using CallCenter.Media;
using CallCenter.Media.Audio;
using CallCenter.Media.Native;
using CallCenter.Media.Rtp;

namespace CallCenter.TestKit.Browsers;

/// <summary>What the page says and hears.</summary>
public sealed partial class BrowserFarEnd
{
    private readonly List<byte[]> _heard = [];
    private readonly List<(int Packets, TaskCompletionSource Met)> _waiting = [];
    private readonly Queue<byte> _digits = new();
    private long _connectedAt;
    private byte[]? _tone;
    private int _toneFrame;
    private long _nextFrameAt;
    private uint _timestamp = (uint)Random.Shared.Next();
    private int _heardEvents;
    private int _refused;
    private int _reports;

    /// <summary>Our stream's source number.</summary>
    public uint Ssrc { get; } = (uint)Random.Shared.Next();

    /// <summary>The number of the next packet sent.</summary>
    public ushort Sequence { get; set; } = (ushort)Random.Shared.Next(0x8000);

    /// <summary>The last protected packet sent, for replays.</summary>
    public byte[] LastSent { get; private set; } = [];

    /// <summary>SSRC of what is heard.</summary>
    public uint HeardSsrc { get; private set; }

    /// <summary>Packets that could not be unprotected.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Telephone-event packets heard.</summary>
    public int HeardEvents => Volatile.Read(ref _heardEvents);

    /// <summary>RTCP packets heard.</summary>
    public int Reports => Volatile.Read(ref _reports);

    /// <summary>Audio packets heard.</summary>
    public int HeardPackets
    {
        get
        {
            lock (_gate)
            {
                return _heard.Count;
            }
        }
    }

    /// <summary>The last packets heard, as one run of mu-law codes.</summary>
    public byte[] Audio(int lastPackets = int.MaxValue)
    {
        lock (_gate)
        {
            return [.. _heard.Skip(Math.Max(0, _heard.Count - lastPackets)).SelectMany(payload => payload)];
        }
    }

    /// <summary>Waits for so many audio packets more.</summary>
    public Task WaitForMore(int packets)
    {
        lock (_gate)
        {
            TaskCompletionSource met = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((_heard.Count + packets, met));
            return met.Task.WaitAsync(Limit);
        }
    }

    /// <summary>Speaks from now on, 50 packets a second; 0 Hz = silence (a muted microphone), null = nothing at all.</summary>
    public void Speak(double? hz)
    {
        lock (_gate)
        {
            if (hz is not { } tone)
            {
                _tone = null;
                return;
            }

            short[] samples = new short[8000];
            for (int i = 0; tone > 0 && i < samples.Length; i++)
            {
                samples[i] = (short)(8000 * Math.Sin(2 * Math.PI * tone * i / 8000));
            }

            _tone = new byte[samples.Length];
            Mulaw.Encode(samples, _tone);
            _nextFrameAt = MonotonicClock.Now;
        }
    }

    /// <summary>Presses a key (0-15) once the line is up, as Chromium's DTMF sender does.</summary>
    public void Press(byte key)
    {
        lock (_gate)
        {
            _digits.Enqueue(key);
        }
    }

    private void Speak(long now)
    {
        if (_out is null)
        {
            return;
        }

        if (_digits.TryDequeue(out byte key) && _remote!.EventPayloadType is { } events)
        {
            for (int step = 0; step < 8; step++)
            {
                int duration = Math.Min(step + 1, 5) * 160;
                SendRtp(events, [key, (byte)(step >= 5 ? 0x8A : 0x0A), (byte)(duration >> 8), (byte)duration], step == 0);
            }

            _timestamp += 1280;
        }

        while (_tone is { } tone && now >= _nextFrameAt)
        {
            _nextFrameAt += Frame;
            SendRtp(_remote!.PayloadType, tone.AsSpan(_toneFrame++ * 160 % tone.Length, 160), marker: false);
            _timestamp += 160;
        }
    }

    private void SendRtp(int payloadType, ReadOnlySpan<byte> payload, bool marker)
    {
        Span<byte> packet = stackalloc byte[256];
        RtpPacket.WriteHeader(packet, marker, payloadType, Sequence++, _timestamp, Ssrc);
        payload.CopyTo(packet[RtpPacket.HeaderBytes..]);
        int length = _out!.Protect(packet, RtpPacket.HeaderBytes + payload.Length);
        LastSent = packet[..length].ToArray();
        SendRaw(LastSent);
    }

    private void OnMedia(Span<byte> datagram)
    {
        if (_in is null)
        {
            return;
        }

        if (RtpPacket.LooksLikeRtcp(datagram))
        {
            _reports += _in.UnprotectRtcp(datagram, datagram.Length) > 0 ? 1 : 0;
            return;
        }

        int length = _in.Unprotect(datagram, datagram.Length);
        if (length < 0 || !RtpPacket.TryParse(datagram[..length], out RtpPacket packet))
        {
            _refused++;
            return;
        }

        HeardSsrc = packet.Ssrc;
        if (packet.PayloadType != _remote!.PayloadType)
        {
            _heardEvents++;
            return;
        }

        byte[] payload = datagram.Slice(packet.PayloadOffset, packet.PayloadLength).ToArray();
        if (packet.PayloadType == 8)
        {
            payload = [.. payload.Select(code => Alaw.ToMulaw[code])];
        }

        _heard.Add(payload);
        for (int i = _waiting.Count - 1; i >= 0; i--)
        {
            if (_heard.Count >= _waiting[i].Packets)
            {
                _waiting[i].Met.TrySetResult();
                _waiting.RemoveAt(i);
            }
        }
    }
}
