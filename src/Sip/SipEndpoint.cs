using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Threading.Channels;
using CallCenter.Sip.Execution;
using CallCenter.Sip.Messages;
using CallCenter.Sip.Transport;
using Microsoft.Extensions.Logging;

namespace CallCenter.Sip;

/// <summary>One SIP address: UDP socket, SIP threads, transactions, dialogs, registrar. Dispose after <see cref="DrainAsync"/>.</summary>
public sealed class SipEndpoint : IAsyncDisposable
{
    /// <summary>Invitations that may wait for the reader; the next one gets 503.</summary>
    public const int IncomingLimit = 256;

    private readonly SipEndpointOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Teardowns _teardowns = new();
    private readonly Channel<IncomingInvite> _invites =
        Channel.CreateBounded<IncomingInvite>(new BoundedChannelOptions(IncomingLimit) { FullMode = BoundedChannelFullMode.Wait });

    private readonly List<SipExecutor> _executors = [];
    private SipCore[] _cores = [];
    private UdpTransport? _transport;
    private ITimer? _tick;
    private SipShared? _shared;

    public SipEndpoint(SipEndpointOptions options, TimeProvider time, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Executors, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Executors, 16, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.T1, TimeSpan.FromMilliseconds(10), nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.T1, TimeSpan.FromSeconds(5), nameof(options));
        SipGuard.Line(options.Realm, nameof(options));
        if (options.Realm.AsSpan().IndexOfAny('"', '\\') >= 0)
            throw new ArgumentException("The realm cannot hold quotes or backslashes.", nameof(options));
        if (options.AdvertisedHost is { } host && !SipScan.IsHost(System.Text.Encoding.UTF8.GetBytes(IPAddress.TryParse(host, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6 && host[0] != '[' ? $"[{host}]" : host)))
            throw new ArgumentException($"'{host}' is neither a host name nor an address.", nameof(options));
        _options = options;
        _time = time;
        _log = logs.CreateLogger("CallCenter.Sip");
        Registrar = new Registrar(time);
    }

    /// <summary>The address bound, known after <see cref="Start"/>.</summary>
    public IPEndPoint LocalEndPoint => Transport.LocalEndPoint;

    /// <summary>Invitations from trunks and authenticated phones. Bounded: when full the caller gets 503 with Retry-After.</summary>
    public ChannelReader<IncomingInvite> IncomingInvites => _invites.Reader;

    /// <summary>Who is registered here.</summary>
    public Registrar Registrar { get; }

    /// <summary>What has been seen so far.</summary>
    public SipCounters Counters { get; } = new();

    /// <summary>Live transactions and dialogs, over all SIP threads; asked on the threads themselves.</summary>
    internal async Task<(int Clients, int Servers, int Dialogs)> SizeAsync()
    {
        (int Clients, int Servers, int Dialogs) sum = default;
        foreach (SipCore core in _cores)
        {
            var size = new TaskCompletionSource<(int Clients, int Servers, int Dialogs)>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!core.Post(() => size.TrySetResult(core.Size)))
                continue;
            (int clients, int servers, int dialogs) = await size.Task;
            sum = (sum.Clients + clients, sum.Servers + servers, sum.Dialogs + dialogs);
        }

