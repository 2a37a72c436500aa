namespace CallCenter.Sip.Sdp;

/// <summary>Media direction as seen by the one who wrote the description (RFC 3264 5.1).</summary>
public enum SdpDirection
{
    /// <summary>Both ways; the default.</summary>
    SendRecv,

    /// <summary>The writer only sends (it holds the other).</summary>
    SendOnly,

    /// <summary>The writer only listens.</summary>
    RecvOnly,

    /// <summary>Neither.</summary>
    Inactive,
}
