namespace CallCenter.Media.Rtp;

/// <summary>Estimated mean opinion score of a G.711 stream: the E-model of ITU-T G.107 with the default values of a telephone line.</summary>
internal static class OpinionScore
{
    private const double DefaultRating = 93.2;

    // G.113 appendix I: robustness of G.711 with packet loss concealment against random loss.
    private const double LossRobustness = 25.1;
    private const double FrameAndPlayoutMs = 40;
    private const double AssumedRoundTripMs = 40;

    internal static double Estimate(double lossPercent, double jitterMs, double? roundTripMs)
    {
        double delay = ((roundTripMs ?? AssumedRoundTripMs) / 2) + (2 * jitterMs) + FrameAndPlayoutMs;
        double delayImpairment = (0.024 * delay) + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
        double lossImpairment = 95 * lossPercent / (lossPercent + LossRobustness);
        double rating = Math.Clamp(DefaultRating - delayImpairment - lossImpairment, 0, 100);
        double score = 1 + (0.035 * rating) + (rating * (rating - 60) * (100 - rating) * 7e-6);
        return Math.Round(Math.Clamp(score, 1, 4.5), 2);
    }
}
