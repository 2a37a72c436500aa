namespace CallCenter.Media.Srtp;

/// <summary>How SRTP is encrypted and authenticated; the two protection profiles offered to browsers.</summary>
public enum SrtpProfile
{
    /// <summary>AES_CM_128_HMAC_SHA1_80 (RFC 3711, RFC 5764 4.1.2): key 16 bytes, salt 14, tag 10.</summary>
    AesCm128HmacSha1Tag80,

    /// <summary>AEAD_AES_128_GCM (RFC 7714): key 16 bytes, salt 12, tag 16.</summary>
    AeadAes128Gcm,
}

/// <summary>Lengths of a profile.</summary>
public static class SrtpProfiles
{
    /// <summary>Bytes of the master key.</summary>
    public const int KeyBytes = 16;

    /// <summary>Bytes of the master salt: 14 or 12.</summary>
    public static int SaltBytes(this SrtpProfile profile) => profile == SrtpProfile.AeadAes128Gcm ? 12 : 14;

    /// <summary>Bytes by which a protected RTP packet is longer: 10 or 16.</summary>
    public static int TagBytes(this SrtpProfile profile) => profile == SrtpProfile.AeadAes128Gcm ? 16 : 10;
}
