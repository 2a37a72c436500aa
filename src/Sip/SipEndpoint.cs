using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace CallCenter.Sip;

/// <summary>One SIP address: UDP socket, SIP threads, transactions, dialogs, registrar.</summary>
public sealed class SipEndpoint : IAsyncDisposable
{
    public SipEndpoint(SipEndpointOptions options, TimeProvider time, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logs);
    }

    /// <summary>The address bound, known after <see cref="Start"/>.</summary>
    public IPEndPoint LocalEndPoint => throw new NotSupportedException();

    /// <summary>Invitations from trunks and authenticated phones. Bounded: when full the caller gets 503 with Retry-After.</summary>
    public ChannelReader<IncomingInvite> IncomingInvites => throw new NotSupportedException();

    public Registrar Registrar => throw new NotSupportedException();

    public SipCounters Counters { get; } = new();

    /// <summary>Binds and starts the SIP threads; <see cref="System.Net.Sockets.SocketException"/> carries the address in its message.</summary>
    public void Start() => throw new NotSupportedException();

    /// <summary>Sends an INVITE at once; digest, retransmission, ACK and forks are handled inside.</summary>
    public InviteClientSession Invite(OutboundInvite invite) => throw new NotSupportedException();

    /// <summary>Sends a request outside any dialog and waits for its final response; 401 and 407 are answered when there are credentials.</summary>
    public Task<SipReply> RequestAsync(OutboundRequest request, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Waits until BYE and CANCEL under way are finished, at most <paramref name="limit"/>.</summary>
    public Task DrainAsync(TimeSpan limit, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
