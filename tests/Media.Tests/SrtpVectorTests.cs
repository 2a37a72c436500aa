using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;
using CallCenter.Media.Srtp;

namespace CallCenter.Media.Tests;

/// <summary>Published vectors, with the processor's instructions and without.</summary>
public sealed class SrtpVectorTests
{
    private const string GcmKey = "000102030405060708090a0b0c0d0e0f";
    private const string GcmSalt = "517569642070726f2071756f";
    private const string CmMasterKey = "e1f97a0d3e018be0d64fa32c06de4139";
    private const string CmMasterSalt = "0ec675ad498afeebb6960b3aabe6";

    /// <summary>RFC 3711 B.2.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Counter_mode_makes_the_key_stream_of_rfc_3711(bool portable)
    {
        AesCounter aes = new(Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C"), portable);
        Vector128<byte> salt = Vector128.Create(Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000"));
        byte[] stream = new byte[0xFF02 * 16];
        aes.Xor(AesCounter.Counter(0, 0, salt), stream);
        Assert.Equal("E03EAD0935C95E80E166B16DD92B4EB4", Block(0));
        Assert.Equal("D23513162B02D0F72A43A2FE4A5F97AB", Block(1));
        Assert.Equal("41E95B3BB0A2E8DD477901E4FCA894C0", Block(2));
        Assert.Equal("EC8CDF7398607CB0F2D21675EA9EA1E4", Block(0xFEFF));
        Assert.Equal("362B7C3C6773516318A077D7FC5073AE", Block(0xFF00));
        Assert.Equal("6A2CC3787889374FBEB4C81B17BA6C44", Block(0xFF01));

        string Block(int at) => Convert.ToHexString(stream, at * 16, 16);
    }

    /// <summary>RFC 3711 B.3.</summary>
    [Fact]
    public void Keys_are_derived_as_in_rfc_3711()
    {
        Assert.Equal("C61E7A93744F39EE10734AFE3FF7A087", Derived(KeyDerivation.Label.RtpEncryption, 16));
        Assert.Equal("30CBBC08863D8C85D49DB34A9AE1", Derived(KeyDerivation.Label.RtpSalt, 14));
        Assert.Equal(
            "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA48F0A0ACF3C34E2359E6CDBCEE049646C43D9327AD175578EF72270986371C10C9A369AC2F94A8C5FBCDDDC256D6E919A48B610EF17C2041E47403576",
            Derived(KeyDerivation.Label.RtpAuthentication, 80));
    }

    /// <summary>The keys of RFC 3711 B.3 on a packet of 16 bytes; the result is the one the implementations in use agree on.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Counter_mode_with_hmac_makes_the_packets_others_make(bool portable)
    {
        const string Rtp = "800f1234decafbadcafebabeabababababababababababababababab";
        const string Srtp = "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb";
        const string Rtcp = "81c8000bcafebabeabababababababababababababababab";
        const string Srtcp = "81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798";
        using SrtpContext sender = Cm(portable);
        using SrtpContext receiver = Cm(portable);
        Assert.Equal(Srtp, Protect(sender, Rtp));
        Assert.Equal(Rtp, Unprotect(receiver, Srtp));
        _ = ProtectRtcp(sender, Rtcp); // the vector has index 1
        Assert.Equal(Srtcp, ProtectRtcp(sender, Rtcp));
        Assert.Equal(Rtcp, UnprotectRtcp(receiver, Srtcp));
    }

    /// <summary>RFC 7714 16.1.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gcm_makes_the_rtp_packets_of_rfc_7714(bool portable)
    {
        const string Rtp = "8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";
        const string Srtp = "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce";
        using SrtpContext sender = Gcm(portable);
        using SrtpContext receiver = Gcm(portable);
        Assert.Equal(Srtp, Protect(sender, Rtp));
        Assert.Equal(Rtp, Unprotect(receiver, Srtp));
    }

    /// <summary>RFC 7714 17.1 (encrypted) and 17.3 (tagged only), index 0x5d4.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gcm_makes_the_rtcp_packets_of_rfc_7714(bool portable)
    {
        const string Rtcp = "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";
        const string Srtcp = "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4";
        using SrtpContext sender = Gcm(portable);
        using SrtpContext receiver = Gcm(portable);
        for (int i = 0; i < 0x5d4; i++)
        {
            _ = ProtectRtcp(sender, Rtcp);
        }

        Assert.Equal(Srtcp, ProtectRtcp(sender, Rtcp));
        Assert.Equal(Rtcp, UnprotectRtcp(receiver, Srtcp));
        using SrtpContext another = Gcm(portable);
        Assert.Equal(Rtcp, UnprotectRtcp(another, Rtcp + "841dd9683dd78ec92ae58790125f62b3000005d4"));
    }

    /// <summary>Any length, so that every way to fill a block is taken.</summary>
    [Fact]
    public void Gcm_is_the_platforms_gcm()
    {
        Random random = new(3);
        byte[] key = new byte[16];
        byte[] salt = new byte[12];
        for (int length = 0; length < 400; length++)
        {
            random.NextBytes(key);
            random.NextBytes(salt);
            byte[] packet = new byte[12 + length];
            random.NextBytes(packet);
            packet[0] = 0x80;
            byte[] nonce = [.. salt];
            for (int i = 0; i < 4; i++)
            {
                nonce[2 + i] ^= packet[8 + i];
            }

            nonce[10] ^= packet[2];
            nonce[11] ^= packet[3];
            byte[] expected = new byte[length + 16];
            using AesGcm platform = new(key, 16);
            platform.Encrypt(nonce, packet.AsSpan(12), expected.AsSpan(0, length), expected.AsSpan(length), packet.AsSpan(0, 12));
            using SrtpContext sender = new(new GcmCipher(key, salt, portable: false), new GcmCipher(key, salt, portable: false));
            Assert.Equal(Convert.ToHexStringLower(packet.AsSpan(0, 12)) + Convert.ToHexStringLower(expected), Protect(sender, Convert.ToHexStringLower(packet)));
        }
    }

    [Fact]
    public void Hmac_is_the_platforms_hmac()
    {
        Random random = new(4);
        byte[] key = new byte[20];
        for (int length = 0; length < 400; length++)
        {
            random.NextBytes(key);
            byte[] data = new byte[length];
            random.NextBytes(data);
#pragma warning disable CA5350 // what RFC 3711 prescribes
            byte[] expected = HMACSHA1.HashData(key, data);
#pragma warning restore CA5350
            (ulong high, ushort low) = new HmacSha1(key).Compute(data);
            Assert.Equal(Convert.ToHexString(expected, 0, 10), $"{high:X16}{low:X4}");
        }
    }

    /// <summary>FIPS 180-4, the message "abc".</summary>
    [Fact]
    public void Sha1_is_sha1()
    {
        byte[] block = new byte[64];
        Encoding.ASCII.GetBytes("abc").CopyTo(block, 0);
        block[3] = 0x80;
        block[63] = 24;
        Sha1 hash = Sha1.Start;
        hash.Compress(ref block[0]);
        Assert.Equal("A9993E364706816ABA3E25717850C26C9CD0D89D", $"{hash.A:X8}{hash.B:X8}{hash.C:X8}{hash.D:X8}{hash.E:X8}");
    }

    private static SrtpContext Cm(bool portable) =>
        SrtpContext.Create(SrtpProfile.AesCm128HmacSha1Tag80, Convert.FromHexString(CmMasterKey), Convert.FromHexString(CmMasterSalt), portable);

    // The vectors give session keys, the same for RTP and RTCP.
    private static SrtpContext Gcm(bool portable) => new(
        new GcmCipher(Convert.FromHexString(GcmKey), Convert.FromHexString(GcmSalt), portable),
        new GcmCipher(Convert.FromHexString(GcmKey), Convert.FromHexString(GcmSalt), portable));

    private static string Derived(KeyDerivation.Label label, int bytes)
    {
        byte[] key = new byte[bytes];
        KeyDerivation.Derive(Convert.FromHexString(CmMasterKey), Convert.FromHexString(CmMasterSalt), label, key);
        return Convert.ToHexString(key);
    }

    private static string Protect(SrtpContext context, string packet) => Run(packet, context.Protect);

    private static string Unprotect(SrtpContext context, string packet) => Run(packet, context.Unprotect);

    private static string ProtectRtcp(SrtpContext context, string packet) => Run(packet, context.ProtectRtcp);

    private static string UnprotectRtcp(SrtpContext context, string packet) => Run(packet, context.UnprotectRtcp);

    private static string Run(string packet, Operation operation)
    {
        byte[] bytes = Convert.FromHexString(packet);
        byte[] buffer = [.. bytes, .. new byte[SrtpContext.RtcpRoom]];
        int length = operation(buffer, bytes.Length);
        Assert.True(length > 0, $"refused: {length}");
        return Convert.ToHexStringLower(buffer.AsSpan(0, length));
    }

    private delegate int Operation(Span<byte> buffer, int length);
}
