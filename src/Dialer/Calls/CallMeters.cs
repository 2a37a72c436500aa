using System.Diagnostics.Metrics;

namespace CallCenter.Dialer.Calls;

/// <summary>What calls measure, for any listener of System.Diagnostics.Metrics: meter <see cref="Name"/>, names after OpenTelemetry.</summary>
public sealed class CallMeters : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "CallCenter.Dialer";

    private readonly TimeProvider _time;
    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _answerToBridge;

    public CallMeters(TimeProvider time)
    {
        _time = time;
        _answerToBridge = _meter.CreateHistogram<double>(
            "callcenter.answer_to_bridge.duration",
            "s",
            "From the customer's 200 OK to both directions routed, waiting for an agent included.",
            tags: null,
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5] });
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    /// <summary>Customer and agent hear each other from now on.</summary>
    /// <param name="answeredAt">Timestamp of the 200 OK.</param>
    internal void Bridged(long answeredAt) => _answerToBridge.Record(_time.GetElapsedTime(answeredAt).TotalSeconds);
}
