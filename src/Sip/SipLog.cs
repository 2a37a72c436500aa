using System.Net;
using Microsoft.Extensions.Logging;

namespace CallCenter.Sip;

/// <summary>Log lines of this project. Nothing here is written once per message from the network, see <see cref="LogBudget"/>.</summary>
internal static partial class SipLog
{
    [LoggerMessage(1, LogLevel.Information, "SIP on UDP {Address}")]
    public static partial void Listening(ILogger log, IPEndPoint address);

    [LoggerMessage(2, LogLevel.Error, "A SIP thread caught an exception; the message or command is lost")]
    public static partial void Fault(ILogger log, Exception error);

    [LoggerMessage(3, LogLevel.Warning, "Receiving on the SIP socket failed ({Error})")]
    public static partial void ReceiveFailed(ILogger log, System.Net.Sockets.SocketError error);

    [LoggerMessage(4, LogLevel.Warning, "Sending to {Destination} failed ({Error})")]
    public static partial void SendFailed(ILogger log, IPEndPoint destination, System.Net.Sockets.SocketError error);

    [LoggerMessage(5, LogLevel.Warning, "{Source} gave {Failures} wrong passwords and is not answered for {Minutes} minutes")]
    public static partial void Silenced(ILogger log, IPAddress source, int failures, int minutes);

    [LoggerMessage(6, LogLevel.Warning, "SIP overload: {Dropped} messages refused so far")]
    public static partial void Overload(ILogger log, long dropped);
}
