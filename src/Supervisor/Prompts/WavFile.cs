using System.Buffers.Binary;

namespace CallCenter.Supervisor.Prompts;

/// <summary>What a WAV file's header says.</summary>
/// <param name="Format">1 PCM, 6 A-law, 7 mu-law.</param>
public sealed record WavFile(int Format, int Channels, int SampleRate, int BitsPerSample, TimeSpan Duration)
{
    private const int Pcm = 1;
    private const int ALaw = 6;
    private const int MuLaw = 7;
    private const int Extensible = 0xFFFE;

    /// <summary>Reads the header; the audio is converted by who plays it.</summary>
    /// <returns>The file, or in plain words why it cannot be played.</returns>
    public static (WavFile? File, string? Fault) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 44 || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WAVE"u8))
        {
            return (null, "This is no WAV file (RIFF/WAVE).");
        }

        (int Format, int Channels, int Rate, int Bits)? format = null;
        int at = 12;
        while (at + 8 <= bytes.Length)
        {
            ReadOnlySpan<byte> id = bytes.Slice(at, 4);
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            int body = at + 8;
            if (id.SequenceEqual("fmt "u8) && size >= 16 && body + 16 <= bytes.Length)
            {
                format = ReadFormat(bytes[body..], (int)Math.Min(size, int.MaxValue));
            }
            else if (id.SequenceEqual("data"u8))
            {
                return format is { } f ? Finish(f, Math.Min(size, (uint)(bytes.Length - body))) : (null, "The WAV file has no format before its audio.");
            }

            // Chunks begin at even places.
            long next = body + (long)size + (size & 1);
            if (next > bytes.Length)
            {
                break;
            }

            at = (int)next;
        }

        return (null, "The WAV file holds no audio.");
    }

    /// <summary>Where the audio of a file lies that <see cref="Read"/> has accepted; null when it has none.</summary>
    public static (int Start, int Length)? FindAudio(ReadOnlySpan<byte> bytes)
    {
        long at = 12;
        while (at + 8 <= bytes.Length)
        {
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[((int)at + 4)..]);
            if (bytes.Slice((int)at, 4).SequenceEqual("data"u8))
            {
                return ((int)at + 8, (int)Math.Min(size, bytes.Length - at - 8));
            }

            at += 8 + (long)size + (size & 1);
        }

        return null;
    }

    private static (int, int, int, int) ReadFormat(ReadOnlySpan<byte> chunk, int size)
    {
        int format = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        if (format == Extensible && size >= 26 && chunk.Length >= 26)
        {
            format = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        return (
            format,
            BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]),
            (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]), int.MaxValue),
            BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]));
    }

    private static (WavFile?, string?) Finish((int Format, int Channels, int Rate, int Bits) f, uint dataBytes)
    {
        bool known = f is { Format: Pcm, Bits: 8 or 16 } or { Format: ALaw or MuLaw, Bits: 8 };
        if (!known)
        {
            return (null, "The audio must be PCM of 8 or 16 bits, A-law or mu-law.");
        }

        if (f.Channels is < 1 or > 2 || f.Rate is < 8000 or > 48000)
        {
            return (null, "The audio must have one or two channels at 8,000 to 48,000 samples a second.");
        }

        double seconds = dataBytes / (double)(f.Rate * f.Channels * (f.Bits / 8));
        return seconds < 0.05 ? (null, "The audio is empty.") : (new WavFile(f.Format, f.Channels, f.Rate, f.Bits, TimeSpan.FromMilliseconds(Math.Round(seconds * 1000))), null);
    }
}
