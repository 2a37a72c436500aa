using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>A named set of leads.</summary>
public sealed record LeadList
{
    public ListId Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>ISO 3166 country that numbers without a country code belong to, for example "US".</summary>
    public string DefaultCountry { get; init; } = "";

    /// <summary>Names of the custom fields that uploads brought.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while it is in use; an archived list is not dialled.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    public int Version { get; init; }
}

/// <summary>How many leads of a list stand in a state.</summary>
public sealed record LeadStateCount(ListId ListId, LeadState State, long Count);
