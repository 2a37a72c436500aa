using CallCenter.Contracts;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Routing;
using CallCenter.Media;
using CallCenter.Sip;

namespace CallCenter.Dialer.Calls;

/// <summary>Everything a call's conductor may be told; it reads them one after another from its <see cref="CallMailbox"/>.</summary>
internal abstract record CallMessage;

/// <summary>From the INVITE under way.</summary>
internal sealed record Signalled(InviteEvent Event) : CallMessage;

/// <summary>From the customer's dialog after the answer.</summary>
internal sealed record DialogSaid(DialogEvent Event) : CallMessage;

/// <summary>From the customer's audio.</summary>
internal sealed record Heard(LegEvent Event) : CallMessage;

/// <summary>An agent is reserved for this call.</summary>
/// <param name="Claim">The claim it answers: one that was withdrawn in the same moment may still bring its agent.</param>
internal sealed record AgentGranted(AgentClaim Claim, AgentPresence Agent) : CallMessage;

/// <summary>The phone of an agent in this call went away, came back, or is gone for good.</summary>
internal sealed record AgentLineChanged(AgentLine Line, LineState State) : CallMessage;

/// <summary>The agent in the call wants something; the reply goes back to the web.</summary>
internal sealed record AgentWants(DialerCommand Command, TaskCompletionSource<DialerReply> Reply) : CallMessage;

/// <summary>Stop dialling this call.</summary>
/// <param name="AtOnce">Do-not-call: even before the minimum ring time.</param>
internal sealed record GiveUp(string Reason, bool AtOnce) : CallMessage;

/// <summary>The program ends: hang up now.</summary>
internal sealed record ShutDown : CallMessage;
