using System.Text;

namespace CallCenter.Sip.Messages;

/// <summary>Header fields this stack looks at; the others are <see cref="Other"/> and kept by name. Fewer than 64, see the seen-mask of the parser.</summary>
internal enum HeaderId
{
    Other,
    Via,
    From,
    To,
    CallId,
    CSeq,
    MaxForwards,
    ContentLength,
    ContentType,
    ContentEncoding,
    Contact,
    Route,
    RecordRoute,
    Require,
    ProxyRequire,
    Accept,
    Authorization,
    ProxyAuthorization,
    WwwAuthenticate,
    ProxyAuthenticate,
    Expires,
    MinExpires,
    RetryAfter,
    Reason,
    UserAgent,
}

internal static class HeaderIds
{
    /// <summary>Fields that may stand only once (RFC 3261 table 2).</summary>
    public const ulong SingleValue =
        (1UL << (int)HeaderId.From) | (1UL << (int)HeaderId.To) | (1UL << (int)HeaderId.CallId) | (1UL << (int)HeaderId.CSeq)
        | (1UL << (int)HeaderId.MaxForwards) | (1UL << (int)HeaderId.ContentLength) | (1UL << (int)HeaderId.ContentType)
        | (1UL << (int)HeaderId.Expires);

    /// <summary>Long and compact names, case-insensitive (RFC 3261 7.3.1, 7.3.3).</summary>
    public static HeaderId Parse(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 1:
                return (name[0] | 0x20) switch
                {
                    'v' => HeaderId.Via,
                    'f' => HeaderId.From,
                    't' => HeaderId.To,
                    'i' => HeaderId.CallId,
                    'm' => HeaderId.Contact,
                    'l' => HeaderId.ContentLength,
                    'c' => HeaderId.ContentType,
                    'e' => HeaderId.ContentEncoding,
                    _ => HeaderId.Other,
                };
            case 2:
                return Is(name, "to"u8, HeaderId.To);
            case 3:
                return Is(name, "via"u8, HeaderId.Via);
            case 4:
                return (name[0] | 0x20) == 'f' ? Is(name, "from"u8, HeaderId.From) : Is(name, "cseq"u8, HeaderId.CSeq);
            case 5:
                return Is(name, "route"u8, HeaderId.Route);
            case 6:
                return (name[0] | 0x20) == 'a' ? Is(name, "accept"u8, HeaderId.Accept) : Is(name, "reason"u8, HeaderId.Reason);
            case 7:
                return (name[0] | 0x20) switch
                {
                    'c' => (name[1] | 0x20) == 'a' ? Is(name, "call-id"u8, HeaderId.CallId) : Is(name, "contact"u8, HeaderId.Contact),
                    'r' => Is(name, "require"u8, HeaderId.Require),
                    _ => Is(name, "expires"u8, HeaderId.Expires),
                };
            case 10:
                return Is(name, "user-agent"u8, HeaderId.UserAgent);
            case 11:
                return (name[0] | 0x20) == 'm' ? Is(name, "min-expires"u8, HeaderId.MinExpires) : Is(name, "retry-after"u8, HeaderId.RetryAfter);
            case 12:
                return (name[0] | 0x20) switch
                {
                    'm' => Is(name, "max-forwards"u8, HeaderId.MaxForwards),
                    'r' => Is(name, "record-route"u8, HeaderId.RecordRoute),
                    _ => Is(name, "content-type"u8, HeaderId.ContentType),
                };
            case 13:
                return (name[0] | 0x20) == 'p' ? Is(name, "proxy-require"u8, HeaderId.ProxyRequire) : Is(name, "authorization"u8, HeaderId.Authorization);
            case 14:
                return Is(name, "content-length"u8, HeaderId.ContentLength);
            case 16:
                return (name[0] | 0x20) == 'w' ? Is(name, "www-authenticate"u8, HeaderId.WwwAuthenticate) : Is(name, "content-encoding"u8, HeaderId.ContentEncoding);
            case 18:
                return Is(name, "proxy-authenticate"u8, HeaderId.ProxyAuthenticate);
            case 19:
                return Is(name, "proxy-authorization"u8, HeaderId.ProxyAuthorization);
            default:
                return HeaderId.Other;
        }
    }

    private static HeaderId Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower, HeaderId id) =>
        Ascii.EqualsIgnoreCase(name, lower) ? id : HeaderId.Other;
}
