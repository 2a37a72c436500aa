namespace CallCenter.Sip.Messages;

/// <summary>name-addr or addr-spec with header parameters (From, To, Contact, Route), as a view of its bytes (RFC 3261 20.10).</summary>
internal readonly ref struct NameAddrRef
{
    private NameAddrRef(ReadOnlySpan<byte> display, ReadOnlySpan<byte> uri, ReadOnlySpan<byte> parameters, bool isSip)
    {
        Display = display;
        Uri = uri;
        Parameters = parameters;
        IsSip = isSip;
    }

    /// <summary>Display name as written, quotes included.</summary>
    public ReadOnlySpan<byte> Display { get; }

    /// <summary>Without angle brackets.</summary>
    public ReadOnlySpan<byte> Uri { get; }

    /// <summary>Header parameters, from the first semicolon on.</summary>
    public ReadOnlySpan<byte> Parameters { get; }

    /// <summary>The URI is a well-formed sip: or sips: one; other schemes are not looked into.</summary>
    public bool IsSip { get; }

    public ReadOnlySpan<byte> Tag => SipScan.TryParameter(Parameters, "tag"u8, out ReadOnlySpan<byte> tag) ? tag : default;

    /// <summary>Exactly one value; false when it breaks the grammar.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out NameAddrRef result)
    {
        result = default;
        value = SipScan.Trim(value);
        if (value.IsEmpty)
            return false;

        ReadOnlySpan<byte> display = default;
        ReadOnlySpan<byte> uri;
        ReadOnlySpan<byte> parameters = default;
        int open;
        if (value[0] == '"')
        {
            int end = SipScan.EndOfQuoted(value, 0);
            if (end < 0)
                return false;
            display = value[..end];
            open = value[end..].IndexOf((byte)'<');
            if (open < 0 || !SipScan.Trim(value.Slice(end, open)).IsEmpty)
                return false;
            open += end;
        }
        else
        {
            open = value.IndexOf((byte)'<');
            if (open >= 0)
                display = SipScan.Trim(value[..open]);
            // Quotes belong around the whole name. A comma or dot in a bare name is wrong but harmless (RFC 4475 3.1.2.15).
            if (display.IndexOf((byte)'"') >= 0)
                return false;
        }

        if (open >= 0)
        {
            int close = value[open..].IndexOf((byte)'>');
            if (close < 0)
                return false;
            uri = SipScan.Trim(value.Slice(open + 1, close - 1));
            parameters = value[(open + close + 1)..];
        }
        else
        {
            // Without brackets ';' begins header parameters and '?' and ',' may not occur (RFC 3261 20.10).
            int semicolon = value.IndexOf((byte)';');
            uri = semicolon < 0 ? value : SipScan.Trim(value[..semicolon]);
            parameters = semicolon < 0 ? default : value[semicolon..];
            if (uri.IndexOfAny((byte)'?', (byte)',') >= 0)
                return false;
        }

        if (!SipUriRef.TryScheme(uri, out ReadOnlySpan<byte> scheme) || !SipScan.AreParameters(parameters))
            return false;
        bool isSip = SipUriRef.IsSip(scheme);
        if (isSip && !SipUriRef.TryParse(uri, out _))
            return false;
        result = new NameAddrRef(display, uri, parameters, isSip);
        return true;
    }
}
