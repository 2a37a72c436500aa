using System.Net;
using System.Text;

namespace CallCenter.Sip.Messages;

/// <summary>Builds responses by copying what RFC 3261 8.2.6.2 says from the request's own bytes.</summary>
internal static class SipResponses
{
    /// <summary>Begins a response: start line, Via, From, To, Call-ID, CSeq. What a broken request lacks is left out.</summary>
    public static SipWriter Begin(SipWriter writer, SipMessage request, int status, string phrase, string? toTag)
    {
        writer.Response(status, phrase);
        int first = request.IndexOf(HeaderId.Via, 0);
        for (int i = first; i >= 0; i = request.IndexOf(HeaderId.Via, i + 1))
        {
            if (i == first)
                TopVia(writer, request.ValueAt(i), request.Source);
            else
                writer.Header("Via"u8, request.ValueAt(i));
        }

        Copy(writer, request, HeaderId.From, "From"u8);
        int to = request.IndexOf(HeaderId.To, 0);
        if (to >= 0)
        {
            writer.Raw("To: "u8).Raw(request.ValueAt(to));
            if (toTag is not null && NameAddrRef.TryParse(request.ValueAt(to), out NameAddrRef parsed) && parsed.Tag.IsEmpty)
                writer.Raw(";tag="u8).Text(toTag);
            writer.Raw("\r\n"u8);
        }

        Copy(writer, request, HeaderId.CallId, "Call-ID"u8);
        Copy(writer, request, HeaderId.CSeq, "CSeq"u8);
        return writer;
    }

    /// <summary>Record-Route of the request, as a dialog-forming response must repeat it (RFC 3261 12.1.1).</summary>
    public static void RecordRoutes(SipWriter writer, SipMessage request)
    {
        for (int i = request.IndexOf(HeaderId.RecordRoute, 0); i >= 0; i = request.IndexOf(HeaderId.RecordRoute, i + 1))
            writer.Header("Record-Route"u8, request.ValueAt(i));
    }

    /// <summary>
    /// Where a response goes (RFC 3261 18.2.2, RFC 3581): to the source, except that a client which names the very address it sent
    /// from, without rport, is taken at its word about the port. Behind NAT (names differ) only the source port is open.
    /// </summary>
    public static IPEndPoint Target(SipMessage request)
    {
        IPEndPoint source = request.Source;
        if (!ViaRef.TryParse(request.TopVia, out ViaRef via) || SipScan.TryParameter(via.Parameters, "rport"u8, out _))
            return source;
        int port = via.Port < 0 ? 5060 : via.Port;
        return port != source.Port && port != 0 && NamesAddress(via.Host, source.Address) ? new IPEndPoint(source.Address, port) : source;
    }

    private static void TopVia(SipWriter writer, ReadOnlySpan<byte> value, IPEndPoint source)
    {
        ReadOnlySpan<byte> rest = value;
        if (!SipScan.NextItem(ref rest, out ReadOnlySpan<byte> item) || !ViaRef.TryParse(item, out ViaRef via))
        {
            writer.Header("Via"u8, value);
            return;
        }

        writer.Raw("Via: "u8);
        bool hasRport = SipScan.TryParameter(via.Parameters, "rport"u8, out ReadOnlySpan<byte> rport);
        if (hasRport && rport.IsEmpty)
            RportFilled(writer, item, via, source.Port);
        else
            writer.Raw(item);
        if ((hasRport || !NamesAddress(via.Host, source.Address)) && !SipScan.TryParameter(via.Parameters, "received"u8, out _))
            writer.Raw(";received="u8).Text(source.Address.ToString());
        if (!rest.IsEmpty)
            writer.Raw(", "u8).Raw(SipScan.Trim(rest));
        writer.Raw("\r\n"u8);
    }

    private static void RportFilled(SipWriter writer, ReadOnlySpan<byte> item, ViaRef via, int port)
    {
        writer.Raw(item[..(item.Length - via.Parameters.Length)]);
        ReadOnlySpan<byte> list = via.Parameters;
        while (SipScan.NextParameter(ref list, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) == 1)
        {
            writer.Raw(";"u8).Raw(name);
            if (Ascii.EqualsIgnoreCase(name, "rport"u8))
                writer.Raw("="u8).Number(port);
            else if (!value.IsEmpty)
                writer.Raw("="u8).Raw(value);
        }
    }

    private static bool NamesAddress(ReadOnlySpan<byte> host, IPAddress address)
    {
        if (host.Length > 2 && host[0] == '[')
            host = host[1..^1];
        Span<char> text = stackalloc char[64];
        Span<byte> bytes = stackalloc byte[64];
        return address.TryFormat(text, out int length)
            && Ascii.FromUtf16(text[..length], bytes, out int written) == System.Buffers.OperationStatus.Done
            && Ascii.EqualsIgnoreCase(host, bytes[..written]);
    }

    private static void Copy(SipWriter writer, SipMessage request, HeaderId id, ReadOnlySpan<byte> name)
    {
        int index = request.IndexOf(id, 0);
        if (index >= 0)
            writer.Header(name, request.ValueAt(index));
    }
}
