using System.Net;
using CallCenter.Media.Native;
using CallCenter.Media.Workers;

namespace CallCenter.Media;

/// <summary>One party's audio on a UDP port of its own (RTCP on the next port). Dispose it when the call leg ends: the port then rests before it is used again.</summary>
public sealed partial class RtpLeg : MediaLeg
{
    private volatile bool _held;

    internal RtpLeg(MediaWorker worker, SocketPair sockets, MediaOptions options, TimeProvider time, Action<MediaLeg> onClosed)
        : base(worker, sockets.Rtp, secure: false, options, time, onClosed)
    {
        _sockets = sockets;
        LocalEndPoint = new IPEndPoint(options.Bind, sockets.Port);
        MediaTimeout = options.MediaTimeout;
    }

    /// <summary>Where this leg receives RTP; put it into the SDP (with the advertised address where that differs).</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>
    /// Takes the far end's SDP. Sending is possible from now on; learning the source begins anew, unless the SDP names the source that is
    /// confirmed already. Hold, and the address 0.0.0.0 (or port 0: old-style hold), stop sending; hold also lengthens <see cref="MediaLeg.MediaTimeout"/>.
    /// </summary>
    /// <exception cref="ArgumentException">Payload type out of range or another address family than the bind address.</exception>
    public void SetRemote(RemoteMedia remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        if (remote.PayloadType is < 0 or > 127 || remote.TelephoneEventPayloadType is < 0 or > 127)
        {
            throw new ArgumentException("A payload type must be 0..127.", nameof(remote));
        }

        if (remote.Address.AddressFamily != Options.Bind.AddressFamily)
        {
            throw new ArgumentException($"The far end's address {remote.Address} is of another family than the media address {Options.Bind}.", nameof(remote));
        }

        Out.SetFormat(remote.Codec, remote.PayloadType, remote.TelephoneEventPayloadType, IsReachable(remote) ? NativeEndPoint.From(remote.Address) : default, remote.Held);
        if (remote.Held != _held)
        {
            _held = remote.Held;
            MediaTimeout = _held ? Options.HoldTimeout : Options.MediaTimeout;
        }

        Worker.Post(new WorkerCommand(CommandKind.SetRemote, this, remote));
    }

    private static bool IsReachable(RemoteMedia remote) =>
        remote.Address.Port != 0 && !remote.Address.Address.Equals(IPAddress.Any) && !remote.Address.Address.Equals(IPAddress.IPv6Any);
}
