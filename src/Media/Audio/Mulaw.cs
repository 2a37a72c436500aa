namespace CallCenter.Media.Audio;

/// <summary>ITU-T G.711 mu-law as a table each way. Linear samples are 16 bit (14 significant, scaled by 4).</summary>
public static class Mulaw
{
    /// <summary>The code of silence (+0).</summary>
    public const byte Silence = 0xFF;

    private const int Bias = 0x84;
    private const int Clip = 32635;

    private static readonly short[] DecodeTable = BuildDecode();
    private static readonly byte[] EncodeTable = BuildEncode();

    /// <summary>256 bytes: the A-law code nearest to each mu-law code.</summary>
    public static ReadOnlySpan<byte> ToAlaw => CrossTables.MulawToAlaw;

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
            int inverted = ~code & 0xFF;
            int exponent = (inverted >> 4) & 7;
            int magnitude = ((((inverted & 0x0F) << 3) + Bias) << exponent) - Bias;
            table[code] = (short)((inverted & 0x80) != 0 ? -magnitude : magnitude);
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

    // G.711 table 2a: sign, 3 bits of segment, 4 bits of step, all inverted.
    private static byte EncodeByFormula(int value)
    {
        int sign = value < 0 ? 0x80 : 0;
        int magnitude = Math.Min(Math.Abs(value), Clip) + Bias;
        int exponent = int.Log2(magnitude) - 7;
        int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        return (byte)~(sign | (exponent << 4) | mantissa);
    }
}
