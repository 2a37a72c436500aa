namespace CallCenter.Dialer.Calls;

/// <summary>Where a call stands; counted on the live board and told to the pacer.</summary>
internal enum CallPhase
{
    /// <summary>INVITE sent, no ringing yet.</summary>
    Dialing,
    Ringing,

    /// <summary>Answered; person or machine is being decided.</summary>
    Detecting,

    /// <summary>A person waits for an agent.</summary>
    Waiting,
    Connected,

    /// <summary>Hearing the message of an abandoned call, or being closed.</summary>
    Ending,
}