        return sum;
    }

    private UdpTransport Transport => _transport ?? throw new InvalidOperationException("The endpoint has not been started.");

    /// <summary>Binds and starts the SIP threads; <see cref="SocketException"/> carries the address in its message.</summary>
    public void Start()
    {
        if (_transport is not null)
            throw new InvalidOperationException("The endpoint has been started before.");
        var budget = new LogBudget(_time, 10);
        _transport = new UdpTransport(_options.Listen, Deliver, Counters, _log, budget);
        string host = _options.AdvertisedHost ?? Advertised(_transport.LocalEndPoint.Address);
        string sentBy = host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? $"[{host}]:{LocalEndPoint.Port}" : $"{host}:{LocalEndPoint.Port}";
        var guesses = new GuessLimiter(_time);
        _shared = new SipShared
        {
            Options = _options,
            Time = _time,
            Log = _log,
            LogBudget = budget,
            Counters = Counters,
            Transport = _transport,
            Registrar = Registrar,
            Digest = new DigestServer(_options, _time, guesses),
            Guesses = guesses,
            Invites = _invites.Writer,
            Teardowns = _teardowns,
            SentBy = sentBy,
            Contact = $"<sip:{sentBy}>",
        };
        for (int i = 0; i < _options.Executors; i++)
            _executors.Add(new SipExecutor(i, _time, Counters, _log));
        _cores = [.. _executors.Select(e => new SipCore(e, _shared))];
        for (int i = 0; i < _cores.Length; i++)
            _executors[i].Start(_cores[i].Receive, _transport.Release);
        var period = TimeSpan.FromMilliseconds(TimerWheel.TickMs);
        _tick = _time.CreateTimer(static state => ((SipEndpoint)state!).Tick(), this, period, period);
        _transport.Start();
        SipLog.Listening(_log, LocalEndPoint);
    }

    /// <summary>Sends an INVITE at once; digest, retransmission, ACK and forks are handled inside.</summary>
    public InviteClientSession Invite(OutboundInvite invite)
    {
        ArgumentNullException.ThrowIfNull(invite);
        SipGuard.Uri(invite.RequestUri, nameof(invite));
        string from = SipGuard.Address(invite.From, nameof(invite));
        string to = SipGuard.Address(invite.To ?? invite.RequestUri, nameof(invite));
        SipGuard.Headers(invite.Headers, nameof(invite));
        SipGuard.Line(invite.Credentials?.UserName, nameof(invite));
        string callId = SipGuard.Line(invite.CallId, nameof(invite)) is { Length: > 0 } given ? given : SipIds.CallId();
        SipCore core = CoreOf(callId);
        var session = new InviteClientSession(core, invite, from, to, callId);
        if (!core.Post(session.Start))
            session.Close();
        return session;
    }

    /// <summary>Sends a request outside any dialog and waits for its final response; 401 and 407 are answered when there are credentials.</summary>
    public Task<SipReply> RequestAsync(OutboundRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        SipGuard.Method(request.Method, nameof(request));
        SipGuard.Uri(request.RequestUri, nameof(request));
        string from = SipGuard.Address(request.From, nameof(request));
        string to = SipGuard.Address(request.To ?? request.RequestUri, nameof(request));
        SipGuard.Headers(request.Headers, nameof(request));
        SipGuard.Line(request.ContentType, nameof(request));
        SipGuard.Line(request.Credentials?.UserName, nameof(request));
        string callId = SipGuard.Line(request.CallId, nameof(request)) is { Length: > 0 } given ? given : SipIds.CallId();
        SipCore core = CoreOf(callId);
        return new RequestSession(core, request, from, to, callId).RunAsync(ct);
    }

    /// <summary>Waits until BYE and CANCEL under way are finished, at most <paramref name="limit"/>.</summary>
    public async Task DrainAsync(TimeSpan limit, CancellationToken ct)
    {
        Task none = _teardowns.WhenNone();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(none, Task.Delay(limit, _time, stop.Token));
        await stop.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Stops at once: who waits is told, nothing more is sent.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_tick is not null)
            await _tick.DisposeAsync();
        for (int i = 0; i < _executors.Count; i++)
            _executors[i].Stop(_cores[i].Close);
        _transport?.Dispose();
        foreach (SipExecutor executor in _executors)
            executor.Dispose();
        _invites.Writer.TryComplete();
        Registrar.Dispose();
    }

    private static string Advertised(IPAddress bound)
    {
        if (!bound.Equals(IPAddress.Any) && !bound.Equals(IPAddress.IPv6Any))
            return bound.ToString();
        // Bound to everything: the first address of an interface that is up, loopback when there is none.
        IPAddress? found = NetworkInterface.GetAllNetworkInterfaces()
            .Where(n => n.OperationalStatus == OperationalStatus.Up && n.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(n => n.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .FirstOrDefault(a => a.AddressFamily == bound.AddressFamily && !a.IsIPv6LinkLocal);
        return (found ?? (bound.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback)).ToString();
    }

    private void Tick()
    {
        foreach (SipExecutor executor in _executors)
            executor.Tick();
    }

    /// <summary>
    /// On the receiving thread. Half-full queues first cost newcomers their place, so that calls in progress end in order
    /// (telephony.md 4 "Overload"); a trunk is told 503, a stranger nothing.
    /// </summary>
    private bool Deliver(SipMessage message)
    {
        int index = IndexOf(message.CallId);
        SipExecutor executor = _executors[index];
        if (executor.Depth > SipExecutor.QueueLimit / 2 && message.IsRequest && message.Method is not (SipMethod.Ack or SipMethod.Bye or SipMethod.Cancel)
            && !(NameAddrRef.TryParse(message.Get(HeaderId.To), out NameAddrRef to) && !to.Tag.IsEmpty))
        {
            if (message.Method == SipMethod.Invite && SipValidator.Check(message).IsFine && _shared!.IsKnown(message.Source))
            {
                byte[] busy = SipResponses.Begin(new SipWriter(), message, 503, SipPhrases.Of(503), SipIds.Tag()).Header("Retry-After"u8, 5).Finish();
                IPEndPoint target = SipResponses.Target(message);
                Transport.Send(busy, target.Serialize(), target);
            }

            return false;
        }

        return executor.TryPost(message);
    }

    private SipCore CoreOf(string callId)
    {
        _ = Transport;
        return _cores[IndexOf(System.Text.Encoding.UTF8.GetBytes(callId))];
    }

    private int IndexOf(ReadOnlySpan<byte> callId)
    {
        // FNV-1a: the same Call-ID always meets the same thread, whoever made it up.
        uint hash = 2166136261;
        foreach (byte b in callId)
            hash = (hash ^ b) * 16777619;
        return (int)(hash % (uint)_executors.Count);
    }
}
