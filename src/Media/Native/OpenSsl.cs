using System.Runtime.InteropServices;

namespace CallCenter.Media.Native;

/// <summary>
/// The calls of OpenSSL 3 that DTLS needs and .NET does not offer. The library is the one .NET itself uses, loaded by its own name, so that its
/// absence is found here and not at the start of the program. All calls on one connection come from the DTLS thread.
/// </summary>
internal static unsafe partial class OpenSsl
{
    internal const int VerifyPeer = 1;
    internal const int VerifyFailIfNoPeerCert = 2;
    internal const int PrivateKeyEc = 408;
    internal const ulong OptionNoQueryMtu = 1UL << 12;
    internal const ulong OptionNoTicket = 1UL << 14;
    internal const ulong OptionNoCompression = 1UL << 17;
    internal const ulong OptionNoRenegotiation = 1UL << 30;
    internal const int Dtls12 = 0xFEFD;

    internal const int ErrorWantRead = 2;
    internal const int ErrorWantWrite = 3;
    internal const int ErrorZeroReturn = 6;

    internal const ulong SrtpAes128CmSha1Tag80 = 1;
    internal const ulong SrtpAeadAes128Gcm = 7;

    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";
    private const uint OldestVersion = 0x30000000;

    private const int ControlSetMtu = 17;
    private const int ControlSessionCacheMode = 44;
    private const int ControlDtlsGetTimeout = 73;
    private const int ControlDtlsHandleTimeout = 74;
    private const int ControlMinVersion = 123;
    private const int ControlMaxVersion = 124;
    private const int ControlMemoryEofReturn = 130;

    /// <summary>Null when OpenSSL can be used, else one sentence.</summary>
    internal static string? Problem()
    {
        try
        {
            ulong version = Version();
            _ = Dtls();
            return version >= OldestVersion ? null : $"OpenSSL 3 is needed for browser audio; the system has version {version:x}.";
        }
        catch (DllNotFoundException)
        {
            return $"Browser audio needs OpenSSL 3, and {Ssl} cannot be loaded: install the package libssl3 (Debian, Ubuntu) or openssl-libs (Fedora, Red Hat).";
        }
        catch (EntryPointNotFoundException missing)
        {
            return $"Browser audio needs OpenSSL 3; the library found lacks a function. {missing.Message}";
        }
    }

    internal static bool SetVersions(nint context) =>
        ContextControl(context, ControlMinVersion, Dtls12, 0) == 1 && ContextControl(context, ControlMaxVersion, Dtls12, 0) == 1;

    internal static void DisableSessionCache(nint context) => _ = ContextControl(context, ControlSessionCacheMode, 0, 0);

    internal static void SetMtu(nint ssl, int bytes) => _ = Control(ssl, ControlSetMtu, bytes, null);

    /// <summary>A memory BIO that says "nothing yet" when empty, not "end of file".</summary>
    internal static nint NewMemory()
    {
        nint bio = BioNew(BioMemory());
        _ = BioControl(bio, ControlMemoryEofReturn, -1, null);
        return bio;
    }

    /// <summary>Microseconds to the next retransmission, 0 = due, -1 = no timer runs.</summary>
    internal static long TimeLeft(nint ssl)
    {
        TimeValue left = default;
        return Control(ssl, ControlDtlsGetTimeout, 0, &left) == 1 ? (left.Seconds * 1_000_000) + left.Microseconds : -1;
    }

    internal static void HandleTimeout(nint ssl) => _ = Control(ssl, ControlDtlsHandleTimeout, 0, null);

    [LibraryImport(Crypto, EntryPoint = "OpenSSL_version_num")]
    internal static partial ulong Version();

    [LibraryImport(Crypto, EntryPoint = "ERR_clear_error")]
    internal static partial void ClearErrors();

    [LibraryImport(Crypto, EntryPoint = "ERR_peek_error")]
    internal static partial ulong PeekError();

    [LibraryImport(Crypto, EntryPoint = "ERR_reason_error_string")]
    internal static partial nint ReasonOf(ulong error);

    [LibraryImport(Ssl, EntryPoint = "DTLS_method")]
    internal static partial nint Dtls();

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_new")]
    internal static partial nint ContextNew(nint method);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_free")]
    internal static partial void ContextFree(nint context);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_options")]
    internal static partial ulong ContextOptions(nint context, ulong options);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_cipher_list", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ContextCiphers(nint context, string list);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_tlsext_use_srtp", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ContextUseSrtp(nint context, string profiles);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_verify")]
    internal static partial void ContextVerify(nint context, int mode, delegate* unmanaged<int, nint, int> callback);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_use_certificate_ASN1")]
    internal static partial int ContextCertificate(nint context, int length, byte* der);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_use_PrivateKey_ASN1")]
    internal static partial int ContextPrivateKey(int type, nint context, byte* der, long length);

    [LibraryImport(Ssl, EntryPoint = "SSL_new")]
    internal static partial nint New(nint context);

    [LibraryImport(Ssl, EntryPoint = "SSL_free")]
    internal static partial void Free(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_bio")]
    internal static partial void SetBio(nint ssl, nint read, nint write);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_accept_state")]
    internal static partial void SetAccept(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_connect_state")]
    internal static partial void SetConnect(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "DTLS_set_timer_cb")]
    internal static partial void SetTimer(nint ssl, delegate* unmanaged<nint, uint, uint> callback);

    [LibraryImport(Ssl, EntryPoint = "SSL_do_handshake")]
    internal static partial int Handshake(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_read")]
    internal static partial int Read(nint ssl, byte* buffer, int length);

    [LibraryImport(Ssl, EntryPoint = "SSL_shutdown")]
    internal static partial int Shutdown(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_error")]
    internal static partial int GetError(nint ssl, int result);

    [LibraryImport(Ssl, EntryPoint = "SSL_get1_peer_certificate")]
    internal static partial nint PeerCertificate(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_selected_srtp_profile")]
    internal static partial ProtectionProfile* SelectedSrtp(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_export_keying_material")]
    internal static partial int Export(nint ssl, byte* output, nuint length, byte* label, nuint labelLength, byte* context, nuint contextLength, int useContext);

    [LibraryImport(Crypto, EntryPoint = "i2d_X509")]
    internal static partial int EncodeCertificate(nint certificate, byte** output);

    [LibraryImport(Crypto, EntryPoint = "X509_free")]
    internal static partial void FreeCertificate(nint certificate);

    [LibraryImport(Crypto, EntryPoint = "BIO_write")]
    internal static partial int BioWrite(nint bio, byte* data, int length);

    [LibraryImport(Crypto, EntryPoint = "BIO_read")]
    internal static partial int BioRead(nint bio, byte* buffer, int length);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_ctrl")]
    private static partial long ContextControl(nint context, int command, long number, nint pointer);

    [LibraryImport(Ssl, EntryPoint = "SSL_ctrl")]
    private static partial long Control(nint ssl, int command, long number, void* pointer);

    [LibraryImport(Crypto, EntryPoint = "BIO_s_mem")]
    private static partial nint BioMemory();

    [LibraryImport(Crypto, EntryPoint = "BIO_new")]
    private static partial nint BioNew(nint method);

    [LibraryImport(Crypto, EntryPoint = "BIO_ctrl")]
    private static partial long BioControl(nint bio, int command, long number, void* pointer);

    [StructLayout(LayoutKind.Sequential)]
    internal struct ProtectionProfile
    {
        internal nint Name;
        internal ulong Id;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeValue
    {
        internal long Seconds;
        internal long Microseconds;
    }
}
