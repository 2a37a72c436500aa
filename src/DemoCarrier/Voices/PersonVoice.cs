namespace CallCenter.DemoCarrier.Voices;

/// <summary>What one person can say; at least one piece of each kind.</summary>
public sealed record PersonVoice
{
    public required IReadOnlyList<Utterance> Hello { get; init; }

    /// <summary>Sentences that answer nearly anything.</summary>
    public required IReadOnlyList<Utterance> Replies { get; init; }

    /// <summary>Short sounds of someone who listens.</summary>
    public required IReadOnlyList<Utterance> Listening { get; init; }

    public required IReadOnlyList<Utterance> StillThere { get; init; }

    public required IReadOnlyList<Utterance> Goodbye { get; init; }
}
