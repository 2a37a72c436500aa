using System.Buffers;
using System.Text;

namespace CallCenter.Sip.Messages;

/// <summary>Byte-level pieces of the grammar in RFC 3261 25 that several parsers share. Nothing here allocates.</summary>
internal static class SipScan
{
    private static readonly SearchValues<byte> TokenBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.!%*_+`'~"u8);

    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && text.IndexOfAnyExcept(TokenBytes) < 0;

    public static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t';

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && IsSpace(text[start]))
            start++;
        while (end > start && IsSpace(text[end - 1]))
            end--;
        return text[start..end];
    }

    /// <summary>Digits only, at most <paramref name="max"/>; never wraps around.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> digits, long max, out long value)
    {
        value = 0;
        if (digits.IsEmpty)
            return false;
        foreach (byte b in digits)
        {
            int digit = b - '0';
            if ((uint)digit > 9)
                return false;
            value = (value * 10) + digit;
            if (value > max)
                return false;
        }

        return true;
    }

    /// <summary>Index just after the quoted string that begins at <paramref name="start"/>, -1 when it does not end.</summary>
    public static int EndOfQuoted(ReadOnlySpan<byte> text, int start)
    {
        for (int i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                return i + 1;
        }

        return -1;
    }

    /// <summary>
    /// Takes the next item of a comma-separated list, commas in quotes and angle brackets apart. False at the end.
    /// An unterminated quote swallows the rest; the item's own parser will refuse it.
    /// </summary>
    public static bool NextItem(scoped ref ReadOnlySpan<byte> list, out ReadOnlySpan<byte> item)
    {
        list = Trim(list);
        item = default;
        if (list.IsEmpty)
            return false;

        bool inAngle = false;
        for (int i = 0; i < list.Length; i++)
        {
            byte b = list[i];
            if (b == '"')
            {
                int end = EndOfQuoted(list, i);
                if (end < 0)
                    break;
                i = end - 1;
            }
            else if (b == '<')
            {
                inAngle = true;
            }
            else if (b == '>')
            {
                inAngle = false;
            }
            else if (b == ',' && !inAngle)
            {
                item = Trim(list[..i]);
                list = list[(i + 1)..];
                return true;
            }
        }

        item = list;
        list = default;
        return true;
    }

    /// <summary>
    /// Takes the next ";name[=value]" of a parameter list. 1 = taken, 0 = at the end, -1 = not a parameter.
    /// Quoted values keep their quotes.
    /// </summary>
    public static int NextParameter(scoped ref ReadOnlySpan<byte> list, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = default;
        value = default;
        list = Trim(list);
        if (list.IsEmpty)
            return 0;
        if (list[0] != ';')
            return -1;

        int at = 1;
        while (at < list.Length && list[at] != ';' && list[at] != '=')
            at++;
        name = Trim(list[1..at]);
        if (!IsToken(name))
            return -1;
        if (at >= list.Length || list[at] == ';')
        {
            list = list[at..];
            return 1;
        }

        int start = at + 1;
        while (start < list.Length && IsSpace(list[start]))
            start++;
        int end = start;
        if (start < list.Length && list[start] == '"')
        {
            end = EndOfQuoted(list, start);
            if (end < 0)
                return -1;
            value = list[start..end];
        }
        else
        {
            while (end < list.Length && list[end] != ';')
                end++;
            value = Trim(list[start..end]);
            if (value.IsEmpty || value.IndexOfAny((byte)' ', (byte)'\t', (byte)'"') >= 0 || value.IndexOfAny((byte)'<', (byte)'>', (byte)',') >= 0)
                return -1;
        }

        list = list[end..];
        return 1;
    }

    /// <summary>Finds a parameter by name (case-insensitive) in a well-formed list.</summary>
    public static bool TryParameter(ReadOnlySpan<byte> list, ReadOnlySpan<byte> wanted, out ReadOnlySpan<byte> value)
    {
        while (NextParameter(ref list, out ReadOnlySpan<byte> name, out value) == 1)
        {
            if (Ascii.EqualsIgnoreCase(name, wanted))
                return true;
        }

        value = default;
        return false;
    }

    public static bool AreParameters(ReadOnlySpan<byte> list)
    {
        int step;
        while ((step = NextParameter(ref list, out _, out _)) == 1)
        {
        }

        return step == 0;
    }

    /// <summary>Host of a URI or Via: host name, IPv4 or bracketed IPv6 (RFC 5118 4.2).</summary>
    public static bool IsHost(ReadOnlySpan<byte> host)
    {
        if (host.Length is 0 or > 255)
            return false;
        if (host[0] == '[')
            return host[^1] == ']' && host.IndexOf((byte)':') > 0 && System.Net.IPAddress.IsValidUtf8(host[1..^1]);
        foreach (byte b in host)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'.' or (byte)'-' or (byte)'_'))
                return false;
        }

        return true;
    }

    /// <summary>Splits "host[:port]"; the port is -1 when absent. White space around the colon is legal in Via.</summary>
    public static bool TryHostPort(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> host, out int port)
    {
        port = -1;
        host = text;
        int from = text.Length > 0 && text[0] == '[' ? text.IndexOf((byte)']') : 0;
        if (from < 0)
            return false;
        int colon = text[from..].IndexOf((byte)':');
        if (colon >= 0)
        {
            colon += from;
            if (!TryNumber(Trim(text[(colon + 1)..]), 65535, out long number))
                return false;
            port = (int)number;
            host = Trim(text[..colon]);
        }

        return IsHost(host);
    }

    /// <summary>Text of a quoted string without quotes and escapes; other text as it is. Invalid UTF-8 becomes replacement characters.</summary>
    public static string Unquote(ReadOnlySpan<byte> text)
    {
        text = Trim(text);
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
            return Encoding.UTF8.GetString(text);
        text = text[1..^1];
        if (text.IndexOf((byte)'\\') < 0)
            return Encoding.UTF8.GetString(text);
        byte[] plain = new byte[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                i++;
            plain[length++] = text[i];
        }

        return Encoding.UTF8.GetString(plain, 0, length);
    }

    /// <summary>Percent-decodes; well-formedness has been checked before.</summary>
    public static string Unescape(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf((byte)'%') < 0)
            return Encoding.UTF8.GetString(text);
        byte[] plain = new byte[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && HexDigit(text[i + 1]) >= 0 && HexDigit(text[i + 2]) >= 0)
            {
                plain[length++] = (byte)((HexDigit(text[i + 1]) << 4) | HexDigit(text[i + 2]));
                i += 2;
            }
            else
            {
                plain[length++] = text[i];
            }
        }

        return Encoding.UTF8.GetString(plain, 0, length);
    }

    public static int HexDigit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
