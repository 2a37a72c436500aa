using System.Buffers.Binary;

namespace CallCenter.Supervisor.Prompts;

/// <summary>Prompts as 16-bit PCM: not every browser plays telephone codes.</summary>
internal static class PlainWav
{
    private const int HeaderBytes = 44;
    private const int MuLawFormat = 7;
    private const int ALawFormat = 6;

    /// <summary>8 kHz, one channel.</summary>
    public static byte[] FromMuLaw(ReadOnlySpan<byte> codes) => Build(Expand(codes, FromMuLawCode), 1, 8000);

    /// <summary>The file as it is when it is PCM, expanded when it holds telephone codes; null when it is no WAV file after all.</summary>
    public static byte[]? From(byte[] wav)
    {
        if (WavFile.Read(wav).File is not { } file)
        {
            return null;
        }

        return file.Format is not (MuLawFormat or ALawFormat) ? wav
            : WavFile.FindAudio(wav) is var (start, length)
                ? Build(Expand(wav.AsSpan(start, length), file.Format == MuLawFormat ? FromMuLawCode : FromALawCode), file.Channels, file.SampleRate)
                : null;
    }

    private static short[] Expand(ReadOnlySpan<byte> codes, Func<byte, short> expand)
    {
        short[] samples = new short[codes.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            samples[i] = expand(codes[i]);
        }

        return samples;
    }

    // ITU-T G.711: sign, three bits of exponent, four of mantissa; mu-law codes are sent inverted, with a bias of 33 (132 at 16 bits).
    private static short FromMuLawCode(byte code)
    {
        int u = ~code & 0xFF;
        int magnitude = ((((u & 0x0F) << 3) + 132) << ((u >> 4) & 7)) - 132;
        return (short)((u & 0x80) != 0 ? -magnitude : magnitude);
    }

    // G.711: A-law codes have their even bits inverted; a set sign bit means positive.
    private static short FromALawCode(byte code)
    {
        int a = code ^ 0x55;
        int exponent = (a >> 4) & 7;
        int magnitude = ((a & 0x0F) << 4) + 8;
        magnitude = exponent == 0 ? magnitude : (magnitude + 256) << (exponent - 1);
        return (short)((a & 0x80) != 0 ? magnitude : -magnitude);
    }

    private static byte[] Build(short[] samples, int channels, int rate)
    {
        byte[] wav = new byte[HeaderBytes + (samples.Length * 2)];
        Span<byte> at = wav;
        "RIFF"u8.CopyTo(at);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], wav.Length - 8);
        "WAVEfmt "u8.CopyTo(at[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(at[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(at[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(at[22..], (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(at[24..], rate);
        BinaryPrimitives.WriteInt32LittleEndian(at[28..], rate * channels * 2);
        BinaryPrimitives.WriteInt16LittleEndian(at[32..], (short)(channels * 2));
        BinaryPrimitives.WriteInt16LittleEndian(at[34..], 16);
        "data"u8.CopyTo(at[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(at[40..], samples.Length * 2);
        for (int i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(at[(HeaderBytes + (i * 2))..], samples[i]);
        }

        return wav;
    }
}
