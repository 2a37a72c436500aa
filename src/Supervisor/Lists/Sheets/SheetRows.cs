using System.Globalization;
using System.Text;
using System.Xml;

namespace CallCenter.Supervisor.Lists.Sheets;

/// <summary>Reads the rows of a sheet one by one.</summary>
internal sealed class SheetRows(XmlReader xml, CellFormats formats, SharedTexts texts, bool from1904) : IDisposable
{
    /// <summary>Rows a spreadsheet has.</summary>
    private const int MaxRows = 1_048_576;

    private readonly StringBuilder _text = new();

    /// <summary>The row read last, counted from 1 as the spreadsheet shows it.</summary>
    public int Number { get; private set; }

    /// <summary>Its cells, empty ones as empty texts, none behind the last that holds something.</summary>
    public List<string> Cells { get; } = [];

    /// <summary>It goes on behind the columns that are read.</summary>
    public bool TooWide { get; private set; }

    /// <summary>Reads the next row that the file holds; its number may be several higher than the last one's.</summary>
    /// <exception cref="SheetFaultException">The sheet cannot be read on.</exception>
    public bool Read(int maxColumns)
    {
        try
        {
            do
            {
                if (!WorkbookPackage.NextElement(xml))
                {
                    return false;
                }
            }
            while (xml.LocalName is not "row");
            int number = Whole(xml.GetAttribute("r")) is { } given && given > Number ? given : Number + 1;
            Number = number <= MaxRows ? number : throw new SheetFaultException("broken_workbook", "The sheet counts more rows than a spreadsheet has.");
            ReadCells(maxColumns);
            return true;
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            throw new SheetFaultException("broken_workbook", $"The sheet cannot be read behind row {Number}: the file is damaged.", e);
        }
    }

    public void Dispose() => xml.Dispose();

    private void ReadCells(int maxColumns)
    {
        Cells.Clear();
        TooWide = false;
        if (xml.IsEmptyElement)
        {
            return;
        }

        int depth = xml.Depth;
        int column = 0;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName is not "c" || xml.Depth != depth + 1)
            {
                continue;
            }

            int at = Column(xml.GetAttribute("r")) ?? column;
            column = Math.Max(at, column) + 1;
            string text = ReadCell();
            if (text.Length == 0)
            {
                continue;
            }

            if (column > maxColumns)
            {
                TooWide = true;
                continue;
            }

            while (Cells.Count < column - 1)
            {
                Cells.Add("");
            }

            Cells.Add(text);
        }
    }

    private string ReadCell()
    {
        string? type = xml.GetAttribute("t");
        int style = Whole(xml.GetAttribute("s")) ?? 0;
        if (xml.IsEmptyElement)
        {
            return "";
        }

        int depth = xml.Depth;
        string text = "";
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.Depth != depth + 1)
            {
                continue;
            }

            // The value that a formula had when the file was saved stands in v; the formula itself (f) is never looked at.
            if (xml.LocalName is "v")
            {
                text = Value(type, ReadPlain(), style);
            }
            else if (xml.LocalName is "is")
            {
                SheetText.Read(xml, _text);
                text = _text.ToString();
            }
        }

        return text;
    }

    private string Value(string? type, string raw, int style) => type switch
    {
        "s" => texts[Whole(raw.Trim()) ?? -1],
        "b" => raw.Trim() is "1" ? "TRUE" : "FALSE",
        null or "n" => CellNumbers.Text(raw.Trim(), formats[style], from1904),
        _ => raw,
    };

    private string ReadPlain()
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        int depth = xml.Depth;
        _text.Clear();
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && _text.Length < 40_000)
            {
                _text.Append(xml.Value);
            }
        }

        return _text.ToString();
    }

    /// <summary>"AB12" is column 27, counted from 0.</summary>
    private static int? Column(string? reference)
    {
        int column = 0;
        int i = 0;
        for (; reference is not null && i < reference.Length && i < 4 && char.IsAsciiLetter(reference[i]); i++)
        {
            column = (column * 26) + (char.ToUpperInvariant(reference[i]) - 'A' + 1);
        }

        return column == 0 ? null : column - 1;
    }

    private static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
