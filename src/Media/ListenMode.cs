namespace CallCenter.Media;

/// <summary>What a listener beside a conversation may do in it. The listener always hears both sides.</summary>
public enum ListenMode
{
    /// <summary>Nobody hears the listener.</summary>
    Listen,

    /// <summary>The agent hears the listener, the customer and the recording do not.</summary>
    Whisper,

    /// <summary>All hear each other; the recording has the listener on the agent's side.</summary>
    Barge,

    /// <summary>The listener speaks to the customer in the agent's place; the agent only hears.</summary>
    TakeOver,
}
