using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CallCenter.Media.Native;

namespace CallCenter.Media.WebRtc;

/// <summary>
/// Who we are in DTLS for a day: a self-signed P-256 certificate, and the settings of every handshake (hardening M5: DTLS 1.2 and ECDHE-AEAD only).
/// Connections made with it hold the native context themselves, so it may be replaced while they live.
/// </summary>
internal sealed unsafe class DtlsIdentity : SafeHandle
{
    private const string Ciphers =
        "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:"
        + "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305";

    // Cheapest per packet first.
    private const string Profiles = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";

    private const ulong Options =
        OpenSsl.OptionNoQueryMtu | OpenSsl.OptionNoTicket | OpenSsl.OptionNoCompression | OpenSsl.OptionNoRenegotiation;

    private DtlsIdentity(nint context, DateTimeOffset madeAt, byte[] fingerprint)
        : base(0, ownsHandle: true)
    {
        SetHandle(context);
        MadeAt = madeAt;
        Fingerprint = fingerprint;
    }

    public override bool IsInvalid => handle == 0;

    internal DateTimeOffset MadeAt { get; }

    /// <summary>SHA-256 of the certificate.</summary>
    internal byte[] Fingerprint { get; }

    /// <param name="now">For the validity; browsers do not look at it.</param>
    /// <param name="profiles">Protection profiles in order of preference, as OpenSSL names them; null = ours.</param>
    /// <exception cref="MediaUnavailableException">OpenSSL is missing, too old, or refuses the settings.</exception>
    internal static DtlsIdentity Create(DateTimeOffset now, string? profiles = null)
    {
        if (OpenSsl.Problem() is { } problem)
        {
            throw new MediaUnavailableException(problem);
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=CallCenter", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        byte[] der = certificate.RawData;
        byte[] privateKey = key.ExportECPrivateKey();
        try
        {
            nint context = NewContext(der, privateKey, profiles ?? Profiles);
            return new DtlsIdentity(context, now, SHA256.HashData(der));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    /// <summary>A connection of its own; the caller frees it.</summary>
    internal nint NewConnection()
    {
        bool held = false;
        DangerousAddRef(ref held);
        try
        {
            return OpenSsl.New(handle);
        }
        finally
        {
            DangerousRelease();
        }
    }

    protected override bool ReleaseHandle()
    {
        OpenSsl.ContextFree(handle);
        return true;
    }

    private static nint NewContext(byte[] certificate, byte[] privateKey, string profiles)
    {
        OpenSsl.ClearErrors();
        nint context = OpenSsl.ContextNew(OpenSsl.Dtls());
        bool done = context != 0;
        fixed (byte* der = certificate, secret = privateKey)
        {
            done = done
                && OpenSsl.SetVersions(context)
                && OpenSsl.ContextCiphers(context, Ciphers) == 1
                && OpenSsl.ContextUseSrtp(context, profiles) == 0 // 0 is success for this one
                && OpenSsl.ContextCertificate(context, certificate.Length, der) == 1
                && OpenSsl.ContextPrivateKey(OpenSsl.PrivateKeyEc, context, secret, privateKey.Length) == 1;
        }

        if (!done)
        {
            ulong error = OpenSsl.PeekError();
            OpenSsl.ContextFree(context);
            throw new MediaUnavailableException($"OpenSSL refuses the settings of browser audio: {Marshal.PtrToStringUTF8(OpenSsl.ReasonOf(error)) ?? "no reason given"}.");
        }

        _ = OpenSsl.ContextOptions(context, Options);
        OpenSsl.DisableSessionCache(context);

        // Browsers' certificates are self-signed: any is taken here, and compared with the offer's fingerprint before keys are used.
        OpenSsl.ContextVerify(context, OpenSsl.VerifyPeer | OpenSsl.VerifyFailIfNoPeerCert, &AcceptAny);
        return context;
    }

    [UnmanagedCallersOnly]
    private static int AcceptAny(int preverified, nint store) => 1;
}
