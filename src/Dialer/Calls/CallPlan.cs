using CallCenter.Dialer.Routing;
using CallCenter.Dialer.Trunks;
using CallCenter.Domain;
using CallCenter.Domain.Rules;

namespace CallCenter.Dialer.Calls;

/// <summary>What a conductor is given: an attempt that is on disk, and a channel to place it on.</summary>
/// <param name="Attempt">Its row is committed (hardening A14, step 1).</param>
/// <param name="Lead">Null for a number an agent dialled by hand.</param>
/// <param name="Agent">Already reserved, for calls the agent started; else null.</param>
/// <param name="OpenedAt">When the attempt's row was made.</param>
internal sealed record CallPlan(
    CallId Call,
    AttemptId Attempt,
    Campaign Campaign,
    RuleSet Rules,
    string Number,
    QueuedLead? Lead,
    TrunkSeat Seat,
    AgentPresence? Agent,
    DateTimeOffset OpenedAt)
{
    /// <summary>The lead's customer; of a number dialled by hand the one it belongs to, if that is certain.</summary>
    public CustomerId? Customer { get; init; } = Lead?.CustomerId;
}
