using System.Net;
using System.Runtime.CompilerServices;

namespace CallCenter.Media.Native;

/// <summary>A non-blocking UDP socket by file descriptor. Its owner decides who may call it and closes it once.</summary>
internal readonly struct UdpSocket
{
    private const int SolSocket = 1;
    private const int SoRcvBuf = 8;
    private const int IpProtoIp = 0;
    private const int IpProtoIpv6 = 41;
    private const int IpTos = 1;
    private const int Ipv6TrafficClass = 67;
    private const int ReceiveBufferBytes = 256 * 1024;

    // DSCP EF (46) in the upper six bits: voice.
    private const int ExpeditedForwarding = 46 << 2;

    private UdpSocket(int fd) => Fd = fd;

    internal int Fd { get; }

    /// <summary>Opens and binds; on failure returns false with errno.</summary>
    internal static unsafe bool TryOpen(IPAddress address, int port, out UdpSocket socket, out int errno, int receiveBufferBytes = ReceiveBufferBytes)
    {
        socket = default;
        int family = NativeEndPoint.FamilyOf(address);
        int fd = Libc.Socket(family, Libc.SockDgram | Libc.SockNonBlock | Libc.SockCloexec, 0);
        if (fd < 0)
        {
            errno = Libc.Errno;
            return false;
        }

        NativeEndPoint local = NativeEndPoint.From(address, port);
        if (Libc.Bind(fd, &local, local.Length) < 0)
        {
            errno = Libc.Errno;
            _ = Libc.Close(fd);
            return false;
        }

        // Both are wishes: without them media still flows.
        int value = receiveBufferBytes;
        _ = Libc.SetSockOpt(fd, SolSocket, SoRcvBuf, &value, sizeof(int));
        value = ExpeditedForwarding;
        _ = family == Libc.AfInet
            ? Libc.SetSockOpt(fd, IpProtoIp, IpTos, &value, sizeof(int))
            : Libc.SetSockOpt(fd, IpProtoIpv6, Ipv6TrafficClass, &value, sizeof(int));
        socket = new UdpSocket(fd);
        errno = 0;
        return true;
    }

    /// <summary>The port the socket is bound to; 0 when the kernel does not say.</summary>
    internal unsafe int LocalPort()
    {
        NativeEndPoint local = default;
        uint length = 28;
        return Libc.GetSockName(Fd, &local, &length) < 0 ? 0 : local.Port;
    }

    /// <summary>Receives into the buffer; returns the datagram's real length (may exceed the buffer), or minus errno.</summary>
    [MethodImpl(HotPath.Options)]
    internal unsafe int Receive(Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            nint length = Libc.Recv(Fd, bytes, (nuint)buffer.Length, Libc.MsgTrunc | Libc.MsgDontWait);
            return length < 0 ? -Libc.Errno : (int)length;
        }
    }

    /// <summary>As <see cref="Receive"/>, with the source.</summary>
    internal unsafe int ReceiveFrom(Span<byte> buffer, out NativeEndPoint source)
    {
        NativeEndPoint from = default;
        uint addressLength = 28;
        nint length;
        fixed (byte* bytes = buffer)
        {
            length = Libc.RecvFrom(Fd, bytes, (nuint)buffer.Length, Libc.MsgTrunc | Libc.MsgDontWait, &from, &addressLength);
        }

        if (length < 0)
        {
            source = default;
            return -Libc.Errno;
        }

        from.Received(addressLength);
        source = from;
        return (int)length;
    }

    /// <summary>Sends to the connected peer; 0 or errno.</summary>
    [MethodImpl(HotPath.Options)]
    internal unsafe int Send(ReadOnlySpan<byte> datagram)
    {
        fixed (byte* bytes = datagram)
        {
            return Libc.Send(Fd, bytes, (nuint)datagram.Length, Libc.MsgDontWait) < 0 ? Libc.Errno : 0;
        }
    }

    /// <summary>Sends to an address; 0 or errno.</summary>
    [MethodImpl(HotPath.Options)]
    internal unsafe int SendTo(ReadOnlySpan<byte> datagram, in NativeEndPoint target)
    {
        NativeEndPoint to = target;
        fixed (byte* bytes = datagram)
        {
            return Libc.SendTo(Fd, bytes, (nuint)datagram.Length, Libc.MsgDontWait, &to, to.Length) < 0 ? Libc.Errno : 0;
        }
    }

    /// <summary>The kernel drops all other sources from now on; what is queued already still comes. 0 or errno.</summary>
    internal unsafe int Connect(in NativeEndPoint peer)
    {
        NativeEndPoint to = peer;
        return Libc.Connect(Fd, &to, to.Length) < 0 ? Libc.Errno : 0;
    }

    /// <summary>Takes back <see cref="Connect"/>. The port stays, since it was bound by number.</summary>
    internal unsafe int Disconnect()
    {
        NativeEndPoint unspecified = default; // family 0 = AF_UNSPEC
        return Libc.Connect(Fd, &unspecified, 16) < 0 ? Libc.Errno : 0;
    }

    internal void Close() => _ = Libc.Close(Fd);
}
