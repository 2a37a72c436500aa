using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Label = CallCenter.Media.Srtp.KeyDerivation.Label;

namespace CallCenter.Media.Srtp;

/// <summary>
/// SRTP and SRTCP of one direction: keys, roll-over counters and replay windows (RFC 3711, RFC 7714). A context either protects or unprotects,
/// never both. Not thread-safe: the receiving one belongs to a media worker's thread, the sending one to the lock of what sends.
/// Allocates nothing per packet and never throws for what came from the network.
/// </summary>
/// <remarks>
/// A receiver takes the first packet it sees as one of the first round of sequence numbers. What sends should therefore begin with a number below
/// 32,768 when its keys are new: were the first packets lost while the number ran over, the far end would never find the right round.
/// </remarks>
public sealed class SrtpContext : IDisposable
{
    /// <summary>Bytes to keep free behind a packet given to <see cref="Protect"/>, for either profile.</summary>
    public const int RtpRoom = 16;

    /// <summary>Bytes to keep free behind a packet given to <see cref="ProtectRtcp"/>, for either profile.</summary>
    public const int RtcpRoom = 20;

    /// <summary>Sources (SSRCs) one context keeps apart; a browser has one or two.</summary>
    public const int MaxSources = 8;

    private const int RtpHeaderBytes = 12;
    private const int RtpSsrcAt = 8;
    private const int RtcpSsrcAt = 4;
    private const long MaxIndex = (1L << 48) - 1;
    private const ulong MaxRtcpIndex = (1UL << 31) - 1;

    private readonly SrtpCipher _rtp;
    private readonly SrtpCipher _rtcp;
    private Sources _sources;
    private int _count;

    internal SrtpContext(SrtpCipher rtp, SrtpCipher rtcp)
    {
        _rtp = rtp;
        _rtcp = rtcp;
    }

    /// <summary>Makes the context of one direction from the keys that DTLS or SDES agreed.</summary>
    /// <param name="profile">The negotiated profile.</param>
    /// <param name="masterKey">16 bytes.</param>
    /// <param name="masterSalt">14 bytes (AES-CM) or 12 (GCM).</param>
    /// <exception cref="ArgumentException">A length does not fit the profile.</exception>
    public static SrtpContext Create(SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt) =>
        Create(profile, masterKey, masterSalt, portable: false);

    internal static SrtpContext Create(SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, bool portable)
    {
        if (masterKey.Length != SrtpProfiles.KeyBytes || masterSalt.Length != profile.SaltBytes())
        {
            throw new ArgumentException("Key or salt has not the length of the profile.", nameof(profile));
        }

        return new SrtpContext(
            Derive(profile, masterKey, masterSalt, (Label.RtpEncryption, Label.RtpSalt, Label.RtpAuthentication), portable),
            Derive(profile, masterKey, masterSalt, (Label.RtcpEncryption, Label.RtcpSalt, Label.RtcpAuthentication), portable));
    }

    /// <summary>Encrypts an RTP packet in place and appends the tag.</summary>
    /// <param name="buffer">The packet and at least <see cref="RtpRoom"/> bytes behind it.</param>
    /// <param name="length">Bytes of the packet.</param>
    /// <returns>The new length, or a <see cref="SrtpRefusal"/>; then nothing may be sent.</returns>
    [MethodImpl(HotPath.Options)]
    public int Protect(Span<byte> buffer, int length)
    {
        int header = RtpHeader(buffer, length);
        if (header < 0 || header > length || buffer.Length - length < _rtp.TagBytes)
        {
            return SrtpRefusal.Malformed;
        }

        if (Place(buffer, out uint ssrc, out int at, out ulong index) is var refused and < 0)
        {
            return refused;
        }

        _rtp.Seal(buffer, header, length, ssrc, index);
        Keep(at, ssrc);
        _sources[at].Rtp.Use(index);
        return length + _rtp.TagBytes;
    }

    /// <summary>Checks and decrypts an SRTP packet in place.</summary>
    /// <returns>The length of the RTP packet, or a <see cref="SrtpRefusal"/>; the buffer then holds nothing of use.</returns>
    [MethodImpl(HotPath.Options)]
    public int Unprotect(Span<byte> buffer, int length)
    {
        int header = RtpHeader(buffer, length);
        int body = length - _rtp.TagBytes;
        if (header < 0 || header > body)
        {
            return SrtpRefusal.Malformed;
        }

        if (Place(buffer, out uint ssrc, out int at, out ulong index) is var refused and < 0)
        {
            return refused;
        }

        if (!_rtp.Open(buffer[..length], header, body, ssrc, index))
        {
            return SrtpRefusal.BadTag;
        }

        Keep(at, ssrc);
        _sources[at].Rtp.Use(index);
        return body;
    }

    /// <summary>Encrypts a compound RTCP packet in place and appends index and tag.</summary>
    /// <param name="buffer">The packet and at least <see cref="RtcpRoom"/> bytes behind it.</param>
    /// <param name="length">Bytes of the packet.</param>
    /// <returns>The new length, or a <see cref="SrtpRefusal"/>; then nothing may be sent.</returns>
    public int ProtectRtcp(Span<byte> buffer, int length)
    {
        int room = _rtcp.TagBytes + SrtpCipher.RtcpWordBytes;
        if (!IsRtcp(buffer, length) || buffer.Length - length < room)
        {
            return SrtpRefusal.Malformed;
        }

        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(buffer[RtcpSsrcAt..]);
        int at = Find(ssrc);
        if (at == MaxSources)
        {
            return SrtpRefusal.TooManySources;
        }

        ref PacketWindow window = ref _sources[at].Rtcp;
        ulong index = window.Next;
        if (index > MaxRtcpIndex)
        {
            return SrtpRefusal.Exhausted;
        }

        _rtcp.SealRtcp(buffer, length, ssrc, (uint)index | SrtpCipher.Encrypted);
        Keep(at, ssrc);
        window.Use(index);
        return length + room;
    }

