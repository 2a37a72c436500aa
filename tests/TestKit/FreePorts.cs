using System.Net;
using System.Net.Sockets;

namespace CallCenter.TestKit;

/// <summary>Loopback ports for programs that cannot choose one themselves.</summary>
public static class FreePorts
{
    private static int s_nextBlock = (Environment.ProcessId % 37) * 300;

    /// <summary>A UDP port that was free a moment ago.</summary>
    public static int Udp()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>An even UDP port with its odd neighbour free too, for RTP and RTCP.</summary>
    public static int RtpPair()
    {
        while (true)
        {
            int port = Udp() & ~1;
            using Socket rtp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            using Socket rtcp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                rtp.Bind(new IPEndPoint(IPAddress.Loopback, port));
                rtcp.Bind(new IPEndPoint(IPAddress.Loopback, port + 1));
                return port;
            }
            catch (SocketException)
            {
                // One of the two is taken: try another.
            }
        }
    }

    /// <summary>A range of 300 ports below those the system hands out, for <c>--rtp</c>; another one on each call.</summary>
    public static (int Low, int High) RtpRange()
    {
        int low = 20000 + (Interlocked.Add(ref s_nextBlock, 300) % 12000);
        return (low, low + 299);
    }
}
