using System.Globalization;
using System.Net;

namespace CallCenter.Sip.Sdp;

/// <summary>Offer and answer (RFC 3264) for one G.711 stream with telephone-event (RFC 4733).</summary>
public static class AudioOffer
{
    private const string Profile = "RTP/AVP";
    private const int OwnTelephoneEvent = 101;

    /// <summary>An offer: the codecs in the order given ("PCMU", "PCMA"), telephone-event 101 with 0-16, ptime 20.</summary>
    /// <param name="sessionId">Stays the same for all descriptions of a call.</param>
    /// <param name="version">Goes up by one with every changed description.</param>
    public static byte[] Create(
        IPEndPoint local,
        IReadOnlyList<string> codecs,
        SdpDirection direction = SdpDirection.SendRecv,
        long sessionId = 1,
        int version = 1)
    {
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(codecs);
        List<int> types = [.. codecs.Select(StaticType)];
        if (types.Count == 0)
            throw new ArgumentException("At least one codec is needed.", nameof(codecs));
        return Describe(local, [Stream(local, types, OwnTelephoneEvent, direction)], sessionId, version);
    }

    /// <summary>Reads the answer to our offer; null when it accepts no audio we speak (end the call).</summary>
    public static NegotiatedAudio? FromAnswer(SdpSession answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Media.FirstOrDefault(m => IsAudio(m) && m.Port != 0) is { } media ? Negotiate(media, ["PCMU", "PCMA"], Mirror(media)) : null;
    }

    /// <summary>
    /// Answers an offer with the first codec of the offer that is in <paramref name="codecs"/>; null when nothing matches (=> 488).
    /// Other m= sections are answered with port 0. What the far side holds we only receive (RFC 3264 6.1, 8.4).
    /// </summary>
    /// <param name="direction">What we want; the answer is what both allow.</param>
    public static (byte[] Answer, NegotiatedAudio Audio)? Answer(
        SdpSession offer,
        IPEndPoint local,
        IReadOnlyList<string> codecs,
        SdpDirection direction = SdpDirection.SendRecv,
        long sessionId = 1,
        int version = 1)
    {
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(codecs);
        int chosen = -1;
        NegotiatedAudio? audio = null;
        for (int i = 0; i < offer.Media.Count && audio is null; i++)
        {
            SdpMedia media = offer.Media[i];
            // An address family our socket does not have cannot be sent to (RFC 5118 4.8).
            if (IsAudio(media) && media.Port != 0 && media.Address?.AddressFamily == local.AddressFamily)
            {
                audio = Negotiate(media, codecs, Both(direction, Mirror(media)));
                chosen = i;
            }
        }

        if (audio is null)
            return null;
        var sections = new List<SdpMedia>(offer.Media.Count);
        for (int i = 0; i < offer.Media.Count; i++)
        {
            sections.Add(i == chosen
                ? Stream(local, [audio.PayloadType], audio.TelephoneEventPayloadType, audio.Direction, audio.Codec) with { Protocol = offer.Media[i].Protocol }
                : offer.Media[i] with { Port = 0, Formats = offer.Media[i].Formats.Take(1).ToArray() });
        }

        return (Describe(local, sections, sessionId, version), audio);
    }

    /// <summary>
    /// <see cref="Answer(SdpSession, IPEndPoint, IReadOnlyList{string}, SdpDirection, long, int)"/> inside a call: keeps the session id of our
    /// last description, and its version too unless the new one differs (RFC 3264 8).
    /// </summary>
    /// <param name="current">Our last description in this dialog.</param>
    public static (byte[] Answer, NegotiatedAudio Audio)? AnswerAgain(
        SdpSession offer, ReadOnlySpan<byte> current, IPEndPoint local, IReadOnlyList<string> codecs)
    {
        (long id, int version) = OriginOf(current);
        return Answer(offer, local, codecs, SdpDirection.SendRecv, id, version) is { } same && same.Answer.AsSpan().SequenceEqual(current)
            ? same
            : Answer(offer, local, codecs, SdpDirection.SendRecv, id, version + 1);
    }

    private static (long Id, int Version) OriginOf(ReadOnlySpan<byte> description)
    {
        string[] words = SdpSession.TryParse(description, out SdpSession session, out _) ? session.Origin.Split(' ') : [];
        return words.Length > 2
            && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            && int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            ? (id, version)
            : (1, 1);
    }