    /// <summary>Checks and decrypts an SRTCP packet in place.</summary>
    /// <returns>The length of the RTCP packet, or a <see cref="SrtpRefusal"/>; the buffer then holds nothing of use.</returns>
    public int UnprotectRtcp(Span<byte> buffer, int length)
    {
        int body = length - _rtcp.TagBytes - SrtpCipher.RtcpWordBytes;
        if (length > buffer.Length || !IsRtcp(buffer, body))
        {
            return SrtpRefusal.Malformed;
        }

        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(buffer[RtcpSsrcAt..]);
        uint word = BinaryPrimitives.ReadUInt32BigEndian(buffer[_rtcp.RtcpWordAt(body)..]);
        int at = Find(ssrc);
        if (at == MaxSources)
        {
            return SrtpRefusal.TooManySources;
        }

        ref PacketWindow window = ref _sources[at].Rtcp;
        ulong index = word & ~SrtpCipher.Encrypted;
        if (window.Refuses(index))
        {
            return SrtpRefusal.Replay;
        }

        if (!_rtcp.OpenRtcp(buffer[..length], body, ssrc, word))
        {
            return SrtpRefusal.BadTag;
        }

        Keep(at, ssrc);
        window.Use(index);
        return body;
    }

    /// <summary>Brings what the next RTP packet of the first source touches nearer to the processor: with hundreds of contexts it is cold every time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch()
    {
        HotPath.Prefetch(this, 128);
        HotPath.Prefetch(_rtp, 320);
    }

    /// <summary>Forgets the keys. Nothing may be protected or unprotected at the same time or after.</summary>
    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private static SrtpCipher Derive(
        SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, (Label Key, Label Salt, Label Auth) labels, bool portable)
    {
        Span<byte> key = stackalloc byte[SrtpProfiles.KeyBytes];
        Span<byte> salt = stackalloc byte[profile.SaltBytes()];
        Span<byte> auth = stackalloc byte[KeyDerivation.AuthBytes];
        KeyDerivation.Derive(masterKey, masterSalt, labels.Key, key);
        KeyDerivation.Derive(masterKey, masterSalt, labels.Salt, salt);
        KeyDerivation.Derive(masterKey, masterSalt, labels.Auth, auth);
        SrtpCipher cipher = profile == SrtpProfile.AeadAes128Gcm ? new GcmCipher(key, salt, portable) : new CounterModeCipher(key, salt, auth, portable);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(auth);
        return cipher;
    }

    // Where an RTP packet's source is kept and which packet of it this is (RFC 3711 3.3.1); zero, or why it may not pass.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Place(ReadOnlySpan<byte> packet, out uint ssrc, out int at, out ulong index)
    {
        index = 0;
        ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[RtpSsrcAt..]);
        at = Find(ssrc);
        if (at == MaxSources)
        {
            return SrtpRefusal.TooManySources;
        }

        ref PacketWindow window = ref _sources[at].Rtp;
        long guess = window.Guess(BinaryPrimitives.ReadUInt16BigEndian(packet[2..]));
        if (guess > MaxIndex)
        {
            return SrtpRefusal.Exhausted;
        }

        index = (ulong)guess;
        return guess < 0 || window.Refuses(index) ? SrtpRefusal.Replay : 0;
    }

    // RFC 3550 5.1: fixed header, contributing sources, extension; all of it stays in the clear. Negative when it is not RTP.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RtpHeader(ReadOnlySpan<byte> buffer, int length)
    {
        if (length < RtpHeaderBytes || length > buffer.Length || buffer[0] >> 6 != 2)
        {
            return -1;
        }

        int header = RtpHeaderBytes + ((buffer[0] & 0x0F) * sizeof(uint));
        if ((buffer[0] & 0x10) != 0)
        {
            header = header + sizeof(uint) <= length
                ? header + sizeof(uint) + (BinaryPrimitives.ReadUInt16BigEndian(buffer[(header + 2)..]) * sizeof(uint))
                : -1;
        }

        return header;
    }

    private static bool IsRtcp(ReadOnlySpan<byte> buffer, int length) =>
        length >= SrtpCipher.RtcpHeaderBytes && length <= buffer.Length && buffer[0] >> 6 == 2;

    // Where the source is kept, or would be; MaxSources when there is no place for another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(uint ssrc)
    {
        int at = 0;
        while (at < _count && _sources[at].Ssrc != ssrc)
        {
            at++;
        }

        return at;
    }

    // A source is kept from its first packet with a right tag on: what strangers send takes no place.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Keep(int at, uint ssrc)
    {
        if (at == _count)
        {
            _sources[at].Ssrc = ssrc;
            _count++;
        }
    }

    private struct Source
    {
        internal uint Ssrc;
        internal PacketWindow Rtp;
        internal PacketWindow Rtcp;
    }

    [InlineArray(MaxSources)]
    private struct Sources
    {
        private Source _first;
    }
}
