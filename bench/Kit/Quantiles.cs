namespace CallCenter.Bench.Kit;

/// <summary>Nearest-rank quantiles.</summary>
public static class Quantiles
{
    /// <summary>The smallest value with a share of <paramref name="q"/> at or below it; NaN of nothing.</summary>
    public static double Quantile(this IEnumerable<double> values, double q)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(q * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
