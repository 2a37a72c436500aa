using System.Net;
using CallCenter.Media.Native;

namespace CallCenter.Media.Workers;

/// <summary>The RTP socket on an even port and the RTCP socket on the next one.</summary>
internal readonly record struct SocketPair(UdpSocket Rtp, UdpSocket Rtcp, int Port)
{
    internal static bool TryOpen(IPAddress address, int port, out SocketPair pair, out int errno)
    {
        pair = default;
        if (!UdpSocket.TryOpen(address, port, out UdpSocket rtp, out errno))
        {
            return false;
        }

        if (!UdpSocket.TryOpen(address, port + 1, out UdpSocket rtcp, out errno))
        {
            rtp.Close();
            return false;
        }

        pair = new SocketPair(rtp, rtcp, port);
        return true;
    }

    internal void Close()
    {
        Rtp.Close();
        Rtcp.Close();
    }
}
