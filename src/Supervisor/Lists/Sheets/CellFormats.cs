using System.Globalization;
using System.Xml;

namespace CallCenter.Supervisor.Lists.Sheets;

/// <summary>How a number is shown: only what changes its meaning.</summary>
/// <param name="IsDate">It counts days.</param>
/// <param name="Digits">At least so many digits are shown ("0000000000"): zeros in front belong to a telephone number.</param>
internal readonly record struct CellFormat(bool IsDate, int Digits);

/// <summary>The number formats of a workbook, by the style number of its cells.</summary>
internal sealed class CellFormats
{
    private const int Most = 65_536;

    private readonly List<CellFormat> _byStyle = [];

    public CellFormat this[int style] => style >= 0 && style < _byStyle.Count ? _byStyle[style] : default;

    /// <summary>Reads the part; an absent one has plain numbers only.</summary>
    public static CellFormats Read(XmlReader? xml)
    {
        var formats = new CellFormats();
        if (xml is null)
        {
            return formats;
        }

        var own = new Dictionary<int, CellFormat>();
        bool inCells = false;
        while (WorkbookPackage.NextElement(xml))
        {
            switch (xml.LocalName)
            {
                case "numFmt" when own.Count < Most && Number(xml.GetAttribute("numFmtId")) is { } id:
                    own[id] = OfCode(xml.GetAttribute("formatCode") ?? "");
                    break;
                case "cellXfs":
                    inCells = true;
                    break;
                case "cellStyleXfs" or "cellStyles" or "dxfs":
                    inCells = false;
                    break;
                case "xf" when inCells && formats._byStyle.Count < Most:
                    int format = Number(xml.GetAttribute("numFmtId")) ?? 0;
                    formats._byStyle.Add(own.TryGetValue(format, out CellFormat known) ? known : new CellFormat(IsBuiltInDate(format), 0));
                    break;
                default:
                    break;
            }
        }

        return formats;
    }

    /// <summary>ECMA-376 18.8.30, with the Chinese, Japanese and Korean dates.</summary>
    private static bool IsBuiltInDate(int id) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    private static CellFormat OfCode(string code)
    {
        bool quoted = false, date = false;
        int zeros = 0, bracket = 0;
        for (int i = 0; i < code.Length && code[i] != ';'; i++)
        {
            char c = code[i];
            switch (c)
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '\\' or '_' or '*' when !quoted:
                    i++;
                    break;
                case '[' when !quoted:
                    // "[h]" counts hours, "[Red]" and "[$-804]" are no dates.
                    bracket = code.IndexOf(']', i);
                    date |= bracket == i + 2 && char.ToLowerInvariant(code[i + 1]) is 'h' or 'm' or 's';
                    i = bracket < 0 ? code.Length : bracket;
                    break;
                case '0' when !quoted:
                    zeros++;
                    break;
                default:
                    date |= !quoted && char.ToLowerInvariant(c) is 'y' or 'd' or 'h' or 's' or 'm' && !code.StartsWith("General", StringComparison.OrdinalIgnoreCase);
                    break;
            }
        }

        bool plainZeros = zeros > 1 && code.AsSpan().TrimStart('0').Length == 0;
        return new CellFormat(date, plainZeros && !date ? zeros : 0);
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
