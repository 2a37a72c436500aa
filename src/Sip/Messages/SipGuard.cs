using System.Text;

namespace CallCenter.Sip.Messages;

/// <summary>Keeps text from elsewhere (leads, CSV, users) from becoming SIP syntax (hardening S9). Refusals are bugs of the caller.</summary>
internal static class SipGuard
{
    private static readonly string[] Ours =
        ["Via", "From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Length", "Content-Type", "Route", "Record-Route", "Authorization", "Proxy-Authorization"];

    /// <summary>Extra headers: token names the stack does not write itself, values without control characters.</summary>
    public static void Headers(IReadOnlyList<SipHeader> headers, string argument)
    {
        for (int i = 0; i < headers.Count; i++)
        {
            SipHeader header = headers[i];
            if (string.IsNullOrEmpty(header.Name) || !SipScan.IsToken(Encoding.UTF8.GetBytes(header.Name)))
                throw new ArgumentException("A header name is not a token.", argument);
            if (Array.Exists(Ours, name => string.Equals(name, header.Name, StringComparison.OrdinalIgnoreCase)))
                throw new ArgumentException($"The header {header.Name} is written by the stack.", argument);
            Line(header.Value, argument);
        }
    }

    /// <summary>Anything that must stay on one line.</summary>
    public static string Line(string? text, string argument)
    {
        foreach (char c in text ?? "")
        {
            if (char.IsControl(c) && c != '\t')
                throw new ArgumentException("Control characters (CR, LF, NUL ...) cannot stand in a header.", argument);
        }

        return text ?? "";
    }

    public static string Uri(string uri, string argument)
    {
        if (!SipUriRef.TryParse(Encoding.UTF8.GetBytes(uri), out SipUriRef parsed) || !parsed.Headers.IsEmpty)
            throw new ArgumentException("Not a sip: or sips: URI.", argument);
        return uri;
    }

    /// <summary>name-addr or URI; comes back in angle brackets so that a tag can follow.</summary>
    public static string Address(string address, string argument)
    {
        Line(address, argument);
        byte[] bytes = Encoding.UTF8.GetBytes(address);
        if (!NameAddrRef.TryParse(bytes, out NameAddrRef parsed) || !parsed.IsSip)
            throw new ArgumentException("Neither name-addr nor SIP URI.", argument);
        if (!parsed.Tag.IsEmpty)
            throw new ArgumentException("The tag is set by the stack.", argument);
        return bytes.AsSpan().IndexOf((byte)'<') >= 0 ? address : $"<{address}>";
    }

    public static void Method(string method, string argument)
    {
        if (!SipScan.IsToken(Encoding.UTF8.GetBytes(method)) || method is "INVITE" or "ACK" or "CANCEL")
            throw new ArgumentException("Not a method this call can send.", argument);
    }
}
