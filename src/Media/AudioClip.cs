using CallCenter.Media.Audio;

namespace CallCenter.Media;

/// <summary>Audio ready to be sent: 8 kHz, kept in both codecs, whole 20 ms frames. Immutable; share it freely.</summary>
public sealed record AudioClip
{
    internal const int FrameBytes = 160;
    private const int SampleRate = 8000;

    // G.711: a full-scale sine is +3.14 dBm0.
    private const double FullScaleDbm0 = 3.14;

    private readonly byte[] _mulaw;
    private readonly byte[] _alaw;

    private AudioClip(ReadOnlySpan<byte> mulaw)
    {
        int frames = Math.Max(1, (mulaw.Length + FrameBytes - 1) / FrameBytes);
        _mulaw = new byte[frames * FrameBytes];
        _mulaw.AsSpan().Fill(Mulaw.Silence);
        mulaw.CopyTo(_mulaw);
        _alaw = new byte[_mulaw.Length];
        for (int i = 0; i < _alaw.Length; i++)
        {
            _alaw[i] = Mulaw.ToAlaw[_mulaw[i]];
        }

        Duration = TimeSpan.FromSeconds((double)mulaw.Length / SampleRate);
    }

    /// <summary>Length of the audio; what is sent is filled up with silence to a multiple of 20 ms.</summary>
    public TimeSpan Duration { get; }

    /// <summary>A record tone: 1400 Hz for 400 ms.</summary>
    public static AudioClip Beep { get; } = Tone(1400, TimeSpan.FromMilliseconds(400));

    /// <summary>One period of ring-back (440 + 480 Hz, 2 s on, 4 s off), for looping.</summary>
    public static AudioClip RingBack { get; } = Cadence(440, 480, onMs: 2000, offMs: 4000);

    /// <summary>One period of busy tone (480 + 620 Hz, 0.5 s on, 0.5 s off), for looping.</summary>
    public static AudioClip Busy { get; } = Cadence(480, 620, onMs: 500, offMs: 500);

    internal int Frames => _mulaw.Length / FrameBytes;

    /// <summary>mu-law codes at 8 kHz.</summary>
    public static AudioClip FromMulaw(ReadOnlySpan<byte> mulaw) => new(mulaw);

    /// <summary>16-bit samples at the given rate.</summary>
    public static AudioClip FromPcm(ReadOnlySpan<short> samples, int sampleRate = SampleRate)
    {
        short[] narrow = Resampler.Resample(samples, sampleRate, SampleRate);
        byte[] codes = new byte[narrow.Length];
        Mulaw.Encode(narrow, codes);
        return new AudioClip(codes);
    }

    /// <summary>Reads a WAV file (<see cref="WavFile.TryRead"/>), mixes it to mono and brings it to 8 kHz. Null with a reason when it cannot.</summary>
    public static AudioClip? FromWav(Stream wav, out string? error)
    {
        if (!WavFile.TryRead(wav, out WavFile? file, out error))
        {
            return null;
        }

        short[] mono = file.Channels[0];
        if (file.Channels.Count == 2)
        {
            mono = new short[mono.Length];
            for (int i = 0; i < mono.Length; i++)
            {
                mono[i] = (short)((file.Channels[0][i] + file.Channels[1][i]) / 2);
            }
        }

        return FromPcm(mono, file.SampleRate);
    }

    /// <summary>A sine.</summary>
    /// <param name="hz">Frequency, 1..3999.</param>
    /// <param name="length">Length.</param>
    /// <param name="dbm0">Level; 0 dBm0 is 3.14 dB below full scale.</param>
    public static AudioClip Tone(double hz, TimeSpan length, double dbm0 = -16)
    {
        short[] samples = new short[Samples(length)];
        AddSine(samples, hz, dbm0);
        return FromPcm(samples);
    }

    /// <summary>Silence.</summary>
    public static AudioClip Silence(TimeSpan length)
    {
        byte[] codes = new byte[Samples(length)];
        codes.AsSpan().Fill(Mulaw.Silence);
        return new AudioClip(codes);
    }

    internal ReadOnlySpan<byte> Frame(int index, AudioCodec codec) =>
        (codec == AudioCodec.Pcmu ? _mulaw : _alaw).AsSpan(index * FrameBytes, FrameBytes);

    private static AudioClip Cadence(double firstHz, double secondHz, int onMs, int offMs)
    {
        short[] samples = new short[(onMs + offMs) * SampleRate / 1000];
        Span<short> on = samples.AsSpan(0, onMs * SampleRate / 1000);
        AddSine(on, firstHz, -19);
        AddSine(on, secondHz, -19);
        return FromPcm(samples);
    }

    private static void AddSine(Span<short> samples, double hz, double dbm0)
    {
        double amplitude = 32124 * Math.Pow(10, (dbm0 - FullScaleDbm0) / 20);
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] += (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * hz * i / SampleRate));
        }
    }

    private static int Samples(TimeSpan length) => (int)Math.Round(length.TotalSeconds * SampleRate);
}
