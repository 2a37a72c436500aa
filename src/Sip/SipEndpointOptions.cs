using System.Net;

namespace CallCenter.Sip;

/// <summary>Settings of one <see cref="SipEndpoint"/>; they do not change while it runs.</summary>
public sealed record SipEndpointOptions
{
    /// <summary>UDP address to bind; port 0 takes any free one (see <see cref="SipEndpoint.LocalEndPoint"/>).</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Host for Via and Contact when the far side must use another one than we bind; default is the bound address.</summary>
    public string? AdvertisedHost { get; init; }

    /// <summary>SIP threads, 1-16. A message goes to the thread chosen by the hash of its Call-ID.</summary>
    public int Executors { get; init; } = 2;

    /// <summary>What strangers get.</summary>
    public UnknownSourcePolicy UnknownSources { get; init; } = UnknownSourcePolicy.Challenge;

    /// <summary>Realm of our challenges; the HA1 values of <see cref="DigestSecret"/> must be made with it.</summary>
    public string Realm { get; init; } = "callcenter";

    /// <summary>
    /// Name SHA-256 before MD5 in our challenges, as RFC 8760 2.4 wants. Off by default: many phones, and SIPp 3.6, look at the
    /// first challenge only and give up when they do not know its algorithm, while clients that choose find both either way.
    /// </summary>
    public bool ChallengeSha256First { get; init; }

    /// <summary>In-memory look-up of a user's secret, called on a SIP thread: must not block. Null turns registrar and digest server off.</summary>
    public Func<string, DigestSecret?>? FindUser { get; init; }

    /// <summary>In-memory test whether an address is a trunk's; its requests are not challenged. Called on a SIP thread: must not block.</summary>
    public Func<IPEndPoint, bool>? IsKnownPeer { get; init; }

    /// <summary>Networks phones may register from; they are challenged even under <see cref="UnknownSourcePolicy.Silent"/>. Default: loopback only.</summary>
    public Func<IPAddress, bool>? IsPhoneNetwork { get; init; }

    /// <summary>Take every INVITE without asking for a password (a simulated network does).</summary>
    public bool AcceptUnauthenticatedInvites { get; init; }

    /// <summary>RFC 3261 T1, the round-trip estimate all retransmission timers are made of; 10 ms to 5 s.</summary>
    public TimeSpan T1 { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>RFC 3261 T2, the longest retransmission interval of non-INVITE requests and INVITE responses.</summary>
    public TimeSpan T2 { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>RFC 3261 T4, how long a message may live in the network.</summary>
    public TimeSpan T4 { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>User-Agent and Server text; without a version on purpose (hardening A11).</summary>
    public string Product { get; init; } = "CallCenter";
}
