using CallCenter.DemoCarrier.Numbers;

namespace CallCenter.DemoCarrier.Ledger;

/// <summary>One call as the far end saw it; a witness independent of the dialer's own records.</summary>
public sealed record LedgerEntry
{
    /// <summary>SIP Call-ID.</summary>
    public required string CallId { get; init; }

    /// <summary>Number called.</summary>
    public required string Number { get; init; }

    /// <summary>Number shown by the caller.</summary>
    public required string From { get; init; }

    public required FarEndKind Kind { get; init; }

    public required DateTimeOffset InvitedAt { get; init; }

    public DateTimeOffset? RingingAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>cancelled, callerHungUp, hungUp, lost, refused or stopped; null while the call goes on.</summary>
    public string? End { get; init; }

    /// <summary>Status of our refusal, or 200 when answered; 0 before.</summary>
    public int Status { get; init; }

    /// <summary>Speech heard from the caller.</summary>
    public int HeardSpeechMs { get; init; }

    /// <summary>What was said or played, in order.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];
}
