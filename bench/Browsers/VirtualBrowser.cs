using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using CallCenter.Media.Native;
using CallCenter.Media.Rtp;
using CallCenter.Media.Srtp;
using CallCenter.Media.WebRtc;

namespace CallCenter.Bench.Browsers;

/// <summary>
/// One page's side of a call without the page: ICE (controlling, one candidate), DTLS (client), SRTP, PCMU at 50 packets a second, reports every five
/// seconds, connectivity checks every 2.5. Owned by the crowd's thread.
/// </summary>
internal sealed partial class VirtualBrowser : IDisposable
{
    private const long CheckAgain = 50 * MonotonicClock.Millisecond;
    private const long ConsentEvery = 2500 * MonotonicClock.Millisecond;
    private const long ReportEvery = 5 * MonotonicClock.Second;
    private const string IceLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private readonly UdpSocket _socket;
    private readonly DtlsSession _dtls;
    private readonly DtlsSession.SendDatagram _send;
    private readonly LoadWindow _window;
    private readonly string _iceName = RandomNumberGenerator.GetString(IceLetters, 4);
    private readonly string _icePassword = RandomNumberGenerator.GetString(IceLetters, 24);
    private readonly uint _ssrc = BinaryPrimitives.ReadUInt32BigEndian(RandomNumberGenerator.GetBytes(4));
    private readonly byte[] _buffer = new byte[2048];
    private AnswerFacts? _answer;
    private byte[] _userName = [];
    private byte[] _serverPassword = [];
    private bool _pathFound;
    private long _startedAt;
    private long _nextCheckAt;

    internal VirtualBrowser(int number, IPAddress local, DtlsIdentity identity, LoadWindow window)
    {
        if (!UdpSocket.TryOpen(local, 0, out _socket, out int errno))
        {
            throw new IOException($"No socket for browser {number}: error {errno}");
        }

        _window = window;
        _dtls = new DtlsSession(identity, active: true);
        _send = datagram => _ = _socket.Send(datagram);
        _sequence = (ushort)RandomNumberGenerator.GetInt32(0x8000);
        _rtcp = new RtcpSession(TimeProvider.System.GetUtcNow(), MonotonicClock.Now);
        Offer = OfferText.Write(number, _iceName, _icePassword, identity.Fingerprint, _ssrc);
    }

    internal enum Stage
    {
        Waiting,
        Connecting,
        Up,
        Failed,
    }

    internal Stage Now { get; private set; }

    /// <summary>What the page would put into its offer.</summary>
    internal string Offer { get; }

    /// <summary>From the answer to keys on our side.</summary>
    internal TimeSpan ConnectTime { get; private set; }

    internal void OnAnswer(string sdp)
    {
        _answer = AnswerFacts.Read(sdp);
        _userName = Encoding.ASCII.GetBytes($"{_answer.IceName}:{_iceName}");
        _serverPassword = Encoding.ASCII.GetBytes(_answer.IcePassword);
        if (_socket.Connect(NativeEndPoint.From(_answer.Server)) is var errno and not 0)
        {
            throw new IOException($"{_answer.Server}: error {errno}");
        }

        _startedAt = MonotonicClock.Now;
        Now = Stage.Connecting;
    }

    /// <summary>Takes what has come and sends what is due besides audio.</summary>
    internal void Step(long now)
    {
        Listen(now);
        if (Now is Stage.Waiting or Stage.Failed)
        {
            return;
        }

        if (now >= _nextCheckAt)
        {
            _nextCheckAt = now + (_pathFound ? ConsentEvery : CheckAgain);
            SendCheck();
        }

        if (Now == Stage.Connecting && _pathFound)
        {
            _dtls.OnTime(_send);
        }
        else if (Now == Stage.Up && now >= _nextReportAt)
        {
            _nextReportAt = now + ReportEvery;
            SendReport(now);
        }
    }

    /// <summary>Closes as a page does: the server knows at once.</summary>
    public void Dispose()
    {
        _dtls.Close(_send);
        _dtls.Dispose();
        _protect?.Dispose();
        _unprotect?.Dispose();
        _socket.Close();
    }

    // RFC 8445 7.2: a check signed with the far end's password, nominating at once since there is one pair only.
    private void SendCheck()
    {
        Span<byte> transaction = stackalloc byte[12];
        RandomNumberGenerator.Fill(transaction);
        Span<byte> number = stackalloc byte[8];
        StunWriter writer = new(_buffer, StunMessage.BindingRequest, transaction);
        writer.Add(StunMessage.Username, _userName);
        BinaryPrimitives.WriteUInt64BigEndian(number, _ssrc);
        writer.Add(StunMessage.IceControlling, number);
        writer.Add(StunMessage.UseCandidate, []);
        BinaryPrimitives.WriteUInt32BigEndian(number, 1_845_501_695); // peer reflexive, RFC 8445 5.1.2
        writer.Add(StunMessage.Priority, number[..4]);
        writer.AddIntegrity(_serverPassword);
        writer.AddFingerprint();
        _ = _socket.Send(_buffer.AsSpan(0, writer.Length));
    }

    private void OnStun(Span<byte> datagram)
    {
        if (!StunMessage.TryParse(datagram, out StunMessage message) || message.Type != StunMessage.BindingSuccess || !message.IsSignedWith(_serverPassword, datagram))
        {
            _window.Refused++;
            return;
        }

        if (!_pathFound)
        {
            _pathFound = true;
            _dtls.Pump(_send);
        }
    }

    private void OnDtls(ReadOnlySpan<byte> datagram, long now)
    {
        _dtls.Feed(datagram, _send);
        if (_dtls.State is DtlsState.Failed or DtlsState.Closed)
        {
            Now = Stage.Failed;
        }
        else if (_dtls.State == DtlsState.Done && Now == Stage.Connecting)
        {
            if (!_dtls.PeerFingerprint().AsSpan().SequenceEqual(_answer!.Fingerprint) || _dtls.ExportKeys() is not { } keys)
            {
                Now = Stage.Failed;
                return;
            }

            _protect = SrtpContext.Create(keys.Profile, keys.OurKey, keys.OurSalt);
            _unprotect = SrtpContext.Create(keys.Profile, keys.TheirKey, keys.TheirSalt);
            ConnectTime = TimeSpan.FromTicks((now - _startedAt) / 100);
            _nextReportAt = now + (_ssrc % ReportEvery);
            Now = Stage.Up;
        }
    }
}
