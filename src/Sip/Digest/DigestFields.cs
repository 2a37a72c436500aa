using System.Text;
using CallCenter.Sip.Messages;

namespace CallCenter.Sip;

/// <summary>The parameters of a Digest challenge or credentials (RFC 7616 3.3, 3.4); unknown ones are ignored.</summary>
internal sealed class DigestFields
{
    public string UserName { get; private set; } = "";

    public string Realm { get; private set; } = "";

    public string Nonce { get; private set; } = "";

    public string Uri { get; private set; } = "";

    public string Response { get; private set; } = "";

    public string Algorithm { get; private set; } = "";

    public string CNonce { get; private set; } = "";

    public string NonceCount { get; private set; } = "";

    public string Qop { get; private set; } = "";

    public string? Opaque { get; private set; }

    public bool Stale { get; private set; }

    /// <summary>Null when the scheme is not Digest or the list is malformed.</summary>
    public static DigestFields? Parse(ReadOnlySpan<byte> value)
    {
        int space = value.IndexOfAny((byte)' ', (byte)'\t');
        if (space < 0 || !Ascii.EqualsIgnoreCase(value[..space], "Digest"u8))
            return null;
        var fields = new DigestFields();
        ReadOnlySpan<byte> list = value[space..];
        while (SipScan.NextItem(ref list, out ReadOnlySpan<byte> item))
        {
            int equals = item.IndexOf((byte)'=');
            if (equals <= 0 || !fields.Set(SipScan.Trim(item[..equals]), SipScan.Trim(item[(equals + 1)..])))
                return null;
        }

        return fields;
    }

    private bool Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> raw)
    {
        if (raw.Length > 0 && raw[0] == '"')
        {
            if (raw.Length < 2 || SipScan.EndOfQuoted(raw, 0) != raw.Length)
                return false;
            // Escapes stay: what is hashed is the text between the quotes (RFC 7616 3.4.2 unq()).
            raw = raw[1..^1];
        }

        string text = Encoding.UTF8.GetString(raw);
        switch (Encoding.ASCII.GetString(name).ToLowerInvariant())
        {
            case "username":
                UserName = text;
                break;
            case "realm":
                Realm = text;
                break;
            case "nonce":
                Nonce = text;
                break;
            case "uri":
                Uri = text;
                break;
            case "response":
                Response = text;
                break;
            case "algorithm":
                Algorithm = text;
                break;
            case "cnonce":
                CNonce = text;
                break;
            case "nc":
                NonceCount = text;
                break;
            case "qop":
                Qop = text;
                break;
            case "opaque":
                Opaque = text;
                break;
            case "stale":
                Stale = string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
                break;
            default:
                break;
        }

        return true;
    }
}
