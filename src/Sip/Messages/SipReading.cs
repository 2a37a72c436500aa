using System.Text;

namespace CallCenter.Sip.Messages;

/// <summary>Turns parts of a message into what the users of this library see.</summary>
internal static class SipReading
{
    public static SipReply Reply(SipMessage response)
    {
        var headers = new SipHeader[response.HeaderCount];
        for (int i = 0; i < headers.Length; i++)
            headers[i] = new SipHeader(Name(response, i), Encoding.UTF8.GetString(response.ValueAt(i)));
        return new SipReply(response.Status, Phrase(response), headers, response.Body.ToArray());
    }

    public static string Phrase(SipMessage response) => Encoding.UTF8.GetString(response.Phrase);

    /// <summary>Tag parameter of From or To; empty when absent.</summary>
    public static string Tag(SipMessage message, HeaderId id) =>
        NameAddrRef.TryParse(message.Get(id), out NameAddrRef parsed) ? Encoding.UTF8.GetString(parsed.Tag) : "";

    /// <summary>Reason headers (RFC 3326); what does not parse is left out.</summary>
    public static IReadOnlyList<SipReason> Reasons(SipMessage message)
    {
        if (!message.Has(HeaderId.Reason))
            return [];
        var reasons = new List<SipReason>();
        for (int i = message.IndexOf(HeaderId.Reason, 0); i >= 0; i = message.IndexOf(HeaderId.Reason, i + 1))
        {
            ReadOnlySpan<byte> list = message.ValueAt(i);
            while (SipScan.NextItem(ref list, out ReadOnlySpan<byte> item))
            {
                int semicolon = item.IndexOf((byte)';');
                ReadOnlySpan<byte> protocol = SipScan.Trim(semicolon < 0 ? item : item[..semicolon]);
                ReadOnlySpan<byte> parameters = semicolon < 0 ? default : item[semicolon..];
                if (!SipScan.IsToken(protocol))
                    continue;
                long cause = 0;
                if (SipScan.TryParameter(parameters, "cause"u8, out ReadOnlySpan<byte> number))
                    SipScan.TryNumber(number, 99999, out cause);
                string? text = SipScan.TryParameter(parameters, "text"u8, out ReadOnlySpan<byte> quoted) ? SipScan.Unquote(quoted) : null;
                reasons.Add(new SipReason(Encoding.UTF8.GetString(protocol), (int)cause, text));
            }
        }

        return reasons;
    }

    /// <summary>Retry-After in seconds; a comment or parameters may follow (RFC 3261 20.33). Overlarge or malformed: null.</summary>
    public static TimeSpan? RetryAfter(SipMessage response)
    {
        ReadOnlySpan<byte> value = response.Get(HeaderId.RetryAfter);
        int end = value.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return SipScan.TryNumber(end < 0 ? value : value[..end], 86400 * 365, out long seconds) ? TimeSpan.FromSeconds(seconds) : null;
    }

    public static Sdp.SdpSession? Sdp(SipMessage message) =>
        !message.Body.IsEmpty && IsSdp(message.Get(HeaderId.ContentType)) && CallCenter.Sip.Sdp.SdpSession.TryParse(message.Body, out Sdp.SdpSession session, out _)
            ? session
            : null;

    public static bool IsSdp(ReadOnlySpan<byte> contentType)
    {
        int semicolon = contentType.IndexOf((byte)';');
        ReadOnlySpan<byte> type = SipScan.Trim(semicolon < 0 ? contentType : contentType[..semicolon]);
        return Ascii.EqualsIgnoreCase(type, "application/sdp"u8);
    }

    private static string Name(SipMessage message, int index) => message.IdAt(index) switch
    {
        HeaderId.Via => "Via",
        HeaderId.From => "From",
        HeaderId.To => "To",
        HeaderId.CallId => "Call-ID",
        HeaderId.Contact => "Contact",
        HeaderId.ContentLength => "Content-Length",
        HeaderId.ContentType => "Content-Type",
        HeaderId.ContentEncoding => "Content-Encoding",
        _ => Encoding.ASCII.GetString(message.NameAt(index)),
    };
}
