using System.Net;

namespace CallCenter.Sip.Sdp;

/// <summary>a=rtpmap: payload type to encoding.</summary>
public sealed record SdpRtpMap(int PayloadType, string Encoding, int ClockRate);

/// <summary>a=fmtp: parameters of a payload type, as written.</summary>
public sealed record SdpFormatParameters(int PayloadType, string Parameters);

/// <summary>One m= section.</summary>
public sealed record SdpMedia
{
    /// <summary>"audio", "video", "image" ...</summary>
    public required string Kind { get; init; }

    /// <summary>Port, 0-65535; 0 means refused or closed.</summary>
    public required int Port { get; init; }

    /// <summary>"RTP/AVP", "UDP/TLS/RTP/SAVPF" ...</summary>
    public required string Protocol { get; init; }

    /// <summary>The format list as written.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>The numeric formats, in order of preference.</summary>
    public IReadOnlyList<int> PayloadTypes { get; init; } = [];

    /// <summary>a=rtpmap lines.</summary>
    public IReadOnlyList<SdpRtpMap> RtpMaps { get; init; } = [];

    /// <summary>a=fmtp lines.</summary>
    public IReadOnlyList<SdpFormatParameters> FormatParameters { get; init; } = [];

    /// <summary>Own direction attribute, else the session's, else both ways.</summary>
    public SdpDirection Direction { get; init; }

    /// <summary>c= of the section, else of the session; null when neither holds a usable IP address.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>a=ptime in milliseconds.</summary>
    public int? PTime { get; init; }

    /// <summary>Every other a= line of the section, without "a=".</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];
}
