using System.Text.Json.Serialization;

namespace CallCenter.Domain;

/// <summary>An agent's state; the Dialer owns it, screens only show it.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AgentState>))]
public enum AgentState
{
    SignedOut,

    /// <summary>The agent's audio path is being set up.</summary>
    Connecting,

    /// <summary>Takes the next call.</summary>
    Ready,

    /// <summary>Chosen for a call that is not joined yet.</summary>
    Reserved,

    Talking,
    WrapUp,
    Paused,

    /// <summary>The phone is not healthy: no call is given.</summary>
    Unreachable,
}

/// <summary>What kind of phone an agent's session uses.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PhoneKind>))]
public enum PhoneKind
{
    Browser,
    Sip,
}