    private static byte[] Describe(IPEndPoint local, IReadOnlyList<SdpMedia> media, long sessionId, int version) => new SdpSession
    {
        Origin = string.Create(CultureInfo.InvariantCulture, $"- {sessionId} {version} {SdpSession.ConnectionText(local.Address)}"),
        Connection = local.Address,
        Media = media,
    }.ToBytes();

    private static SdpMedia Stream(IPEndPoint local, IReadOnlyList<int> types, int? telephoneEvent, SdpDirection direction, string? codec = null)
    {
        List<int> all = [.. types];
        List<SdpRtpMap> maps = [.. types.Select(t => new SdpRtpMap(t, codec ?? (t == 0 ? "PCMU" : "PCMA"), 8000))];
        List<SdpFormatParameters> parameters = [];
        if (telephoneEvent is { } events)
        {
            all.Add(events);
            maps.Add(new SdpRtpMap(events, "telephone-event", 8000));
            parameters.Add(new SdpFormatParameters(events, "0-16"));
        }

        return new SdpMedia
        {
            Kind = "audio",
            Port = local.Port,
            Protocol = Profile,
            Formats = [.. all.Select(t => t.ToString(CultureInfo.InvariantCulture))],
            PayloadTypes = all,
            RtpMaps = maps,
            FormatParameters = parameters,
            Direction = direction,
            Address = local.Address,
            PTime = 20,
        };
    }

    private static NegotiatedAudio? Negotiate(SdpMedia media, IReadOnlyList<string> codecs, SdpDirection direction)
    {
        if (media.Address is null)
            return null;
        foreach (int type in media.PayloadTypes)
        {
            if (CodecOf(media, type) is { } codec && codecs.Contains(codec, StringComparer.Ordinal))
            {
                return new NegotiatedAudio(new IPEndPoint(media.Address, media.Port), codec, type, TelephoneEvent(media), direction)
                {
                    PTime = media.PTime ?? 20,
                };
            }
        }

        return null;
    }

    /// <summary>Static types need no rtpmap (RFC 3551 6); a dynamic one may carry G.711 too.</summary>
    private static string? CodecOf(SdpMedia media, int type)
    {
        SdpRtpMap? map = media.RtpMaps.FirstOrDefault(m => m.PayloadType == type);
        if (map is null)
            return type switch { 0 => "PCMU", 8 => "PCMA", _ => null };
        return map.ClockRate != 8000 ? null : map.Encoding.ToUpperInvariant() switch { "PCMU" => "PCMU", "PCMA" => "PCMA", _ => null };
    }

    /// <summary>Of several telephone-event types the one at the codec's clock, 8 kHz (telephony.md 1.2).</summary>
    private static int? TelephoneEvent(SdpMedia media) =>
        media.RtpMaps.FirstOrDefault(m => m.ClockRate == 8000 && string.Equals(m.Encoding, "telephone-event", StringComparison.OrdinalIgnoreCase) && media.PayloadTypes.Contains(m.PayloadType))?.PayloadType;

    private static bool IsAudio(SdpMedia media) =>
        string.Equals(media.Kind, "audio", StringComparison.OrdinalIgnoreCase) && media.Protocol is Profile or "RTP/AVPF";

    /// <summary>Our side of the far side's direction. A null address is the old way to hold (RFC 3264 8.4).</summary>
    private static SdpDirection Mirror(SdpMedia media)
    {
        SdpDirection theirs = media.Direction;
        if (media.Address is { } address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
            theirs = theirs is SdpDirection.RecvOnly or SdpDirection.Inactive ? SdpDirection.Inactive : SdpDirection.SendOnly;
        return theirs switch
        {
            SdpDirection.SendOnly => SdpDirection.RecvOnly,
            SdpDirection.RecvOnly => SdpDirection.SendOnly,
            _ => theirs,
        };
    }

    private static SdpDirection Both(SdpDirection wanted, SdpDirection allowed)
    {
        bool send = wanted is SdpDirection.SendRecv or SdpDirection.SendOnly && allowed is SdpDirection.SendRecv or SdpDirection.SendOnly;
        bool receive = wanted is SdpDirection.SendRecv or SdpDirection.RecvOnly && allowed is SdpDirection.SendRecv or SdpDirection.RecvOnly;
        return (send, receive) switch
        {
            (true, true) => SdpDirection.SendRecv,
            (true, false) => SdpDirection.SendOnly,
            (false, true) => SdpDirection.RecvOnly,
            _ => SdpDirection.Inactive,
        };
    }

    private static int StaticType(string codec) => codec switch
    {
        "PCMU" => 0,
        "PCMA" => 8,
        _ => throw new ArgumentException("Only PCMU and PCMA are spoken.", nameof(codec)),
    };
}
