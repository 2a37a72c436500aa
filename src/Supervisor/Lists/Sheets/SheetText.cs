using System.Globalization;
using System.Text;
using System.Xml;

namespace CallCenter.Supervisor.Lists.Sheets;

/// <summary>Text of a workbook: runs put together, escapes taken away.</summary>
internal static class SheetText
{
    /// <summary>More than a cell can hold (32,767); what is longer is cut, and refused where it is used.</summary>
    private const int MaxChars = 40_000;

    /// <summary>Reads the text within the element that the reader stands on, to its end; notes on pronunciation are left out.</summary>
    public static void Read(XmlReader xml, StringBuilder text)
    {
        text.Clear();
        if (xml.IsEmptyElement)
        {
            return;
        }

        int depth = xml.Depth;
        int phonetic = int.MaxValue;
        bool inText = false;
        while (xml.Read() && xml.Depth > depth)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.Depth > depth + 8:
                    throw new SheetFaultException("broken_workbook", "The workbook's tags are nested too deep.");
                case XmlNodeType.Element when xml.LocalName is "rPh" && !xml.IsEmptyElement:
                    phonetic = Math.Min(phonetic, xml.Depth);
                    break;
                case XmlNodeType.Element:
                    inText = xml.LocalName is "t" && !xml.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement:
                    inText = false;
                    phonetic = xml.Depth == phonetic ? int.MaxValue : phonetic;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    if (inText && xml.Depth < phonetic && text.Length < MaxChars)
                    {
                        text.Append(xml.Value);
                    }

                    break;
                default:
                    break;
            }
        }

        Unescape(text);
    }

    /// <summary>"_x000D_" stands for a character that XML cannot hold (ECMA-376 22.9.2.19).</summary>
    private static void Unescape(StringBuilder text)
    {
        if (text.Length < 7)
        {
            return;
        }

        string raw = text.ToString();
        int at = raw.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0)
        {
            return;
        }

        text.Clear();
        int from = 0;
        for (; at >= 0 && at + 7 <= raw.Length; at = raw.IndexOf("_x", Math.Max(at + 1, from), StringComparison.Ordinal))
        {
            if (raw[at + 6] == '_' && ushort.TryParse(raw.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                text.Append(raw, from, at - from).Append((char)code);
                from = at + 7;
            }
        }

        text.Append(raw, from, raw.Length - from);
    }
}
