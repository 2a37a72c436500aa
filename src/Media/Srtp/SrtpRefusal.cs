namespace CallCenter.Media.Srtp;

/// <summary>Why <see cref="SrtpContext"/> refuses a packet: what its methods return in place of a length. All are negative.</summary>
public static class SrtpRefusal
{
    /// <summary>Not RTP or RTCP of version 2, shorter than its own header and tag, or the buffer has no room for the tag.</summary>
    public const int Malformed = -1;

    /// <summary>Seen before, or older than the replay window of 128 packets. When sending: the number was used before with these keys.</summary>
    public const int Replay = -2;

    /// <summary>Not made with these keys, or changed on the way.</summary>
    public const int BadTag = -3;

    /// <summary>One more source than a context keeps (<see cref="SrtpContext.MaxSources"/>).</summary>
    public const int TooManySources = -4;

    /// <summary>The keys have protected all they may (2^48 RTP or 2^31 RTCP packets, RFC 3711 9.2).</summary>
    public const int Exhausted = -5;
}
