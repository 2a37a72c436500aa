using System.Buffers.Binary;

namespace CallCenter.Media.Audio;

/// <summary>A WAV file in memory: one array of 16-bit samples per channel.</summary>
public sealed class WavFile
{
    /// <summary>Largest file read, in bytes: an hour of stereo G.711.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const int FormatPcm = 1;
    private const int FormatAlaw = 6;
    private const int FormatMulaw = 7;
    private const int FormatExtensible = 0xFFFE;

    private WavFile(int sampleRate, short[][] channels)
    {
        SampleRate = sampleRate;
        Channels = channels;
    }

    /// <summary>Samples a second, 4000..192000.</summary>
    public int SampleRate { get; }

    /// <summary>One or two channels of equal length.</summary>
    public IReadOnlyList<short[]> Channels { get; }

    /// <summary>Length of the audio.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Channels[0].Length / SampleRate);

    /// <summary>
    /// Reads PCM of 8 or 16 bits, mu-law or A-law, mono or stereo. A data chunk that claims more than there is (a file still being written)
    /// is read up to its end. Returns false with a sentence for people in <paramref name="error"/>; never throws for bad content.
    /// </summary>
    public static bool TryRead(Stream stream, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WavFile? wav, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(stream);
        wav = null;
        byte[]? bytes = ReadAll(stream);
        if (bytes is null)
        {
            error = $"The file is larger than {MaxBytes / (1024 * 1024)} MB.";
            return false;
        }

        return TryParse(bytes, out wav, out error);
    }

    /// <summary>Writes 16-bit PCM; all channels must have the same length.</summary>
    public static void WritePcm16(Stream stream, int sampleRate, params short[][] channels)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(channels);
        int frames = channels[0].Length;
        int dataBytes = frames * channels.Length * 2;
        byte[] file = new byte[44 + dataBytes];
        Span<byte> header = file;
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], 36 + dataBytes);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], FormatPcm);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], (short)channels.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], sampleRate * channels.Length * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], (short)(channels.Length * 2));
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], dataBytes);
        int at = 44;
        for (int frame = 0; frame < frames; frame++)
        {
            foreach (short[] channel in channels)
            {
                BinaryPrimitives.WriteInt16LittleEndian(header[at..], channel[frame]);
                at += 2;
            }
        }

        stream.Write(file);
    }

    private static byte[]? ReadAll(Stream stream)
    {
        using MemoryStream all = new();
        byte[] part = new byte[81920];
        int read;
        while ((read = stream.Read(part, 0, part.Length)) > 0)
        {
            if (all.Length + read > MaxBytes)
            {
                return null;
            }

            all.Write(part, 0, read);
        }

        return all.ToArray();
    }

    private static bool TryParse(ReadOnlySpan<byte> file, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WavFile? wav, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? error)
    {
        wav = null;
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file.Slice(8, 4).SequenceEqual("WAVE"u8))
        {
            error = "This is not a WAV file (no RIFF/WAVE at its start).";
            return false;
        }

        WavFormat format = default;
        bool hasFormat = false;
        long at = 12;
        while (at + 8 <= file.Length)
        {
            ReadOnlySpan<byte> id = file.Slice((int)at, 4);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(file[((int)at + 4)..]);
            ReadOnlySpan<byte> body = file.Slice((int)at + 8, (int)Math.Min(size, file.Length - at - 8));
            if (id.SequenceEqual("fmt "u8))
            {
                if (!TryReadFormat(body, out format, out error))
                {
                    return false;
                }

                hasFormat = true;
            }
            else if (id.SequenceEqual("data"u8))
            {
                if (!hasFormat)
                {
                    break;
                }

                wav = new WavFile(format.SampleRate, Decode(body, format));
                error = wav.Channels[0].Length == 0 ? "The WAV file holds no audio." : null;
                wav = error is null ? wav : null;
                return error is null;
            }

            at += 8 + size + (size & 1);
        }

        error = "The WAV file has no format or no audio part; it is probably cut short.";
        return false;
    }

    private static bool TryReadFormat(ReadOnlySpan<byte> body, out WavFormat format, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? error)
    {
        format = default;
        if (body.Length < 16)
        {
            error = "The WAV file's format part is cut short.";
            return false;
        }

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(body);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(body[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(body[14..]);
        if (tag == FormatExtensible && body.Length >= 26)
        {
            tag = BinaryPrimitives.ReadUInt16LittleEndian(body[24..]);
        }

        bool known = (tag == FormatPcm && bits is 8 or 16) || (tag is FormatAlaw or FormatMulaw && bits == 8);
        if (!known)
        {
            error = $"WAV format {tag} with {bits} bits is not supported; save it as 16-bit PCM.";
            return false;
        }

        if (channels is not (1 or 2))
        {
            error = $"{channels} channels are not supported; save it as mono or stereo.";
            return false;
        }

        if (rate is < 4000 or > 192000)
        {
            error = $"A sample rate of {rate} Hz is not supported (4000 to 192000).";
            return false;
        }

        format = new WavFormat(tag, channels, (int)rate, bits / 8);
        error = null;
        return true;
    }

    private static short[][] Decode(ReadOnlySpan<byte> data, WavFormat format)
    {
        int frameBytes = format.Channels * format.BytesPerSample;
        int frames = data.Length / frameBytes;
        short[][] channels = new short[format.Channels][];
        for (int channel = 0; channel < channels.Length; channel++)
        {
            short[] samples = new short[frames];
            for (int frame = 0; frame < frames; frame++)
            {
                ReadOnlySpan<byte> sample = data[((frame * frameBytes) + (channel * format.BytesPerSample))..];
                samples[frame] = format.Tag switch
                {
                    FormatMulaw => Mulaw.Decode(sample[0]),
                    FormatAlaw => Alaw.Decode(sample[0]),
                    _ => format.BytesPerSample == 1 ? (short)((sample[0] - 128) << 8) : BinaryPrimitives.ReadInt16LittleEndian(sample),
                };
            }

            channels[channel] = samples;
        }

        return channels;
    }

    private readonly record struct WavFormat(int Tag, int Channels, int SampleRate, int BytesPerSample);
}
