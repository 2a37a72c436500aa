namespace CallCenter.Media.Srtp;

/// <summary>
/// One set of session keys, for RTP or for RTCP. Packets are checked for length by the caller; behind a packet that is sealed there is room
/// for the tag and the word of RTCP.
/// </summary>
internal abstract class SrtpCipher : IDisposable
{
    /// <summary>Bytes of the fixed RTCP header, which is never encrypted.</summary>
    internal const int RtcpHeaderBytes = 8;

    /// <summary>Bytes of the word that carries the SRTCP index and, in its highest bit, whether the packet is encrypted.</summary>
    internal const int RtcpWordBytes = 4;

    /// <summary>The highest bit of that word.</summary>
    internal const uint Encrypted = 0x8000_0000;

    internal abstract int TagBytes { get; }

    /// <summary>Where in an SRTCP packet the word stands, given where the RTCP packet ends.</summary>
    internal abstract int RtcpWordAt(int length);

    /// <summary>Encrypts what follows the header and writes the tag behind the packet.</summary>
    /// <param name="packet">Packet and room.</param>
    /// <param name="header">Bytes of the header.</param>
    /// <param name="length">Bytes of the packet without the tag.</param>
    /// <param name="ssrc">Its source.</param>
    /// <param name="index">48 bits: roll-over counter and sequence number.</param>
    internal abstract void Seal(Span<byte> packet, int header, int length, uint ssrc, ulong index);

    /// <summary>Checks the tag behind the packet and decrypts; false when it does not fit.</summary>
    internal abstract bool Open(Span<byte> packet, int header, int length, uint ssrc, ulong index);

    /// <summary>Encrypts a compound RTCP packet and writes word and tag behind it.</summary>
    internal abstract void SealRtcp(Span<byte> packet, int length, uint ssrc, uint word);

    /// <summary>Checks word and tag behind a compound RTCP packet and decrypts it when the word says so; false when they do not fit.</summary>
    internal abstract bool OpenRtcp(Span<byte> packet, int length, uint ssrc, uint word);

    public abstract void Dispose();
}
