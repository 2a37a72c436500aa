using System.Net;

namespace CallCenter.Sip.Sdp;

/// <summary>A session description (RFC 8866), as far as telephony needs it.</summary>
public sealed record SdpSession
{
    /// <summary>o= as written, without "o=".</summary>
    public required string Origin { get; init; }

    /// <summary>Session level c=, null when absent or not an IP address.</summary>
    public IPAddress? Connection { get; init; }

    /// <summary>m= sections in order, at most 32.</summary>
    public IReadOnlyList<SdpMedia> Media { get; init; } = [];

    /// <summary>Session level a= lines, without "a=".</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>Parses; on failure <paramref name="error"/> says why in a few words.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out SdpSession session, out string error) => throw new NotSupportedException();

    /// <summary>Writes the description with CRLF line ends.</summary>
    public byte[] ToBytes() => throw new NotSupportedException();
}
