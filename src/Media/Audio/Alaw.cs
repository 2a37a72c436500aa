namespace CallCenter.Media.Audio;

/// <summary>ITU-T G.711 A-law as a table each way. Linear samples are 16 bit (13 significant, scaled by 8).</summary>
public static class Alaw
{
    /// <summary>The code of silence (+0, the smallest positive step).</summary>
    public const byte Silence = 0xD5;

    private static readonly short[] DecodeTable = BuildDecode();
    private static readonly byte[] EncodeTable = BuildEncode();

    /// <summary>256 bytes: the mu-law code nearest to each A-law code.</summary>
    public static ReadOnlySpan<byte> ToMulaw => CrossTables.AlawToMulaw;

    public static short Decode(byte code) => DecodeTable[code];

    public static byte Encode(short linear) => EncodeTable[(ushort)linear];

    /// <summary>Decodes all codes; <paramref name="linear"/> must be at least as long.</summary>
    public static void Decode(ReadOnlySpan<byte> codes, Span<short> linear)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            linear[i] = DecodeTable[codes[i]];
        }
    }

    /// <summary>Encodes all samples; <paramref name="codes"/> must be at least as long.</summary>
    public static void Encode(ReadOnlySpan<short> linear, Span<byte> codes)
    {
        for (int i = 0; i < linear.Length; i++)
        {
            codes[i] = EncodeTable[(ushort)linear[i]];
        }
    }

    private static short[] BuildDecode()
    {
        short[] table = new short[256];
        for (int code = 0; code < 256; code++)
        {
            // Even bits are inverted on the line (G.711 table 1a, note 2); the value is the middle of its step.
            int plain = code ^ 0x55;
            int exponent = (plain >> 4) & 7;
            int step = plain & 0x0F;
            int magnitude = exponent == 0 ? (step << 4) + 8 : ((step << 4) + 0x108) << (exponent - 1);
            table[code] = (short)((plain & 0x80) != 0 ? magnitude : -magnitude);
        }

        return table;
    }

    private static byte[] BuildEncode()
    {
        byte[] table = new byte[65536];
        for (int value = short.MinValue; value <= short.MaxValue; value++)
        {
            table[(ushort)value] = EncodeByFormula(value);
        }

        return table;
    }

    private static byte EncodeByFormula(int value)
    {
        int sign = value >= 0 ? 0x80 : 0;
        int magnitude = value >= 0 ? value : -value - 1;
        int exponent = magnitude < 256 ? 0 : int.Log2(magnitude) - 7;
        int step = exponent == 0 ? magnitude >> 4 : (magnitude >> (exponent + 3)) & 0x0F;
        return (byte)((sign | (exponent << 4) | step) ^ 0x55);
    }
}
