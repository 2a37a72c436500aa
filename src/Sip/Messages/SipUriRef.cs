using System.Buffers;
using System.Text;

namespace CallCenter.Sip.Messages;

/// <summary>A sip: or sips: URI as a view of the bytes it stands in (RFC 3261 19.1).</summary>
internal readonly ref struct SipUriRef
{
    // Space, controls and delimiters of the text around a URI; what else RFC 3261 25 leaves out (such as | and ^) phones do send.
    private static readonly SearchValues<byte> Never = SearchValues.Create([
        .. Enumerable.Range(0, 33).Select(i => (byte)i), 127, (byte)'<', (byte)'>', (byte)'"']);

    private SipUriRef(bool secure, ReadOnlySpan<byte> user, ReadOnlySpan<byte> host, int port, ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> headers)
    {
        IsSecure = secure;
        User = user;
        Host = host;
        Port = port;
        Parameters = parameters;
        Headers = headers;
    }

    public bool IsSecure { get; }

    /// <summary>User without password, escapes as written; empty when there is none.</summary>
    public ReadOnlySpan<byte> User { get; }

    /// <summary>With brackets when IPv6.</summary>
    public ReadOnlySpan<byte> Host { get; }

    /// <summary>-1 when not given.</summary>
    public int Port { get; }

    /// <summary>From the first semicolon on.</summary>
    public ReadOnlySpan<byte> Parameters { get; }

    /// <summary>After the question mark.</summary>
    public ReadOnlySpan<byte> Headers { get; }

    /// <summary>True for any URI with a scheme; false when the text is no URI at all.</summary>
    public static bool TryScheme(ReadOnlySpan<byte> uri, out ReadOnlySpan<byte> scheme)
    {
        scheme = default;
        int colon = uri.IndexOf((byte)':');
        if (colon <= 0 || !char.IsAsciiLetter((char)uri[0]))
            return false;
        scheme = uri[..colon];
        foreach (byte b in scheme)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'+' or (byte)'-' or (byte)'.'))
                return false;
        }

        return uri.IndexOfAny(Never) < 0;
    }

    public static bool IsSip(ReadOnlySpan<byte> scheme) => Ascii.EqualsIgnoreCase(scheme, "sip"u8) || Ascii.EqualsIgnoreCase(scheme, "sips"u8);

    public static bool TryParse(ReadOnlySpan<byte> text, out SipUriRef uri)
    {
        uri = default;
        if (!TryScheme(text, out ReadOnlySpan<byte> scheme) || !IsSip(scheme) || !EscapesAreRight(text))
            return false;

        ReadOnlySpan<byte> rest = text[(scheme.Length + 1)..];
        ReadOnlySpan<byte> user = default;
        // An '@' can only end the user part; ';' and '?' before it belong to the user (RFC 4475 3.1.1.9).
        int at = rest.IndexOf((byte)'@');
        if (at >= 0)
        {
            user = rest[..at];
            int colon = user.IndexOf((byte)':');
            if (colon >= 0)
                user = user[..colon];
            if (user.IsEmpty)
                return false;
            rest = rest[(at + 1)..];
        }

        ReadOnlySpan<byte> headers = default;
        int question = rest.IndexOf((byte)'?');
        if (question >= 0)
        {
            headers = rest[(question + 1)..];
            rest = rest[..question];
        }

        ReadOnlySpan<byte> parameters = default;
        int semicolon = rest.IndexOf((byte)';');
        if (semicolon >= 0)
        {
            parameters = rest[semicolon..];
            rest = rest[..semicolon];
            if (!SipScan.AreParameters(parameters))
                return false;
        }

        if (!SipScan.TryHostPort(rest, out ReadOnlySpan<byte> host, out int port))
            return false;
        uri = new SipUriRef(scheme.Length == 4, user, host, port, parameters, headers);
        return true;
    }

    private static bool EscapesAreRight(ReadOnlySpan<byte> text)
    {
        int at;
        while ((at = text.IndexOf((byte)'%')) >= 0)
        {
            if (at + 2 >= text.Length || SipScan.HexDigit(text[at + 1]) < 0 || SipScan.HexDigit(text[at + 2]) < 0)
                return false;
            text = text[(at + 3)..];
        }

        return true;
    }
}
