using System.Text.Json.Serialization;

namespace CallCenter.Domain.Readiness;

/// <summary>How one point of a campaign's check list stands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CheckState>))]
public enum CheckState
{
    Ok,

    /// <summary>The campaign starts, but somebody should look at it.</summary>
    Warning,

    /// <summary>The campaign does not start.</summary>
    Missing,
}

/// <summary>One point of a campaign's check list.</summary>
/// <param name="Code">What was looked at: mode, lists, trunks, trunkTest, callerId, ruleSet, hours, abandonLimit, safeHarbour, dispositions, agents, recording, archived.</param>
/// <param name="Reason">Which of the possible findings it is, for translation: "none", "noDialableLeads" ...</param>
/// <param name="Text">Plain words.</param>
/// <param name="Remedy">What would change it; null when nothing has to.</param>
/// <param name="Field">The campaign's field to be changed, as in the API; null when it is none of the campaign's.</param>
/// <param name="Values">The figures and names in the text, for translation.</param>
public sealed record CheckItem(
    string Code, string Reason, CheckState State, string Text, string? Remedy, string? Field, IReadOnlyDictionary<string, string> Values);
