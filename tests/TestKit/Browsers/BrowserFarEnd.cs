using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using CallCenter.Media;
using CallCenter.Media.Native;
using CallCenter.Media.Rtp;
using CallCenter.Media.Srtp;
using CallCenter.Media.WebRtc;

namespace CallCenter.TestKit.Browsers;

/// <summary>
/// A browser's media side without a browser: offers, checks connectivity, shakes hands, speaks a tone over SRTP on a real socket and keeps what it
/// hears. One thread does all of it, as a page's network thread would.
/// </summary>
public sealed partial class BrowserFarEnd : IDisposable
{
    private const long Frame = 20 * MonotonicClock.Millisecond;
    private const long FirstChecks = 50 * MonotonicClock.Millisecond;
    private const int PollMicroseconds = 2000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly BrowserFarEndOptions _options;
    private readonly DtlsIdentity _identity;
    private readonly Lock _gate = new();
    private readonly Thread _thread;
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _iceName = RandomNumberGenerator.GetHexString(4, lowercase: true);
    private readonly string _icePassword = RandomNumberGenerator.GetHexString(24, lowercase: true);
    private readonly byte[] _buffer = new byte[4096];
    private readonly DtlsSession.SendDatagram _send;
    private Socket _socket = Open();
    private RemoteDescription? _remote;
    private DtlsSession? _session;
    private SrtpContext? _out;
    private SrtpContext? _in;
    private long _nextCheckAt;
    private bool _checked;
    private bool _nominate = true;
    private int _toLose;
    private volatile bool _moves;
    private volatile bool _frozen;
    private volatile bool _closed;

    public BrowserFarEnd(BrowserFarEndOptions? options = null)
    {
        _options = options ?? new BrowserFarEndOptions();
        _identity = DtlsIdentity.Create(TimeProvider.System.GetUtcNow(), _options.Profiles);
        _toLose = _options.LoseFirstHandshakeDatagrams;
        _send = datagram => SendRaw(datagram);
        _thread = new Thread(Run) { IsBackground = true, Name = "browser far end" };
        _thread.Start();
    }

    /// <summary>Where this browser sends from.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Completes when the handshake is done.</summary>
    public Task Up => _up.Task.WaitAsync(Limit);

    /// <summary>Completes when the other side says goodbye.</summary>
    public Task Over => _over.Task.WaitAsync(Limit);

    /// <summary>The profile agreed.</summary>
    public SrtpProfile? Profile { get; private set; }

    /// <summary>From the answer to the end of the handshake.</summary>
    public TimeSpan HandshakeTook { get; private set; }

    /// <summary>The offer of this page, in Chromium's shape.</summary>
    public string Offer()
    {
        byte[] fingerprint = [.. _identity.Fingerprint];
        fingerprint[0] ^= (byte)(_options.WrongFingerprint ? 1 : 0);
        StringBuilder sdp = new();
        sdp.Append("v=0\r\no=- 4611733054762223410 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS\r\n");
        sdp.Append("m=audio 9 UDP/TLS/RTP/SAVPF ").AppendJoin(' ', _options.Formats.Select(format => format.Type)).Append("\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n");
        sdp.Append("a=ice-ufrag:").Append(_iceName).Append("\r\na=ice-pwd:").Append(_icePassword).Append("\r\na=ice-options:trickle\r\n");
        sdp.Append("a=fingerprint:sha-256 ").AppendJoin(':', fingerprint.Select(value => Convert.ToHexString([value]))).Append("\r\n");
        sdp.Append("a=setup:").Append(_options.Setup).Append("\r\na=mid:0\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\na=").Append(_options.Direction);
        sdp.Append("\r\na=rtcp-mux\r\na=rtcp-rsize\r\n");
        foreach ((int type, string name) in _options.Formats)
        {
            sdp.Append("a=rtpmap:").Append(type).Append(' ').Append(name).Append("\r\n");
        }

        return sdp.ToString();
    }

    /// <summary>Takes the answer and begins to connect.</summary>
    public void Connect(string answer)
    {
        RemoteDescription remote = RemoteDescription.Read(answer);
        lock (_gate)
        {
            _remote = remote;
            _connectedAt = MonotonicClock.Now;
            _session = new DtlsSession(_identity, active: remote.Setup == "passive");
        }
    }

    /// <summary>Offers to a leg and connects.</summary>
    /// <exception cref="InvalidOperationException">The offer is refused.</exception>
    public void Connect(BrowserLeg leg)
    {
        ArgumentNullException.ThrowIfNull(leg);
        Connect(leg.Accept(Offer()) is OfferAccepted accepted ? accepted.Sdp : throw new InvalidOperationException("refused"));
    }

    /// <summary>The page is on another network from now on: another local port, checks first, then audio from there.</summary>
    public void Move() => _moves = true;

    /// <summary>The tab is dead, or the machine asleep: nothing is sent or read.</summary>
    public void Freeze() => _frozen = true;

    /// <summary>The machine wakes up.</summary>
    public void Thaw() => _frozen = false;

