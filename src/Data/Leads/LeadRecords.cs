using CallCenter.Domain;

namespace CallCenter.Data.Leads;

/// <summary>A campaign's leads, counted by what holds them; every lead is in exactly one of the counts.</summary>
public sealed record LeadCounts
{
    /// <summary>May be claimed at once (call-backs that are due for anyone included).</summary>
    public long DialableNow { get; init; }

    /// <summary>In a hopper.</summary>
    public long Leased { get; init; }

    /// <summary>Dialable, but only from a later time on.</summary>
    public long Waiting { get; init; }

    /// <summary>Promised for later, or to one agent.</summary>
    public long Callback { get; init; }

    public long InCall { get; init; }

    public long AwaitingDisposition { get; init; }

    public long Done { get; init; }

    public long BadNumber { get; init; }

    public long DoNotCall { get; init; }

    public long Removed { get; init; }

    /// <summary>Their upload is not complete.</summary>
    public long Staged { get; init; }

    public long Total { get; init; }

    /// <summary>When the next of those waiting comes due; null when none waits.</summary>
    public DateTimeOffset? EarliestNext { get; init; }
}

/// <summary>A lead as it is stored.</summary>
public sealed record LeadDetail
{
    public required LeadId Id { get; init; }

    public required ListId ListId { get; init; }

    public required CustomerId CustomerId { get; init; }

    /// <summary>The number that is dialled next.</summary>
    public required NumberId NumberId { get; init; }

    public required string Number { get; init; }

    /// <summary>Of the number; empty when unknown.</summary>
    public IReadOnlyList<string> TimeZones { get; init; } = [];

    /// <summary>Stored with the customer: stands above the number's.</summary>
    public string? CustomerTimeZone { get; init; }

    public UploadId? UploadId { get; init; }

    public int Priority { get; init; }

    public required LeadState State { get; init; }

    public bool Staged { get; init; }

    public DateTimeOffset NextAt { get; init; }

    /// <summary>Charged ones.</summary>
    public int Attempts { get; init; }

    public CallOutcome? LastOutcome { get; init; }

    public string? LastDisposition { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    public UserId? CallbackOwner { get; init; }

    public string? ClaimedBy { get; init; }

    public DateTimeOffset? ClaimedUntil { get; init; }

    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public DateTimeOffset CreatedAt { get; init; }

    public int Version { get; init; }
}

/// <summary>What becomes of a lead after a call.</summary>
/// <param name="NextAt">Not dialled before; ignored by states that are not dialled.</param>
/// <param name="NumberIsBad">The customer's next number is taken, and <paramref name="State"/> only when there is none (then usually badNumber).</param>
public sealed record LeadAfter(LeadState State, DateTimeOffset NextAt, bool NumberIsBad = false);
