namespace CallCenter.DemoCarrier.Voices;

/// <summary>What an ear noticed.</summary>
public enum HeardKind
{
    /// <summary>Nothing new within the time allowed.</summary>
    Nothing,

    /// <summary>The other side began to speak.</summary>
    SpeechStarted,

    /// <summary>The other side stopped speaking.</summary>
    SpeechEnded,
}

/// <summary>One notice of an ear.</summary>
/// <param name="Length">Of the speech that ended; zero otherwise.</param>
public readonly record struct Heard(HeardKind Kind, TimeSpan Length);
