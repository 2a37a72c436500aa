using System.Net;
using System.Threading.Channels;
using CallCenter.Sip.Transport;
using Microsoft.Extensions.Logging;

namespace CallCenter.Sip.Execution;

/// <summary>What all SIP threads of an endpoint have in common; each part guards itself.</summary>
internal sealed class SipShared
{
    public required SipEndpointOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }

    public required LogBudget LogBudget { get; init; }

    public required SipCounters Counters { get; init; }

    public required UdpTransport Transport { get; init; }

    public required Registrar Registrar { get; init; }

    public required DigestServer Digest { get; init; }

    public required GuessLimiter Guesses { get; init; }

    public required ChannelWriter<IncomingInvite> Invites { get; init; }

    public required Teardowns Teardowns { get; init; }

    /// <summary>host:port for Via.</summary>
    public required string SentBy { get; init; }

    /// <summary>Our Contact, in angle brackets.</summary>
    public required string Contact { get; init; }

    public bool IsKnown(IPEndPoint source) => Options.IsKnownPeer?.Invoke(source) ?? false;

    /// <summary>Strangers under the silent policy get nothing at all, not even an error.</summary>
    public bool IsVisibleTo(IPEndPoint source, bool known) =>
        known || Options.UnknownSources == UnknownSourcePolicy.Challenge || Options.AcceptUnauthenticatedInvites
        || (Options.IsPhoneNetwork?.Invoke(source.Address) ?? IPAddress.IsLoopback(source.Address));
}
