namespace CallCenter.Domain.Readiness;

/// <summary>What a check list rests on. What is null is not known and not judged.</summary>
/// <param name="Campaign">As it is stored.</param>
/// <param name="Trunks">Those of the campaign that exist.</param>
public sealed record CampaignFacts(Campaign Campaign, IReadOnlyList<Trunk> Trunks)
{
    /// <summary>Of the trunks of <see cref="Trunks"/>.</summary>
    public IReadOnlyDictionary<TrunkId, TrunkHealthState>? Health { get; init; }

    /// <summary>Leads in the campaign's lists.</summary>
    public long? Leads { get; init; }

    /// <summary>Leads that are not finished: dialled now or later.</summary>
    public long? OpenLeads { get; init; }

    /// <summary>Verdicts that agents of the campaign can choose.</summary>
    public int? Dispositions { get; init; }

    /// <summary>People who may work in the campaign.</summary>
    public int? AgentsAllowed { get; init; }

    /// <summary>Those of them who are signed in for it.</summary>
    public int? AgentsSignedIn { get; init; }

    /// <summary>Why calls cannot be recorded; empty when they can.</summary>
    public string? RecordingTrouble { get; init; }

    /// <summary>Name of the campaign's own message; null: the built-in one.</summary>
    public string? SafeHarbour { get; init; }

    /// <summary>Whether a call could be placed now to somebody in the rule set's own country.</summary>
    public bool? OpenNow { get; init; }
}
