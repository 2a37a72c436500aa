using System.Text;

namespace CallCenter.Supervisor.Lists.Csv;

/// <summary>What a file's bytes are.</summary>
/// <param name="Encoding">Null when the file is no text at all.</param>
/// <param name="Name">For people: "utf-8", "gb18030", ...</param>
/// <param name="NotText">What it is instead, for example "a ZIP or XLSX file".</param>
public sealed record DetectedEncoding(Encoding? Encoding, string Name, string? NotText = null);

/// <summary>
/// Finds out how a text file is encoded: byte order mark, UTF-16 by its zero bytes, UTF-8 when more lines of the whole
/// file agree with it than not, and otherwise GB18030, Big5 or Windows-1252 by how ordinary the text would then be.
/// </summary>
public static class EncodingDetector
{
    private const int HeadBytes = 64 * 1024;
    private const int SampleBytes = 256 * 1024;

    private static readonly (string Name, int CodePage)[] _byName =
    [
        ("utf-8", 65001), ("utf8", 65001), ("utf-16", 1200), ("utf-16le", 1200), ("utf-16be", 1201), ("utf-32", 12000),
        ("gb18030", 54936), ("gbk", 54936), ("gb2312", 54936), ("big5", 950), ("windows-1252", 1252), ("iso-8859-1", 1252),
        ("windows-1250", 1250), ("windows-1251", 1251), ("shift_jis", 932), ("euc-kr", 949), ("us-ascii", 65001),
    ];

    /// <summary>"EncryptedPackage" as a compound file's directory holds it.</summary>
    private static readonly byte[] _encrypted = Encoding.Unicode.GetBytes("EncryptedPackage");

    static EncodingDetector() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Names that <see cref="ByName"/> knows.</summary>
    public static IEnumerable<string> Names => _byName.Select(n => n.Name);

    /// <summary>The encoding an uploader chose; null when the name is unknown. Bytes that do not fit become U+FFFD, which refuses their row.</summary>
    public static Encoding? ByName(string name)
    {
        foreach ((string known, int page) in _byName)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return Open(page);
            }
        }

        return null;
    }

    /// <summary>Reads <paramref name="file"/> from its beginning to its end, in constant memory.</summary>
    public static async Task<DetectedEncoding> DetectAsync(Stream file, CancellationToken ct)
    {
        byte[] buffer = new byte[HeadBytes * 4];
        int have = await file.ReadAtLeastAsync(buffer, HeadBytes, throwOnEndOfStream: false, ct);
        if (FromHead(buffer.AsSpan(0, have)) is { } known)
        {
            return known;
        }

        var lines = new LineCount();
        while (have > 0)
        {
            int kept = lines.Take(buffer.AsSpan(0, have), atEnd: false);
            buffer.AsSpan(kept, have - kept).CopyTo(buffer);
            have -= kept;
            int read = await file.ReadAsync(buffer.AsMemory(have), ct);
            if (read == 0)
            {
                lines.Take(buffer.AsSpan(0, have), atEnd: true);
                break;
            }

            have += read;
        }

        return lines.NotUtf8 == 0 || lines.Utf8 > lines.NotUtf8
            ? new DetectedEncoding(Open(65001), "utf-8")
            : ByScore(lines.Sample.AsSpan(0, lines.SampleLength));
    }

    private static DetectedEncoding? FromHead(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return new(Open(65001), "utf-8");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
        {
            return new(Open(12000), "utf-32");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return new(Open(1200), "utf-16le");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new(Open(1201), "utf-16be");
        }

        string? notText = head switch
        {
            [0x50, 0x4B, 0x03, 0x04, ..] => "a ZIP or XLSX file",
            [0xD0, 0xCF, 0x11, 0xE0, ..] when head.IndexOf(_encrypted) >= 0 => "a workbook with a password",
            [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old Excel file (XLS) or another Office document",
            [0x25, 0x50, 0x44, 0x46, ..] => "a PDF file",
            [0x1F, 0x8B, ..] => "a GZIP file",
            [0x7F, 0x45, 0x4C, 0x46, ..] => "a program",
            [0x89, 0x50, 0x4E, 0x47, ..] or [0xFF, 0xD8, 0xFF, ..] => "a picture",
            _ => null,
        };
        return notText is not null ? new(null, "none", notText) : Utf16ByZeros(head);
    }

    /// <summary>Separators, digits and line ends of UTF-16 have a zero for their upper byte; other encodings have none.</summary>
    private static DetectedEncoding? Utf16ByZeros(ReadOnlySpan<byte> head)
    {
        int even = 0, odd = 0;
        for (int i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        int pairs = head.Length / 2;
        return pairs < 2 ? null
            : odd * 5 >= pairs && even * 20 <= odd ? new(Open(1200), "utf-16le")
            : even * 5 >= pairs && odd * 20 <= even ? new(Open(1201), "utf-16be")
            : null;
    }

    private static DetectedEncoding ByScore(ReadOnlySpan<byte> sample)
    {
        double gb = LegacyScore.Gb18030(sample);
        double big5 = LegacyScore.Big5(sample);
        return Math.Max(gb, big5) < 0.5 ? new(Open(1252), "windows-1252")
            : gb >= big5 ? new(Open(54936), "gb18030")
            : new(Open(950), "big5");
    }

    private static Encoding Open(int codePage)
        => Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));

    /// <summary>Counts lines outside ASCII by whether they are UTF-8, and keeps some of those that are not.</summary>
    private sealed class LineCount
    {
        public long Utf8 { get; private set; }

        public long NotUtf8 { get; private set; }

        public byte[] Sample { get; } = new byte[SampleBytes];

        public int SampleLength { get; private set; }

        /// <returns>How many bytes are done with; the rest belongs to a line that goes on.</returns>
        public int Take(ReadOnlySpan<byte> bytes, bool atEnd)
        {
            int at = 0;
            while (at < bytes.Length)
            {
                int length = bytes[at..].IndexOf((byte)'\n');
                if (length < 0)
                {
                    if (!atEnd && at > 0)
                    {
                        return at;
                    }

                    // A line longer than the buffer is judged in pieces, cut where no character is cut.
                    length = bytes.Length - at;
                    for (int i = 0; !atEnd && i < 4 && length > 8 && bytes[at + length - 1] >= 0x80; i++)
                    {
                        length--;
                    }
                }
                else
                {
                    length++;
                }

                Judge(bytes.Slice(at, length));
                at += length;
            }

            return at;
        }

        private void Judge(ReadOnlySpan<byte> line)
        {
            if (Ascii.IsValid(line))
            {
                return;
            }

            if (System.Text.Unicode.Utf8.IsValid(line))
            {
                Utf8++;
                return;
            }

            NotUtf8++;
            int length = Math.Min(line.Length, Sample.Length - SampleLength);
            line[..length].CopyTo(Sample.AsSpan(SampleLength));
            SampleLength += length;
        }
    }
}
