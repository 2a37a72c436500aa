using System.Text;
using System.Xml;

namespace CallCenter.Supervisor.Lists.Sheets;

/// <summary>
/// The texts that a workbook's cells refer to by number, kept as UTF-8 one behind the other: a million names take some tens of
/// megabytes, as objects they would take hundreds.
/// </summary>
internal sealed class SharedTexts
{
    private const int MaxTexts = 10_000_000;
    private const long MaxBytes = 128L << 20;

    private readonly List<byte[]> _blocks = [];
    private readonly List<int[]> _ends = [];
    private int _count;
    private long _bytes;

    private const int BlockBytes = 1 << 20;
    private const int EndsPerBlock = 1 << 16;

    /// <summary>Reads the part; an absent one has no texts.</summary>
    public static SharedTexts Read(XmlReader? xml, CancellationToken ct)
    {
        var texts = new SharedTexts();
        if (xml is null)
        {
            return texts;
        }

        var text = new StringBuilder();
        while (WorkbookPackage.NextElement(xml))
        {
            if (xml.LocalName is "si")
            {
                SheetText.Read(xml, text);
                texts.Add(text.ToString());
                if (texts._count % 4096 == 0)
                {
                    ct.ThrowIfCancellationRequested();
                }
            }
        }

        return texts;
    }

    /// <summary>The text of a number; empty when the workbook has none.</summary>
    public string this[int index]
    {
        get
        {
            if (index < 0 || index >= _count)
            {
                return "";
            }

            (long from, long to) = (index == 0 ? 0 : End(index - 1), End(index));
            Span<byte> bytes = to - from <= 1024 ? stackalloc byte[(int)(to - from)] : new byte[to - from];
            for (int copied = 0; copied < bytes.Length;)
            {
                byte[] block = _blocks[(int)((from + copied) / BlockBytes)];
                int at = (int)((from + copied) % BlockBytes);
                int part = Math.Min(bytes.Length - copied, BlockBytes - at);
                block.AsSpan(at, part).CopyTo(bytes[copied..]);
                copied += part;
            }

            return Encoding.UTF8.GetString(bytes);
        }
    }

    private long End(int index) => _ends[index / EndsPerBlock][index % EndsPerBlock];

    private void Add(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (_count == MaxTexts || _bytes + bytes.Length > MaxBytes)
        {
            throw new SheetFaultException("too_many_texts", "The workbook holds more than 128 MB of different texts: save it as CSV and upload that.");
        }

        for (int copied = 0; copied < bytes.Length;)
        {
            int at = (int)(_bytes % BlockBytes);
            if (_bytes / BlockBytes == _blocks.Count)
            {
                _blocks.Add(new byte[BlockBytes]);
            }

            int part = Math.Min(bytes.Length - copied, BlockBytes - at);
            bytes.AsSpan(copied, part).CopyTo(_blocks[^1].AsSpan(at));
            copied += part;
            _bytes += part;
        }

        if (_count % EndsPerBlock == 0)
        {
            _ends.Add(new int[EndsPerBlock]);
        }

        _ends[^1][_count++ % EndsPerBlock] = (int)_bytes;
    }
}
