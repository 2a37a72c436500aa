using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CallCenter.Media.Native;
using CallCenter.Media.Srtp;

namespace CallCenter.Media.WebRtc;

/// <summary>Where a DTLS connection stands.</summary>
internal enum DtlsState
{
    Handshaking,
    Done,

    /// <summary>The far end said goodbye, or sent a fatal alert after the handshake.</summary>
    Closed,
    Failed,
}

/// <summary>The keys of both directions, as agreed by DTLS (RFC 5764 4.2).</summary>
internal sealed record SrtpKeys(SrtpProfile Profile, byte[] OurKey, byte[] OurSalt, byte[] TheirKey, byte[] TheirSalt)
{
    /// <summary>Wipes the keys; the contexts made from them have their own copies.</summary>
    internal void Forget()
    {
        CryptographicOperations.ZeroMemory(OurKey);
        CryptographicOperations.ZeroMemory(OurSalt);
        CryptographicOperations.ZeroMemory(TheirKey);
        CryptographicOperations.ZeroMemory(TheirSalt);
    }

    // Keys are never printed.
    public override string ToString() => $"keys of {Profile}";
}

/// <summary>
/// One DTLS 1.2 connection through OpenSSL over memory: datagrams are fed in, datagrams come out. Not thread-safe; not for the media threads (a
/// handshake costs half a millisecond).
/// </summary>
internal sealed unsafe class DtlsSession : IDisposable
{
    internal const int MaxDatagram = 1200;

    private const int RecordHeaderBytes = 13;
    private const int ReadBytes = 16384;
    private const uint FirstTimeoutMicroseconds = 100_000;
    private const uint LongestTimeoutMicroseconds = 1_000_000;

    private readonly bool _active;
    private readonly byte[] _output = new byte[ReadBytes];
    private nint _ssl;
    private nint _in;
    private nint _out;

    /// <param name="identity">Our certificate and settings.</param>
    /// <param name="active">True: we open the handshake (client role).</param>
    internal DtlsSession(DtlsIdentity identity, bool active)
    {
        _active = active;
        OpenSsl.ClearErrors();
        _ssl = identity.NewConnection();
        if (_ssl == 0)
        {
            throw new InvalidOperationException("OpenSSL gives no connection.");
        }

        _in = OpenSsl.NewMemory();
        _out = OpenSsl.NewMemory();
        OpenSsl.SetBio(_ssl, _in, _out); // owns both from now on
        OpenSsl.SetMtu(_ssl, MaxDatagram);
        OpenSsl.SetTimer(_ssl, &NextTimeout);
        if (active)
        {
            OpenSsl.SetConnect(_ssl);
        }
        else
        {
            OpenSsl.SetAccept(_ssl);
        }
    }

    internal delegate void SendDatagram(ReadOnlySpan<byte> datagram);

    internal DtlsState State { get; private set; }

    /// <summary>Opens the handshake (active role) or lets a due retransmission out.</summary>
    internal void Pump(SendDatagram send)
    {
        if (State == DtlsState.Handshaking)
        {
            Advance();
            Flush(send);
        }
    }

    /// <summary>One received datagram.</summary>
    internal void Feed(ReadOnlySpan<byte> datagram, SendDatagram send)
    {
        if (_ssl == 0 || State is DtlsState.Failed or DtlsState.Closed)
        {
            return;
        }

        OpenSsl.ClearErrors();
        fixed (byte* bytes = datagram)
        {
            _ = OpenSsl.BioWrite(_in, bytes, datagram.Length);
        }

        Advance();
        Flush(send);
    }

    /// <summary>Called every 20-50 ms until the handshake is done: retransmits what is due (telephony.md 1.2, 5).</summary>
    internal void OnTime(SendDatagram send)
    {
        if (State != DtlsState.Handshaking || _ssl == 0 || OpenSsl.TimeLeft(_ssl) != 0)
        {
            return;
        }

        OpenSsl.ClearErrors();
        OpenSsl.HandleTimeout(_ssl);
        Flush(send);
    }

    /// <summary>Says goodbye, so that the page knows at once.</summary>
    internal void Close(SendDatagram send)
    {
        if (_ssl != 0 && State == DtlsState.Done)
        {
            OpenSsl.ClearErrors();
            _ = OpenSsl.Shutdown(_ssl);
            State = DtlsState.Closed;
            Flush(send);
        }
    }

