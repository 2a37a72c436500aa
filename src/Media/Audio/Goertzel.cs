namespace CallCenter.Media.Audio;

/// <summary>Power of one frequency in a stretch of audio (Goertzel's recurrence).</summary>
public static class Goertzel
{
    private const double SampleRate = 8000;

    /// <summary>Amplitude of the frequency in samples' units: a full-scale sine gives about 32767.</summary>
    public static double Amplitude(ReadOnlySpan<short> samples, double hz, double sampleRate = SampleRate)
    {
        if (samples.IsEmpty)
        {
            return 0;
        }

        double coefficient = 2 * Math.Cos(2 * Math.PI * hz / sampleRate);
        double previous = 0;
        double beforePrevious = 0;
        foreach (short sample in samples)
        {
            double current = sample + (coefficient * previous) - beforePrevious;
            beforePrevious = previous;
            previous = current;
        }

        double power = (previous * previous) + (beforePrevious * beforePrevious) - (coefficient * previous * beforePrevious);
        return 2 * Math.Sqrt(Math.Max(0, power)) / samples.Length;
    }

    /// <summary>Amplitude of the frequency in mu-law audio at 8 kHz.</summary>
    public static double Amplitude(ReadOnlySpan<byte> mulaw, double hz)
    {
        short[] linear = new short[mulaw.Length];
        Mulaw.Decode(mulaw, linear);
        return Amplitude(linear, hz);
    }

    /// <summary>Share of the signal's power at the frequency, 0..1: near 1 for a pure tone, whatever its level.</summary>
    public static double Share(ReadOnlySpan<byte> mulaw, double hz)
    {
        short[] linear = new short[mulaw.Length];
        Mulaw.Decode(mulaw, linear);
        double total = 0;
        foreach (short sample in linear)
        {
            total += (double)sample * sample;
        }

        double amplitude = Amplitude(linear, hz);
        return total <= 0 ? 0 : Math.Min(1, amplitude * amplitude / 2 * linear.Length / total);
    }
}
