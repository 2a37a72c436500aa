namespace CallCenter.Sip.Messages;

/// <summary>Judges a parsed message. The parser only frames; what is answered to bad input is decided here (telephony.md 4).</summary>
internal static class SipValidator
{
    /// <summary>Most Via values (hardening A15).</summary>
    public const int MaxVias = 70;

    private const ulong Mandatory =
        (1UL << (int)HeaderId.Via) | (1UL << (int)HeaderId.From) | (1UL << (int)HeaderId.To) | (1UL << (int)HeaderId.CallId) | (1UL << (int)HeaderId.CSeq);

    public static SipVerdict Check(SipMessage message) => message.IsRequest ? CheckRequest(message) : CheckResponse(message);

    private static SipVerdict CheckResponse(SipMessage message)
    {
        if (message.Defects != SipDefects.None || (message.Repeated & Mandatory) != 0)
            return SipVerdict.Drop;
        if (CountVias(message) != 1)
            return SipVerdict.Drop; // RFC 3261 8.1.3.3: more than one Via means it was meant for somebody else.
        return ViaRef.TryParse(message.TopVia, out _) && message.TryCSeq(out _, out _) && !message.CallId.IsEmpty
            && NameAddrRef.TryParse(message.Get(HeaderId.From), out _) && NameAddrRef.TryParse(message.Get(HeaderId.To), out _)
            ? SipVerdict.Fine
            : SipVerdict.Drop;
    }

    private static SipVerdict CheckRequest(SipMessage message)
    {
        if (message.Defects != SipDefects.None)
            return OfDefects(message.Defects);
        if (message.Repeated != 0)
            return Bad("Repeated Header");

        int vias = CountVias(message);
        if (vias is 0 or > MaxVias || !ViaRef.TryParse(message.TopVia, out _))
            return Bad("Via");
        if (message.CallId.IsEmpty)
            return Bad("Call-ID");
        if (!message.TryCSeq(out _, out ReadOnlySpan<byte> method) || !method.SequenceEqual(message.MethodName))
            return Bad("CSeq");
        if (!NameAddrRef.TryParse(message.Get(HeaderId.From), out _))
            return Bad("From");
        if (!NameAddrRef.TryParse(message.Get(HeaderId.To), out _))
            return Bad("To");
        if (message.Has(HeaderId.MaxForwards) && !SipScan.TryNumber(message.Get(HeaderId.MaxForwards), 255, out _))
            return Bad("Max-Forwards");
        return CheckUri(message.Uri) is { IsFine: false } verdict ? verdict : CheckContacts(message);
    }

    private static SipVerdict OfDefects(SipDefects defects)
    {
        if (defects.HasFlag(SipDefects.Version))
            return new SipVerdict(505, "SIP Version Not Supported");
        if (defects.HasFlag(SipDefects.ContentLength))
            return Bad("Content-Length");
        return Bad(defects.HasFlag(SipDefects.StartLine) ? "Start Line" : "Header Format");
    }

    private static SipVerdict CheckUri(ReadOnlySpan<byte> uri)
    {
        if (!SipUriRef.TryScheme(uri, out ReadOnlySpan<byte> scheme))
            return Bad("Request-URI");
        if (!SipUriRef.IsSip(scheme))
            return new SipVerdict(416, "Unsupported URI Scheme");
        // RFC 3261 19.1.5: no header part in a Request-URI.
        return SipUriRef.TryParse(uri, out SipUriRef parsed) && parsed.Headers.IsEmpty ? SipVerdict.Fine : Bad("Request-URI");
    }

    private static SipVerdict CheckContacts(SipMessage message)
    {
        if (message.Method is not (SipMethod.Invite or SipMethod.Register or SipMethod.Update))
            return SipVerdict.Fine;
        for (int i = message.IndexOf(HeaderId.Contact, 0); i >= 0; i = message.IndexOf(HeaderId.Contact, i + 1))
        {
            ReadOnlySpan<byte> list = message.ValueAt(i);
            if (message.Method == SipMethod.Register && list.SequenceEqual("*"u8))
                continue;
            while (SipScan.NextItem(ref list, out ReadOnlySpan<byte> item))
            {
                if (!NameAddrRef.TryParse(item, out _))
                    return Bad("Contact");
            }
        }

        return SipVerdict.Fine;
    }

    private static int CountVias(SipMessage message)
    {
        int count = 0;
        for (int i = message.IndexOf(HeaderId.Via, 0); i >= 0; i = message.IndexOf(HeaderId.Via, i + 1))
        {
            ReadOnlySpan<byte> list = message.ValueAt(i);
            while (count <= MaxVias && SipScan.NextItem(ref list, out _))
                count++;
        }

        return count;
    }

    private static SipVerdict Bad(string what) => new(400, "Bad " + what);
}
