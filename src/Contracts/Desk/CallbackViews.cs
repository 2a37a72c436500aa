using CallCenter.Domain;

namespace CallCenter.Contracts.Desk;

/// <summary>A promised call of the agent.</summary>
/// <param name="TimeZone">IANA name of the customer's zone.</param>
public sealed record CallbackView(CallbackId Id, DateTimeOffset DueAt, string CustomerName, string Number, string TimeZone, string? Note, LeadId? LeadId, CampaignId? CampaignId);

/// <summary>What the product thinks of a call-back at a given time, while the agent still types.</summary>
/// <param name="Open">The law allows a call to this customer at that time.</param>
/// <param name="Conflict">Another promised call of this agent within 15 minutes.</param>
/// <param name="Suggestion">The next free and lawful quarter of an hour; null when the asked one is good.</param>
public sealed record CallbackAdvice(DateTimeOffset At, string TimeZone, bool Open, CallbackView? Conflict, DateTimeOffset? Suggestion);
