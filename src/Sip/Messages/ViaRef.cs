using System.Text;

namespace CallCenter.Sip.Messages;

/// <summary>One Via value as a view of its bytes (RFC 3261 20.42). White space is legal around the slashes.</summary>
internal readonly ref struct ViaRef
{
    private ViaRef(ReadOnlySpan<byte> transport, ReadOnlySpan<byte> sentBy, ReadOnlySpan<byte> host, int port, ReadOnlySpan<byte> parameters)
    {
        Transport = transport;
        SentBy = sentBy;
        Host = host;
        Port = port;
        Parameters = parameters;
    }

    public ReadOnlySpan<byte> Transport { get; }

    /// <summary>host[:port] as written.</summary>
    public ReadOnlySpan<byte> SentBy { get; }

    public ReadOnlySpan<byte> Host { get; }

    /// <summary>-1 when not given.</summary>
    public int Port { get; }

    public ReadOnlySpan<byte> Parameters { get; }

    public ReadOnlySpan<byte> Branch => SipScan.TryParameter(Parameters, "branch"u8, out ReadOnlySpan<byte> branch) ? branch : default;

    /// <summary>RFC 3261 branch, unique by itself; the bare cookie is not (RFC 4475 3.2.1).</summary>
    public bool HasUniqueBranch => Branch is var branch && branch.Length > 7 && Ascii.EqualsIgnoreCase(branch[..7], "z9hG4bK"u8);

    public static bool TryParse(ReadOnlySpan<byte> value, out ViaRef via)
    {
        via = default;
        if (!TakePart(ref value, out ReadOnlySpan<byte> name) || !Ascii.EqualsIgnoreCase(name, "SIP"u8)
            || !TakePart(ref value, out ReadOnlySpan<byte> version) || !version.SequenceEqual("2.0"u8))
            return false;

        value = SipScan.Trim(value);
        int end = value.IndexOfAny((byte)' ', (byte)'\t');
        if (end <= 0 || !SipScan.IsToken(value[..end]))
            return false;
        ReadOnlySpan<byte> transport = value[..end];
        value = SipScan.Trim(value[end..]);

        int semicolon = value.IndexOf((byte)';');
        ReadOnlySpan<byte> sentBy = semicolon < 0 ? value : SipScan.Trim(value[..semicolon]);
        ReadOnlySpan<byte> parameters = semicolon < 0 ? default : value[semicolon..];
        if (!SipScan.TryHostPort(sentBy, out ReadOnlySpan<byte> host, out int port) || !SipScan.AreParameters(parameters))
            return false;
        via = new ViaRef(transport, sentBy, host, port, parameters);
        return true;
    }

    private static bool TakePart(ref ReadOnlySpan<byte> value, out ReadOnlySpan<byte> part)
    {
        int slash = value.IndexOf((byte)'/');
        part = slash < 0 ? default : SipScan.Trim(value[..slash]);
        if (slash >= 0)
            value = value[(slash + 1)..];
        return slash >= 0;
    }
}
