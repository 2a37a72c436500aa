using System.Net;
using System.Net.Sockets;
using System.Text;
using CallCenter.Sip.Messages;

namespace CallCenter.Sip;

/// <summary>What a dialog starts with (RFC 3261 12.1).</summary>
internal sealed record DialogSetup
{
    public required string CallId { get; init; }

    public required string LocalTag { get; init; }

    public required string RemoteTag { get; init; }

    /// <summary>Our From or To value in requests, tag included.</summary>
    public required byte[] LocalAddress { get; init; }

    /// <summary>The other side's, tag included.</summary>
    public required byte[] RemoteAddress { get; init; }

    public required SipUri RemoteTarget { get; init; }

    /// <summary>In the order requests must follow.</summary>
    public required IReadOnlyList<SipUri> Routes { get; init; }

    /// <summary>Where to send when the next hop is a name, or always with <see cref="StayOnFlow"/>.</summary>
    public required IPEndPoint Flow { get; init; }

    public bool StayOnFlow { get; init; }

    /// <summary>We sent the INVITE, so the Call-ID is ours (decides the back-off after 491).</summary>
    public bool IsCaller { get; init; }

    public long LocalCSeq { get; init; }

    /// <summary>-1 before the first request from there.</summary>
    public long RemoteCSeq { get; init; } = -1;

    public DigestClient? Digest { get; init; }

    public byte[] LocalSdp { get; init; } = [];

    /// <summary>The dialog a 2xx to our INVITE makes.</summary>
    public static DialogSetup FromResponse(SipMessage response, string localTag, string from, SipUri requestUri, long cseq, OutboundInvite invite, DigestClient? digest) => new()
    {
        CallId = Encoding.Latin1.GetString(response.CallId),
        LocalTag = localTag,
        RemoteTag = SipReading.Tag(response, HeaderId.To),
        LocalAddress = Encoding.UTF8.GetBytes(from),
        RemoteAddress = response.Get(HeaderId.To).ToArray(),
        RemoteTarget = Contact(response) ?? requestUri,
        Routes = RecordRoutes(response, reverse: true),
        Flow = invite.Destination,
        StayOnFlow = invite.StayOnFlow,
        IsCaller = true,
        LocalCSeq = cseq,
        Digest = digest,
        LocalSdp = invite.Sdp,
    };

    /// <summary>The dialog our 2xx to their INVITE makes.</summary>
    public static DialogSetup FromRequest(SipMessage request, string localTag, bool stayOnFlow, byte[] localSdp)
    {
        request.TryCSeq(out long cseq, out _);
        _ = NameAddrRef.TryParse(request.Get(HeaderId.From), out NameAddrRef from);
        return new DialogSetup
        {
            CallId = Encoding.Latin1.GetString(request.CallId),
            LocalTag = localTag,
            RemoteTag = SipReading.Tag(request, HeaderId.From),
            LocalAddress = [.. request.Get(HeaderId.To), .. Encoding.ASCII.GetBytes(";tag=" + localTag)],
            RemoteAddress = request.Get(HeaderId.From).ToArray(),
            RemoteTarget = Contact(request) ?? SipUri.Parse(from.Uri) ?? new SipUri($"sip:{request.Source}", request.Source.Address.ToString(), request.Source.Port, false),
            Routes = RecordRoutes(request, reverse: false),
            Flow = request.Source,
            StayOnFlow = stayOnFlow,
            RemoteCSeq = cseq,
            LocalSdp = localSdp,
        };
    }

    /// <summary>First Contact, when it is a sip URI.</summary>
    public static SipUri? Contact(SipMessage message)
    {
        ReadOnlySpan<byte> list = message.Get(HeaderId.Contact);
        return SipScan.NextItem(ref list, out ReadOnlySpan<byte> item) && NameAddrRef.TryParse(item, out NameAddrRef contact) && contact.IsSip
            ? WithoutHeaders(contact.Uri)
            : null;
    }

    /// <summary>Next hop (RFC 3261 12.2.1.1), an address only when it is an IP literal of our socket's family.</summary>
    public static IPEndPoint? NextHop(IReadOnlyList<SipUri> routes, SipUri target, AddressFamily family) =>
        (routes.Count > 0 ? routes[0] : target).EndPoint(family);

    /// <summary>Header parts of a Contact (Route=...) are not followed (RFC 4475 3.3.14).</summary>
    private static SipUri? WithoutHeaders(ReadOnlySpan<byte> uri)
    {
        if (!SipUriRef.TryParse(uri, out SipUriRef parsed))
            return null;
        return SipUri.Parse(parsed.Headers.IsEmpty ? uri : uri[..(uri.Length - parsed.Headers.Length - 1)]);
    }

    private static List<SipUri> RecordRoutes(SipMessage message, bool reverse)
    {
        var routes = new List<SipUri>();
        for (int i = message.IndexOf(HeaderId.RecordRoute, 0); i >= 0; i = message.IndexOf(HeaderId.RecordRoute, i + 1))
        {
            ReadOnlySpan<byte> list = message.ValueAt(i);
            while (SipScan.NextItem(ref list, out ReadOnlySpan<byte> item))
            {
                if (NameAddrRef.TryParse(item, out NameAddrRef route) && SipUri.Parse(route.Uri) is { } uri)
                    routes.Add(uri);
            }
        }

        if (reverse)
            routes.Reverse();
        return routes;
    }
}
