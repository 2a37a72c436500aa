namespace CallCenter.Supervisor.Lists.Csv;

/// <summary>
/// How much a text looks like ordinary Chinese in one of the two-byte encodings, 0 to 1. Both encodings hold the
/// everyday characters in a block of their own (GB 2312 level 1: lead B0-D7, trail A1-FE; Big5 level 1: lead A4-C6),
/// and a text read in the wrong one, or a Western text, falls outside these blocks.
/// </summary>
internal static class LegacyScore
{
    public static double Gb18030(ReadOnlySpan<byte> text)
    {
        int everyday = 0, all = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte lead = text[i];
            if (lead < 0x80)
            {
                continue;
            }

            all++;
            byte trail = i + 1 < text.Length ? text[i + 1] : (byte)0;
            if (trail < 0x30 || trail == 0x7F)
            {
                continue; // stands alone: no character of GB18030
            }

            if (trail <= 0x39)
            {
                i += 3; // four bytes: legal and rare
                continue;
            }

            i++;
            everyday += trail >= 0xA1 && (lead is >= 0xB0 and <= 0xD7 or 0xA1 or 0xA3) ? 1 : 0;
        }

        return all == 0 ? 0 : (double)everyday / all;
    }

    public static double Big5(ReadOnlySpan<byte> text)
    {
        int everyday = 0, all = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte lead = text[i];
            if (lead < 0x80)
            {
                continue;
            }

            all++;
            byte trail = i + 1 < text.Length ? text[i + 1] : (byte)0;
            if (trail is not ((>= 0x40 and <= 0x7E) or (>= 0xA1 and <= 0xFE)))
            {
                continue;
            }

            // A Western letter stands among ASCII letters: "Ångström".
            bool western = char.IsAsciiLetter((char)trail)
                && ((i > 0 && char.IsAsciiLetter((char)text[i - 1])) || (i + 2 < text.Length && char.IsAsciiLetter((char)text[i + 2])));
            i++;
            everyday += western ? 0 : lead is >= 0xA4 and <= 0xC6 or 0xA1 ? 1 : 0;
        }

        return all == 0 ? 0 : (double)everyday / all;
    }
}
