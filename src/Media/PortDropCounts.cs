namespace CallCenter.Media;

/// <summary>Datagrams refused on the browser port before they could be given to a leg.</summary>
public sealed record PortDropCounts
{
    /// <summary>Neither STUN, DTLS nor RTP, too short or too long.</summary>
    public long Malformed { get; init; }

    /// <summary>Audio from an address that passed no connectivity check.</summary>
    public long Foreign { get; init; }

    /// <summary>Audio before the handshake was done.</summary>
    public long Early { get; init; }

    /// <summary>Connectivity checks with another name, a wrong signature or none, and other STUN.</summary>
    public long Stun { get; init; }

    /// <summary>DTLS from an address that passed no check, or too much of it at once.</summary>
    public long Handshake { get; init; }

    /// <summary>All reasons together.</summary>
    public long Total => Malformed + Foreign + Early + Stun + Handshake;
}
