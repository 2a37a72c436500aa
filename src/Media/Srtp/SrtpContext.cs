namespace CallCenter.Media.Srtp;

/// <summary>
/// SRTP and SRTCP of one direction: keys, roll-over counters and replay windows. A context either protects or unprotects, never both.
/// Not thread-safe: the receiving one belongs to a media worker's thread, the sending one to the lock of what sends.
/// Allocates nothing per packet and never throws for what came from the network.
/// </summary>
public sealed class SrtpContext : IDisposable
{
    /// <summary>Bytes to keep free behind a packet given to <see cref="Protect"/>, for either profile.</summary>
    public const int RtpRoom = 16;

    /// <summary>Bytes to keep free behind a packet given to <see cref="ProtectRtcp"/>, for either profile.</summary>
    public const int RtcpRoom = 20;

    /// <summary>Sources (SSRCs) one context keeps apart; a browser has one or two.</summary>
    public const int MaxSources = 8;

    /// <summary>Makes the context of one direction from the keys that DTLS or SDES agreed.</summary>
    /// <param name="profile">The negotiated profile.</param>
    /// <param name="masterKey">16 bytes.</param>
    /// <param name="masterSalt">14 bytes (AES-CM) or 12 (GCM).</param>
    /// <exception cref="ArgumentException">A length does not fit the profile.</exception>
    public static SrtpContext Create(SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt) => throw new NotSupportedException();

    /// <summary>Encrypts an RTP packet in place and appends the tag.</summary>
    /// <param name="buffer">The packet and at least <see cref="RtpRoom"/> bytes behind it.</param>
    /// <param name="length">Bytes of the packet.</param>
    /// <returns>The new length, or a <see cref="SrtpRefusal"/>; then nothing may be sent.</returns>
    public int Protect(Span<byte> buffer, int length) => throw new NotSupportedException();

    /// <summary>Checks and decrypts an SRTP packet in place.</summary>
    /// <returns>The length of the RTP packet, or a <see cref="SrtpRefusal"/>; the buffer then holds nothing of use.</returns>
    public int Unprotect(Span<byte> buffer, int length) => throw new NotSupportedException();

    /// <summary>Encrypts a compound RTCP packet in place and appends index and tag.</summary>
    /// <param name="buffer">The packet and at least <see cref="RtcpRoom"/> bytes behind it.</param>
    /// <param name="length">Bytes of the packet.</param>
    /// <returns>The new length, or a <see cref="SrtpRefusal"/>; then nothing may be sent.</returns>
    public int ProtectRtcp(Span<byte> buffer, int length) => throw new NotSupportedException();

    /// <summary>Checks and decrypts an SRTCP packet in place.</summary>
    /// <returns>The length of the RTCP packet, or a <see cref="SrtpRefusal"/>; the buffer then holds nothing of use.</returns>
    public int UnprotectRtcp(Span<byte> buffer, int length) => throw new NotSupportedException();

    /// <summary>Forgets the keys.</summary>
    public void Dispose()
    {
    }
}
