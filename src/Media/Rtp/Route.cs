namespace CallCenter.Media.Rtp;

/// <summary>Where a leg's audio goes. Immutable; changing the way is one volatile write of another route, and only the route the target knows as its current one may send.</summary>
internal sealed class Route(MediaLeg target)
{
    internal MediaLeg TargetLeg { get; } = target;

    internal RtpOut Target { get; } = target.Out;
}
