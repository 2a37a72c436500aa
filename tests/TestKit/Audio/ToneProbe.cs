using System.Buffers.Binary;
using CallCenter.Media.Audio;

namespace CallCenter.TestKit.Audio;

/// <summary>
/// Asks an audio file which tones are in which channel, and how long. Reads WAV with mu-law or 16-bit PCM by its own few lines, so that a
/// fault of the product's reader cannot hide a fault of its writer.
/// </summary>
public sealed class ToneProbe
{
    private const int Window = 800;

    // A tone counts as heard in a window of 100 ms when it has more than this amplitude (about -36 dB of full scale).
    private const double Audible = 500;
    private readonly short[][] _channels;

    private ToneProbe(short[][] channels, int rate)
    {
        _channels = channels;
        Rate = rate;
    }

    /// <summary>Samples a second.</summary>
    public int Rate { get; }

    /// <summary>1 or 2.</summary>
    public int Channels => _channels.Length;

    /// <summary>Length of the audio that is really there.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)_channels[0].Length / Rate);

    /// <summary>Reads a file.</summary>
    public static ToneProbe Load(string path) => Load(File.ReadAllBytes(path));

    /// <summary>Reads a file's bytes; sizes in the header must agree with what is there.</summary>
    public static ToneProbe Load(ReadOnlySpan<byte> wav)
    {
        if (wav.Length < 12 || !wav[..4].SequenceEqual("RIFF"u8) || !wav[8..12].SequenceEqual("WAVE"u8))
            throw new InvalidDataException("No RIFF/WAVE file");
        if (BinaryPrimitives.ReadUInt32LittleEndian(wav[4..]) != wav.Length - 8)
            throw new InvalidDataException($"The RIFF size says {BinaryPrimitives.ReadUInt32LittleEndian(wav[4..])}, the file has {wav.Length - 8}");

        ReadOnlySpan<byte> format = Chunk(wav, "fmt "u8);
        ReadOnlySpan<byte> data = Chunk(wav, "data"u8);
        int code = BinaryPrimitives.ReadInt16LittleEndian(format);
        int channels = BinaryPrimitives.ReadInt16LittleEndian(format[2..]);
        int rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        int width = code == 7 ? 1 : code == 1 ? 2 : throw new InvalidDataException($"Format {code} is neither mu-law nor PCM");
        short[][] samples = new short[channels][];
        int frames = data.Length / (channels * width);
        for (int channel = 0; channel < channels; channel++)
        {
            samples[channel] = new short[frames];
            for (int i = 0; i < frames; i++)
            {
                int at = ((i * channels) + channel) * width;
                samples[channel][i] = width == 1 ? Mulaw.Decode(data[at]) : BinaryPrimitives.ReadInt16LittleEndian(data[at..]);
            }
        }

        return new ToneProbe(samples, rate);
    }

    /// <summary>How long a tone is heard in a channel, in windows of 100 ms.</summary>
    public TimeSpan Heard(int channel, double hz)
    {
        int windows = 0;
        for (int start = 0; start + Window <= _channels[channel].Length; start += Window)
        {
            if (Goertzel.Amplitude(_channels[channel].AsSpan(start, Window), hz, Rate) > Audible)
                windows++;
        }

        return TimeSpan.FromMilliseconds(100 * windows);
    }

    /// <summary>Share of 100 ms windows with any sound in a channel, 0..1.</summary>
    public double SoundShare(int channel)
    {
        int windows = 0;
        int loud = 0;
        for (int start = 0; start + Window <= _channels[channel].Length; start += Window, windows++)
        {
            double sum = 0;
            foreach (short sample in _channels[channel].AsSpan(start, Window))
                sum += Math.Abs((int)sample);
            if (sum / Window > 200)
                loud++;
        }

        return windows == 0 ? 0 : (double)loud / windows;
    }

    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> wav, ReadOnlySpan<byte> name)
    {
        int at = 12;
        while (at + 8 <= wav.Length)
        {
            long size = BinaryPrimitives.ReadUInt32LittleEndian(wav[(at + 4)..]);
            if (size > wav.Length - at - 8)
                throw new InvalidDataException($"A chunk of {size} bytes at {at} is longer than the file");
            if (wav.Slice(at, 4).SequenceEqual(name))
                return wav.Slice(at + 8, (int)size);
            at += 8 + (int)size + (int)(size & 1);
        }

        throw new InvalidDataException("A chunk of the WAV file is missing");
    }
}
