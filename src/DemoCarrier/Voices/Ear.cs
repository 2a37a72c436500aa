using System.Threading.Channels;
using CallCenter.Media;
using CallCenter.Media.Audio;

namespace CallCenter.DemoCarrier.Voices;

/// <summary>
/// A simple energy detector on what a leg receives: speech begins with 60 ms above the threshold within 100 ms and ends after half a second
/// below it, or when packets stop coming. Fed by the media worker, read by the call's conductor.
/// </summary>
public sealed class Ear(TimeProvider time) : IAudioTap
{
    private const int FramesToEnd = 25;
    private const int FramesToBegin = 3;

    // Mean absolute sample of a frame, about -38 dB of full scale: above line noise and codec idle, below quiet speech.
    private const int Threshold = 260;
    private static readonly TimeSpan PacketsStopped = TimeSpan.FromMilliseconds(600);
    private static readonly ushort[] Magnitudes = MakeMagnitudes();

    private readonly Channel<Heard> _notices = Channel.CreateBounded<Heard>(
        new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private int _loudInARow;
    private int _quietInARow;
    private int _spokenFrames;
    private long _lastFrame = time.GetTimestamp();
    private long _speechMs;
    private volatile bool _speaking;

    /// <summary>True while the other side speaks.</summary>
    public bool IsSpeaking => _speaking && time.GetElapsedTime(Volatile.Read(ref _lastFrame)) < PacketsStopped;

    /// <summary>Speech heard so far.</summary>
    public TimeSpan TotalSpeech => TimeSpan.FromMilliseconds(Volatile.Read(ref _speechMs));

    /// <inheritdoc />
    public void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks)
    {
        Volatile.Write(ref _lastFrame, time.GetTimestamp());
        if (IsLoud(mulaw))
            OnLoud();
        else
            OnQuiet();
    }

    /// <summary>The next notice, or <see cref="HeardKind.Nothing"/> after <paramref name="limit"/>.</summary>
    public async Task<Heard> NextAsync(TimeSpan limit, CancellationToken ct)
    {
        if (_notices.Reader.TryRead(out Heard ready))
            return ready;

        using CancellationTokenSource timeout = new(limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            return await _notices.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return default;
        }
    }

    /// <summary>Forgets notices nobody read, for example those that came while we spoke.</summary>
    public void Forget()
    {
        while (_notices.Reader.TryRead(out _))
        {
        }
    }

    private static bool IsLoud(ReadOnlySpan<byte> mulaw)
    {
        int sum = 0;
        foreach (byte code in mulaw)
            sum += Magnitudes[code];
        return sum > Threshold * mulaw.Length;
    }

    private static ushort[] MakeMagnitudes()
    {
        ushort[] table = new ushort[256];
        for (int code = 0; code < table.Length; code++)
            table[code] = (ushort)Math.Abs((int)Mulaw.Decode((byte)code));
        return table;
    }

    private void OnLoud()
    {
        _quietInARow = 0;
        _loudInARow++;
        _spokenFrames++;
        if (_speaking)
        {
            Volatile.Write(ref _speechMs, _speechMs + 20);
        }
        else if (_loudInARow >= FramesToBegin)
        {
            _speaking = true;
            _spokenFrames = _loudInARow;
            Volatile.Write(ref _speechMs, _speechMs + (20 * _loudInARow));
            _notices.Writer.TryWrite(new Heard(HeardKind.SpeechStarted, TimeSpan.Zero));
        }
    }

    private void OnQuiet()
    {
        _loudInARow = 0;
        if (!_speaking || ++_quietInARow < FramesToEnd)
            return;
        _speaking = false;
        _notices.Writer.TryWrite(new Heard(HeardKind.SpeechEnded, TimeSpan.FromMilliseconds(20 * _spokenFrames)));
    }
}
