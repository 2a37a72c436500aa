namespace CallCenter.Media.Audio;

/// <summary>Changes the sample rate of a whole clip with a windowed-sinc low-pass (Kaiser, about 80 dB); for prompts, not for the audio path.</summary>
public static class Resampler
{
    private const int ZeroCrossings = 24;
    private const double KaiserBeta = 8;

    // The pass band ends a little below the lower Nyquist frequency, so that the slope of the filter has room.
    private const double PassBand = 0.94;

    public static short[] Resample(ReadOnlySpan<short> input, int fromRate, int toRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fromRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toRate);
        if (fromRate == toRate)
        {
            return input.ToArray();
        }

        short[] output = new short[(int)((long)input.Length * toRate / fromRate)];
        double cutoff = PassBand * Math.Min(1.0, (double)toRate / fromRate);
        double halfWidth = ZeroCrossings / cutoff;
        double windowScale = 1 / BesselI0(KaiserBeta);
        for (int i = 0; i < output.Length; i++)
        {
            double centre = (double)i * fromRate / toRate;
            int first = Math.Max(0, (int)Math.Ceiling(centre - halfWidth));
            int last = Math.Min(input.Length - 1, (int)Math.Floor(centre + halfWidth));
            double sum = 0;
            for (int k = first; k <= last; k++)
            {
                double distance = k - centre;
                double edge = distance / halfWidth;
                double window = BesselI0(KaiserBeta * Math.Sqrt(Math.Max(0, 1 - (edge * edge)))) * windowScale;
                sum += input[k] * cutoff * Sinc(cutoff * distance) * window;
            }

            output[i] = (short)Math.Clamp(Math.Round(sum), short.MinValue, short.MaxValue);
        }

        return output;
    }

    private static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    // Modified Bessel function of order 0 by its power series.
    private static double BesselI0(double x)
    {
        double sum = 1;
        double term = 1;
        double quarter = x * x / 4;
        for (int k = 1; k < 40 && term > 1e-12 * sum; k++)
        {
            term *= quarter / ((double)k * k);
            sum += term;
        }

        return sum;
    }
}
