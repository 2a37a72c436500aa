namespace CallCenter.Media.Audio;

/// <summary>The two 256-byte tables between mu-law and A-law, apart from the codecs so that neither's start-up waits for the other's.</summary>
internal static class CrossTables
{
    internal static readonly byte[] MulawToAlaw = Build(Mulaw.Decode, Alaw.Encode);
    internal static readonly byte[] AlawToMulaw = Build(Alaw.Decode, Mulaw.Encode);

    private static byte[] Build(Func<byte, short> decode, Func<short, byte> encode)
    {
        byte[] table = new byte[256];
        for (int code = 0; code < 256; code++)
        {
            table[code] = encode(decode((byte)code));
        }

        return table;
    }
}