    /// <summary>The page closes its connection.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _session?.Close(_send);
            _closed = true;
        }
    }

    /// <summary>Sends bytes as they are to the other side.</summary>
    public void SendRaw(ReadOnlySpan<byte> datagram)
    {
        if (_remote is { } remote)
        {
            Send(datagram, remote.Address);
        }
    }

    public void Dispose()
    {
        _closed = true;
        _thread.Join();
        _socket.Dispose();
        _session?.Dispose();
        _in?.Dispose();
        _out?.Dispose();
        _identity.Dispose();
    }

    private static Socket Open()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 20 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private void Send(ReadOnlySpan<byte> datagram, IPEndPoint target)
    {
        try
        {
            _socket.SendTo(datagram, target);
        }
        catch (SocketException)
        {
            // The other side's port is closed: a browser does not care either.
        }
    }

    private void Run()
    {
        while (!_closed)
        {
            bool readable = _socket.Poll(PollMicroseconds, SelectMode.SelectRead);
            if (_frozen)
            {
                MonotonicClock.SleepUntil(MonotonicClock.Now + MonotonicClock.Millisecond);
                continue;
            }

            lock (_gate)
            {
                if (_moves)
                {
                    _moves = readable = false;
                    _socket.Dispose();
                    _socket = Open();
                    _checked = false;
                    _nextCheckAt = 0;
                }

                while (readable && !_closed)
                {
                    Receive();
                    readable = _socket.Poll(0, SelectMode.SelectRead);
                }

                if (!_closed)
                {
                    OnTime(MonotonicClock.Now);
                }
            }
        }
    }

    private void OnTime(long now)
    {
        if (_remote is not { } remote)
        {
            return;
        }

        if (now >= _nextCheckAt)
        {
            _nextCheckAt = now + (_checked ? _options.CheckEvery.Ticks * 100 : FirstChecks);
            SendCheck(remote);
        }

        if (_options.RepeatsHandshake)
        {
            _session?.OnTime(_send);
        }

        Speak(now);
    }

    private void Receive()
    {
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        int length;
        try
        {
            length = _socket.ReceiveFrom(_buffer, ref from);
        }
        catch (SocketException)
        {
            return;
        }

        Span<byte> datagram = _buffer.AsSpan(0, length);
        switch (length > 0 ? datagram[0] : 255)
        {
            case <= 3:
                OnCheckAnswered(datagram);
                break;
            case >= 20 and <= 63:
                OnHandshake(datagram);
                break;
            case >= 128 and <= 191:
                OnMedia(datagram);
                break;
            default:
                break;
        }
    }

    private void SendCheck(RemoteDescription remote)
    {
        Span<byte> request = stackalloc byte[256];
        StunWriter writer = new(request, StunMessage.BindingRequest, RandomNumberGenerator.GetBytes(12));
        writer.Add(StunMessage.Username, Encoding.ASCII.GetBytes($"{remote.IceName}:{_iceName}"));
        writer.Add(StunMessage.IceControlling, RandomNumberGenerator.GetBytes(8));
        if (_nominate)
        {
            writer.Add(StunMessage.UseCandidate, []);
        }

        writer.Add(StunMessage.Priority, [0x6E, 0x7F, 0x1E, 0xFF]);
        writer.AddIntegrity(remote.IcePassword);
        writer.AddFingerprint();
        Send(request[..writer.Length], remote.Address);
    }

    private void OnCheckAnswered(Span<byte> datagram)
    {
        if (!_checked && _remote is { } remote && StunMessage.TryParse(datagram, out StunMessage answer)
            && answer.Type == StunMessage.BindingSuccess && answer.IsSignedWith(remote.IcePassword, datagram))
        {
            _checked = true;
            if (remote.Setup == "passive")
            {
                _session!.Pump(_send);
            }
        }
    }

    private void OnHandshake(ReadOnlySpan<byte> datagram)
    {
        if (_toLose > 0)
        {
            _toLose--;
            return;
        }

        _session!.Feed(datagram, _send);
        if (_session.State == DtlsState.Done && _in is null && _session.ExportKeys() is { } keys)
        {
            _in = SrtpContext.Create(keys.Profile, keys.TheirKey, keys.TheirSalt);
            _out = SrtpContext.Create(keys.Profile, keys.OurKey, keys.OurSalt);
            Profile = keys.Profile;
            HandshakeTook = TimeSpan.FromTicks((MonotonicClock.Now - _connectedAt) / 100);
            _up.TrySetResult();
        }
        else if (_session.State is DtlsState.Closed or DtlsState.Failed)
        {
            _over.TrySetResult();
        }
    }

    private sealed record RemoteDescription(IPEndPoint Address, string IceName, byte[] IcePassword, string Setup, int PayloadType, int? EventPayloadType)
    {
        internal static RemoteDescription Read(string sdp)
        {
            string[] lines = sdp.Split("\r\n");
            string Value(string prefix) => lines.First(line => line.StartsWith(prefix, StringComparison.Ordinal))[prefix.Length..];
            string[] candidate = Value("a=candidate:").Split(' ');
            string[] formats = [.. Value("m=audio ").Split(' ').Skip(2)];
            return new RemoteDescription(
                new IPEndPoint(IPAddress.Parse(candidate[4]), int.Parse(candidate[5], System.Globalization.CultureInfo.InvariantCulture)),
                Value("a=ice-ufrag:"),
                Encoding.ASCII.GetBytes(Value("a=ice-pwd:")),
                Value("a=setup:"),
                int.Parse(formats[0], System.Globalization.CultureInfo.InvariantCulture),
                formats.Length > 1 ? int.Parse(formats[1], System.Globalization.CultureInfo.InvariantCulture) : null);
        }
    }
}
