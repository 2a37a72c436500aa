using System.Net;
using System.Text;
using CallCenter.Sip.Messages;
using CallCenter.Sip.Transactions;

namespace CallCenter.Sip.Execution;

/// <summary>
/// The tables of one SIP thread and the way of a received message through them: transaction, then dialog, then newcomer.
/// Only its own thread touches it.
/// </summary>
internal sealed partial class SipCore
{
    private readonly SipExecutor _executor;
    private readonly Dictionary<string, ClientTransaction> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServerTransaction> _servers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dialog> _dialogs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClientTransaction>.AlternateLookup<ReadOnlySpan<char>> _clientLookup;
    private readonly Dictionary<string, ServerTransaction>.AlternateLookup<ReadOnlySpan<char>> _serverLookup;
    private readonly Dictionary<string, Dialog>.AlternateLookup<ReadOnlySpan<char>> _dialogLookup;
    private readonly HashSet<InviteClientSession> _sessions = [];
    private char[] _key = new char[1024];

    public SipCore(SipExecutor executor, SipShared shared)
    {
        _executor = executor;
        Shared = shared;
        Times = new TxTimes((long)shared.Options.T1.TotalMilliseconds, (long)shared.Options.T2.TotalMilliseconds, (long)shared.Options.T4.TotalMilliseconds);
        _clientLookup = _clients.GetAlternateLookup<ReadOnlySpan<char>>();
        _serverLookup = _servers.GetAlternateLookup<ReadOnlySpan<char>>();
        _dialogLookup = _dialogs.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public SipShared Shared { get; }

    public SipCounters Counters => Shared.Counters;

    public TxTimes Times { get; }

    /// <summary>Milliseconds, see <see cref="SipExecutor.Now"/>.</summary>
    public long Now => _executor.Now;

    /// <summary>The thread's writer; a message is finished before the next is begun.</summary>
    public SipWriter Writer { get; } = new();

    public bool Post(Action command) => _executor.Post(command);

    public void Set(WheelTimer timer, long dueMs) => _executor.Set(timer, dueMs);

    public void Cancel(WheelTimer timer) => _executor.Cancel(timer);

    public bool Send(byte[] message, SipTarget target) => Shared.Transport.Send(message, target.Address, target.EndPoint);

    public void Add(ClientTransaction transaction) => _clients[transaction.Key] = transaction;

    public void Remove(ClientTransaction transaction) => _clients.Remove(transaction.Key);

    public void Add(ServerTransaction transaction) => _servers[transaction.Key] = transaction;

    public void Remove(ServerTransaction transaction) => _servers.Remove(transaction.Key);

    public void Add(InviteClientSession session) => _sessions.Add(session);

    public void Remove(InviteClientSession session) => _sessions.Remove(session);

    public void Add(Dialog dialog) => _dialogs[dialog.Key] = dialog;

    public void Remove(Dialog dialog) => _dialogs.Remove(dialog.Key);

    /// <summary>Live transactions and dialogs of this thread, for tests and figures.</summary>
    public (int Clients, int Servers, int Dialogs) Size => (_clients.Count, _servers.Count, _dialogs.Count);

    public SipTarget ResponseTarget(SipMessage request) => new(SipResponses.Target(request));

    public byte[] MakeResponse(SipMessage request, int status, string? phrase, string? toTag, IReadOnlyList<SipHeader>? headers, byte[]? body = null, bool formsDialog = false)
    {
        SipWriter writer = SipResponses.Begin(Writer, request, status, phrase ?? SipPhrases.Of(status), toTag);
        if (formsDialog)
        {
            SipResponses.RecordRoutes(writer, request);
            writer.Header("Contact"u8, Shared.Contact).Header("Allow"u8, SipMethods.Allow);
        }

        if (status > 100)
            writer.Header("Server"u8, Shared.Options.Product);
        return writer.Headers(headers).Finish(body);
    }

    /// <summary>Answers without leaving anything behind: no transaction, the same tag for the same request (RFC 3261 8.2.7).</summary>
    public void Reply(SipMessage request, int status, string? phrase = null, IReadOnlyList<SipHeader>? headers = null)
    {
        if (request.Method == SipMethod.Ack)
            return;
        Send(MakeResponse(request, status, phrase, StatelessTag(request), headers), ResponseTarget(request));
    }

    /// <summary>Entry for everything the transport delivers to this thread.</summary>
    public void Receive(SipMessage message)
    {
        SipVerdict verdict = SipValidator.Check(message);
        if (!verdict.IsFine)
            Counters.AddMalformed();
        if (message.IsRequest)
            OnRequest(message, verdict);
        else if (verdict.IsFine)
            OnResponse(message);
    }

    /// <summary>The endpoint closes: everybody who waits is told. No message is sent; draining came before.</summary>
    public void Close()
    {
        foreach (InviteClientSession session in _sessions.ToArray())
            session.Close();
        foreach (Dialog dialog in _dialogs.Values.ToArray())
            dialog.Close();
        foreach (ServerTransaction transaction in _servers.Values)
            (transaction.User as IncomingInvite)?.Close();
        foreach (ClientTransaction transaction in _clients.Values.ToArray())
            transaction.Close();
    }

    private void OnResponse(SipMessage response)
    {
        _ = ViaRef.TryParse(response.TopVia, out ViaRef via);
        response.TryCSeq(out long cseq, out ReadOnlySpan<byte> method);
        int length = Put(via.Branch, 0);
        if (method.SequenceEqual("CANCEL"u8))
            length = Put("|CANCEL"u8, length);
        if (_clientLookup.TryGetValue(_key.AsSpan(0, length), out ClientTransaction? transaction))
        {
            transaction.Receive(response);
            return;
        }

        // RFC 3261 13.2.2.4: a 2xx that is repeated after its transaction has ended still wants its ACK.
        if (response.Status is >= 200 and < 300 && method.SequenceEqual("INVITE"u8) && FindDialog(response) is { } dialog && dialog.AcknowledgeAgain(cseq))
            return;
        Counters.AddDropped();
    }

    private Dialog? FindDialog(SipMessage message)
    {
        HeaderId local = message.IsRequest ? HeaderId.To : HeaderId.From;
        HeaderId remote = message.IsRequest ? HeaderId.From : HeaderId.To;
        if (!NameAddrRef.TryParse(message.Get(local), out NameAddrRef ours) || ours.Tag.IsEmpty || !NameAddrRef.TryParse(message.Get(remote), out NameAddrRef theirs))
            return null;
        int length = Put(message.CallId, 0);
        length = Put("|"u8, length);
        length = Put(ours.Tag, length);
        length = Put("|"u8, length);
        length = Put(theirs.Tag, length);
        return _dialogLookup.TryGetValue(_key.AsSpan(0, length), out Dialog? dialog) ? dialog : null;
    }

    /// <summary>
    /// Server transaction key (RFC 3261 17.2.3): branch, sent-by, method. A branch without the cookie, or with nothing behind it,
    /// is as good as none: then the RFC 2543 fields decide.
    /// </summary>
    private ReadOnlySpan<char> ServerKey(SipMessage request)
    {
        _ = ViaRef.TryParse(request.TopVia, out ViaRef via);
        bool invite = request.Method is SipMethod.Invite or SipMethod.Ack or SipMethod.Cancel;
        int length = Put(invite ? "INVITE"u8 : request.MethodName, 0);
        length = Put("|"u8, length);
        if (via.HasUniqueBranch)
        {
            length = Put(via.Branch, length);
            length = Put("|"u8, length);
            return _key.AsSpan(0, Put(via.SentBy, length));
        }

        request.TryCSeq(out long cseq, out _);
        length = Put(request.CallId, length);
        length = Put("|"u8, length);
        length = Put(NameAddrRef.TryParse(request.Get(HeaderId.From), out NameAddrRef from) ? from.Tag : default, length);
        length = Put("|"u8, length);
        length = Put(request.Uri, length);
        length = Put("|"u8, length);
        length = Put(request.TopVia, length);
        cseq.TryFormat(_key.AsSpan(length), out int digits, provider: System.Globalization.CultureInfo.InvariantCulture);
        return _key.AsSpan(0, length + digits);
    }

    private int Put(ReadOnlySpan<byte> text, int at)
    {
        if (at + text.Length + 32 > _key.Length)
            Array.Resize(ref _key, Math.Max(_key.Length * 2, at + text.Length + 32));
        return at + Encoding.Latin1.GetChars(text, _key.AsSpan(at));
    }

    private string StatelessTag(SipMessage request)
    {
        // 64 bits of a randomly keyed hash; it only has to be the same for a repeated request.
        var hash = default(HashCode);
        hash.AddBytes(request.CallId);
        hash.AddBytes(request.TopVia);
        uint low = (uint)hash.ToHashCode();
        hash.AddBytes(request.Get(HeaderId.From));
        return $"{low:x8}{(uint)hash.ToHashCode():x8}";
    }
}
