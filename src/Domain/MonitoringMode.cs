using System.Text.Json.Serialization;

namespace CallCenter.Domain;

/// <summary>What a supervisor does beside an agent's call; the supervisor always hears both sides.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<MonitoringMode>))]
public enum MonitoringMode
{
    /// <summary>Nobody hears the supervisor.</summary>
    Listen,

    /// <summary>The agent hears the supervisor; customer and recording do not.</summary>
    Whisper,

    /// <summary>All hear each other.</summary>
    Barge,

    /// <summary>The supervisor speaks to the customer in the agent's place; the agent only hears.</summary>
    TakeOver,
}
