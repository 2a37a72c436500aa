using System.Net;

namespace CallCenter.Media;

/// <summary>What the far end's SDP says about its audio.</summary>
/// <param name="Address">Signalled RTP address; RTCP is expected on the next port.</param>
/// <param name="Codec">Codec of both directions.</param>
/// <param name="PayloadType">Payload type of the codec, 0..127.</param>
/// <param name="TelephoneEventPayloadType">Payload type of telephone-event at 8 kHz (RFC 4733); null when not negotiated.</param>
/// <param name="Asymmetric">The far end sends from another address than it receives on: we always send to <paramref name="Address"/>.</param>
/// <param name="Held">The far end wants nothing from us for now (RFC 3264 8.4): nothing is sent, what it sends is still heard.</param>
public sealed record RemoteMedia(
    IPEndPoint Address, AudioCodec Codec, int PayloadType, int? TelephoneEventPayloadType, bool Asymmetric = false, bool Held = false);

/// <summary>The two codecs of G.711.</summary>
public enum AudioCodec
{
    /// <summary>mu-law, static payload type 0.</summary>
    Pcmu,

    /// <summary>A-law, static payload type 8.</summary>
    Pcma,
}
