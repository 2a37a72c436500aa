using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CallCenter.Sip.Sdp;

/// <summary>A session description (RFC 8866), as far as telephony needs it.</summary>
public sealed record SdpSession
{
    /// <summary>o= as written, without "o=".</summary>
    public required string Origin { get; init; }

    /// <summary>Session level c=, null when absent or not an IP address.</summary>
    public IPAddress? Connection { get; init; }

    /// <summary>m= sections in order, at most 32.</summary>
    public IReadOnlyList<SdpMedia> Media { get; init; } = [];

    /// <summary>Session level a= lines, without "a="; a direction is given to each of <see cref="Media"/> instead.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>Parses; on failure <paramref name="error"/> says why in a few words and <paramref name="session"/> is null.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out SdpSession session, out string error) => SdpParser.TryParse(text, out session, out error);

    /// <summary>Writes the description with CRLF line ends.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder(512);
        text.Append("v=0\r\no=").Append(Origin).Append("\r\ns=-\r\n");
        if (Connection is not null)
            text.Append("c=").Append(ConnectionText(Connection)).Append("\r\n");
        text.Append("t=0 0\r\n");
        foreach (string attribute in Attributes)
            text.Append("a=").Append(attribute).Append("\r\n");
        foreach (SdpMedia media in Media)
            Append(text, media);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal static string ConnectionText(IPAddress address) =>
        (address.AddressFamily == AddressFamily.InterNetworkV6 ? "IN IP6 " : "IN IP4 ") + address;

    private void Append(StringBuilder text, SdpMedia media)
    {
        text.Append(CultureInfo.InvariantCulture, $"m={media.Kind} {media.Port} {media.Protocol} ").AppendJoin(' ', media.Formats).Append("\r\n");
        if (media.Port == 0)
            return;
        if (media.Address is not null && !media.Address.Equals(Connection))
            text.Append("c=").Append(ConnectionText(media.Address)).Append("\r\n");
        foreach (SdpRtpMap map in media.RtpMaps)
            text.Append(CultureInfo.InvariantCulture, $"a=rtpmap:{map.PayloadType} {map.Encoding}/{map.ClockRate}\r\n");
        foreach (SdpFormatParameters parameters in media.FormatParameters)
            text.Append(CultureInfo.InvariantCulture, $"a=fmtp:{parameters.PayloadType} {parameters.Parameters}\r\n");
        if (media.PTime is not null)
            text.Append(CultureInfo.InvariantCulture, $"a=ptime:{media.PTime}\r\n");
        foreach (string attribute in media.Attributes)
            text.Append("a=").Append(attribute).Append("\r\n");
        text.Append("a=").Append(media.Direction.ToString().ToLowerInvariant()).Append("\r\n");
    }
}
