using System.Net;
using System.Text;

namespace CallCenter.Sip.Messages;

/// <summary>What a dialog needs of a remote target or route: the text and where to send.</summary>
internal sealed record SipUri(string Text, string Host, int Port, bool IsLooseRouter)
{
    public static SipUri? Parse(ReadOnlySpan<byte> text)
    {
        if (!SipUriRef.TryParse(text, out SipUriRef uri))
            return null;
        bool loose = SipScan.TryParameter(uri.Parameters, "lr"u8, out _);
        return new SipUri(Encoding.UTF8.GetString(text), Encoding.ASCII.GetString(uri.Host), uri.Port, loose);
    }

    /// <summary>Address to send to, when the host is a usable unicast IP literal of the family given; null otherwise.</summary>
    public IPEndPoint? EndPoint(System.Net.Sockets.AddressFamily family)
    {
        ReadOnlySpan<char> host = Host;
        if (host.Length > 2 && host[0] == '[')
            host = host[1..^1];
        if (Port == 0 || !IPAddress.TryParse(host, out IPAddress? address) || address.AddressFamily != family || !IsUnicast(address))
            return null;
        return new IPEndPoint(address, Port < 0 ? 5060 : Port);
    }

    /// <summary>A Contact must not turn us into a sender of broadcasts (RFC 4475 3.3.10).</summary>
    private static bool IsUnicast(IPAddress address)
    {
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6Multicast)
            return false;
        if (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork)
            return true;
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return bytes[0] is > 0 and < 224;
    }
}
