using System.Text.Json.Serialization;

namespace CallCenter.Domain;

/// <summary>What a disposition means for figures and for the lead.</summary>
[Flags]
[JsonConverter(typeof(CamelCaseEnumConverter<DispositionMeaning>))]
public enum DispositionMeaning
{
    None = 0,
    Contact = 1,
    Sale = 2,
    Refusal = 4,
    Callback = 8,
    DoNotCall = 16,
    InvalidNumber = 32,

    /// <summary>The lead is never dialled again by its list.</summary>
    Final = 64,
}

/// <summary>An agent's verdict on a call.</summary>
/// <param name="Code">Stable word in API and exports, for example "notInterested".</param>
/// <param name="Hotkey">One digit 1-9, or null.</param>
/// <param name="RetryAfter">For dispositions that are not final.</param>
public sealed record Disposition(
    DispositionId Id,
    string Code,
    string Name,
    DispositionMeaning Meaning,
    char? Hotkey,
    TimeSpan? RetryAfter,
    CampaignId? CampaignId)
{
    /// <summary>Order on the agent's screen; equal ones by id.</summary>
    public int Position { get; init; }

    /// <summary>No longer offered; null: in use.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>Came with the program: code and meaning stay, and it is not archived.</summary>
    public bool BuiltIn { get; init; }

    /// <summary>Rises with every edit.</summary>
    public int Version { get; init; } = 1;
}