    /// <summary>SHA-256 of the far end's certificate; empty when it showed none.</summary>
    internal byte[] PeerFingerprint()
    {
        nint certificate = OpenSsl.PeerCertificate(_ssl);
        if (certificate == 0)
        {
            return [];
        }

        try
        {
            byte[] der = new byte[Math.Max(0, OpenSsl.EncodeCertificate(certificate, null))];
            fixed (byte* bytes = der)
            {
                byte* at = bytes;
                return OpenSsl.EncodeCertificate(certificate, &at) == der.Length && der.Length > 0 ? SHA256.HashData(der) : [];
            }
        }
        finally
        {
            OpenSsl.FreeCertificate(certificate);
        }
    }

    /// <summary>The SRTP keys; null when the far end agreed to no protection profile. Compare the fingerprint before.</summary>
    internal SrtpKeys? ExportKeys()
    {
        OpenSsl.ProtectionProfile* selected = OpenSsl.SelectedSrtp(_ssl);
        SrtpProfile? agreed = selected == null ? null : selected->Id switch
        {
            OpenSsl.SrtpAes128CmSha1Tag80 => SrtpProfile.AesCm128HmacSha1Tag80,
            OpenSsl.SrtpAeadAes128Gcm => SrtpProfile.AeadAes128Gcm,
            _ => null,
        };
        if (agreed is not { } profile)
        {
            return null;
        }

        int key = SrtpProfiles.KeyBytes;
        int salt = profile.SaltBytes();
        Span<byte> material = stackalloc byte[2 * (key + salt)];
        ReadOnlySpan<byte> label = "EXTRACTOR-dtls_srtp"u8;
        fixed (byte* output = material, name = label)
        {
            if (OpenSsl.Export(_ssl, output, (nuint)material.Length, name, (nuint)label.Length, null, 0, 0) != 1)
            {
                return null;
            }
        }

        // RFC 5764 4.2: client key, server key, client salt, server salt.
        byte[] clientKey = material[..key].ToArray();
        byte[] serverKey = material[key..(2 * key)].ToArray();
        byte[] clientSalt = material.Slice(2 * key, salt).ToArray();
        byte[] serverSalt = material.Slice((2 * key) + salt, salt).ToArray();
        CryptographicOperations.ZeroMemory(material);
        return _active
            ? new SrtpKeys(profile, clientKey, clientSalt, serverKey, serverSalt)
            : new SrtpKeys(profile, serverKey, serverSalt, clientKey, clientSalt);
    }

    public void Dispose()
    {
        if (_ssl != 0)
        {
            OpenSsl.Free(_ssl);
            _ssl = _in = _out = 0;
        }
    }

    // OpenSSL waits a second before it repeats a lost flight; browsers begin at 50-100 ms.
    [UnmanagedCallersOnly]
    private static uint NextTimeout(nint ssl, uint last) => last == 0 ? FirstTimeoutMicroseconds : Math.Min(2 * last, LongestTimeoutMicroseconds);

    private void Advance()
    {
        OpenSsl.ClearErrors();
        if (State == DtlsState.Handshaking)
        {
            int result = OpenSsl.Handshake(_ssl);
            if (result != 1)
            {
                State = OpenSsl.GetError(_ssl, result) is OpenSsl.ErrorWantRead or OpenSsl.ErrorWantWrite ? DtlsState.Handshaking : DtlsState.Failed;
                return;
            }

            State = DtlsState.Done;
        }

        // Goodbyes, alerts, and a repeated last flight of the far end, which makes OpenSSL repeat ours. Application data is not expected.
        while (State == DtlsState.Done)
        {
            fixed (byte* buffer = _output)
            {
                int read = OpenSsl.Read(_ssl, buffer, _output.Length);
                if (read > 0)
                {
                    continue;
                }

                State = OpenSsl.GetError(_ssl, read) is OpenSsl.ErrorWantRead or OpenSsl.ErrorWantWrite ? State : DtlsState.Closed;
                return;
            }
        }
    }

    // The memory knows no datagram borders: they are found again by the record headers (RFC 6347 4.1), several records to a datagram.
    private void Flush(SendDatagram send)
    {
        while (true)
        {
            int length;
            fixed (byte* buffer = _output)
            {
                length = OpenSsl.BioRead(_out, buffer, _output.Length);
            }

            if (length <= 0)
            {
                return;
            }

            ReadOnlySpan<byte> rest = _output.AsSpan(0, length);
            int start = 0;
            int end = 0;
            while (end + RecordHeaderBytes <= rest.Length)
            {
                int record = RecordHeaderBytes + BinaryPrimitives.ReadUInt16BigEndian(rest[(end + 11)..]);
                if (end > start && end + record - start > MaxDatagram)
                {
                    send(rest[start..end]);
                    start = end;
                }

                end = Math.Min(rest.Length, end + record);
            }

            if (end > start)
            {
                send(rest[start..end]);
            }
        }
    }
}
