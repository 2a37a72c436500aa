using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CallCenter.Media.Native;
using CallCenter.Media.Srtp;

namespace CallCenter.Media.WebRtc;

/// <summary>
/// One page behind a browser leg: its ICE names, network paths, handshake and keys. A reload makes another one. Three owners: what the offer and
/// answer fixed never changes, the middle part belongs to the media worker, the last to the DTLS thread.
/// </summary>
internal sealed class BrowserPeer
{
    internal const int IceNameChars = 8;
    private const int PasswordChars = 24;
    private const int MaxPaths = 8;
    private const string IceAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private readonly NativeEndPoint[] _paths = new NativeEndPoint[MaxPaths];
    private int _pathCount;

    internal BrowserPeer(BrowserLeg leg, BrowserOffer offer, DtlsIdentity identity, long now)
    {
        Leg = leg;
        Offer = offer;
        Identity = identity;
        AcceptedAt = now;
        IceName = RandomNumberGenerator.GetString(IceAlphabet, IceNameChars);
        IceKey = KeyOf(Encoding.ASCII.GetBytes(IceName));
        Password = RandomNumberGenerator.GetString(IceAlphabet, PasswordChars);
        PasswordBytes = Encoding.ASCII.GetBytes(Password);
        TheirIceName = Encoding.ASCII.GetBytes(offer.IceName);
    }

    internal BrowserLeg Leg { get; }

    internal BrowserOffer Offer { get; }

    internal DtlsIdentity Identity { get; }

    internal string IceName { get; }

    /// <summary>The eight characters of our ICE name as a number.</summary>
    internal ulong IceKey { get; }

    internal string Password { get; }

    internal byte[] PasswordBytes { get; }

    internal byte[] TheirIceName { get; }

    internal long AcceptedAt { get; }

    // The media worker's part.

    /// <summary>Gone: replaced, closed or timed out. Nothing of it counts any more.</summary>
    internal bool IsEnded { get; set; }

    /// <summary>Unprotects what the page sends; null until the handshake is done.</summary>
    internal SrtpContext? In { get; set; }

    /// <summary>Protects our RTCP; the leg's output has a context of its own for RTP, with a lock of its own.</summary>
    internal SrtpContext? RtcpOut { get; set; }

    /// <summary>Where we send.</summary>
    internal NativeEndPoint Selected { get; set; }

    /// <summary>The path of the last check that chose its pair.</summary>
    internal NativeEndPoint Nominated { get; set; }

    internal long LastCheckAt { get; set; }

    internal long LastMediaAt { get; set; }

    internal long LastMediaOnSelectedAt { get; set; }

    internal long HandshakeAt { get; set; }

    internal long UpAt { get; set; }

    internal ReadOnlySpan<NativeEndPoint> Paths => _paths.AsSpan(0, _pathCount);

    // Crosses from the worker to the DTLS thread.

    /// <summary>Datagrams handed to the DTLS thread and not handled yet.</summary>
    internal int Queued;

    // The DTLS thread's part.

    internal DtlsSession? Session { get; set; }

    internal bool SessionOver { get; set; }

    internal NativeEndPoint HandshakePath { get; set; }

    /// <summary>Eight characters as the number they are found by.</summary>
    internal static ulong KeyOf(ReadOnlySpan<byte> name) => MemoryMarshal.Read<ulong>(name);

    /// <summary>Notes a path that passed a check; returns the one that gave way to it, if any: an honest page has one to four.</summary>
    internal NativeEndPoint AddPath(in NativeEndPoint path)
    {
        if (_pathCount < MaxPaths)
        {
            _paths[_pathCount++] = path;
            return default;
        }

        int victim = _paths[0].Equals(Selected) ? 1 : 0;
        NativeEndPoint old = _paths[victim];
        for (int i = victim; i < MaxPaths - 1; i++)
        {
            _paths[i] = _paths[i + 1];
        }

        _paths[MaxPaths - 1] = path;
        return old;
    }
}
