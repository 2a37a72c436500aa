using System.Net;

namespace CallCenter.Sip.Sdp;

/// <summary>What both sides agreed to speak.</summary>
/// <param name="Remote">Where our RTP goes; RTCP goes one port up.</param>
/// <param name="Codec">"PCMU" or "PCMA".</param>
/// <param name="PayloadType">RTP payload type of the codec, as the far side wants it.</param>
/// <param name="TelephoneEventPayloadType">RFC 4733 payload type, null when the far side takes no events.</param>
/// <param name="Direction">Ours.</param>
public sealed record NegotiatedAudio(IPEndPoint Remote, string Codec, int PayloadType, int? TelephoneEventPayloadType, SdpDirection Direction)
{
    /// <summary>Packet length in milliseconds the far side asked for; 20 when it did not say.</summary>
    public int PTime { get; init; } = 20;
}
