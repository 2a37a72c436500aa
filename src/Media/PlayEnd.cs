namespace CallCenter.Media;

/// <summary>How the playing of a clip ended.</summary>
public enum PlayEnd
{
    /// <summary>The clip was sent to its end.</summary>
    Finished,

    /// <summary>Another clip or a bridge took its place.</summary>
    Replaced,

    /// <summary>The caller's token was cancelled.</summary>
    Cancelled,

    /// <summary>The leg was disposed.</summary>
    LegClosed,
}
