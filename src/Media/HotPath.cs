using System.Runtime.CompilerServices;

namespace CallCenter.Media;

/// <summary>
/// How the methods a packet passes through are compiled: optimised at once. With tiers, the first seconds after a start (and longer while the
/// machine is busy) ran unoptimised code, at twice the user time per packet: bench/Relay.
/// </summary>
internal static class HotPath
{
    internal const MethodImplOptions Options = MethodImplOptions.AggressiveOptimization;
}
