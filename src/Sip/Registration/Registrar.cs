using System.Globalization;
using System.Text;
using System.Threading.Channels;
using CallCenter.Sip.Messages;

namespace CallCenter.Sip;

/// <summary>Who is registered where (RFC 3261 10.3), in memory. Thread-safe.</summary>
public sealed class Registrar : IDisposable
{
    /// <summary>Shortest registration granted, seconds; shorter wishes get 423.</summary>
    public const int MinExpires = 60;

    /// <summary>Longest registration granted, seconds.</summary>
    public const int MaxExpires = 3600;

    /// <summary>Granted when the phone names none, seconds.</summary>
    public const int DefaultExpires = 300;

    /// <summary>Bindings per user; a further one pushes the oldest out.</summary>
    public const int MaxBindings = 10;

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Entry>> _users = new(StringComparer.Ordinal);
    private readonly Channel<RegistrationChange> _changes =
        Channel.CreateBounded<RegistrationChange>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly ITimer _sweep;

    internal Registrar(TimeProvider time)
    {
        _time = time;
        _sweep = time.CreateTimer(static state => ((Registrar)state!).Sweep(), this, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>Bounded; drops the oldest when nobody reads.</summary>
    public ChannelReader<RegistrationChange> Changes => _changes.Reader;

    /// <summary>Newest live binding of a user, or null.</summary>
    public SipBinding? Find(string userName)
    {
        lock (_gate)
            return _users.TryGetValue(userName, out List<Entry>? entries) ? entries.FindLast(IsLive)?.Binding : null;
    }

    /// <summary>All live bindings, newest first.</summary>
    public IReadOnlyList<SipBinding> All(string userName)
    {
        lock (_gate)
        {
            if (!_users.TryGetValue(userName, out List<Entry>? entries))
                return [];
            return [.. entries.Where(IsLive).Select(e => e.Binding).Reverse()];
        }
    }

    /// <summary>Forgets all bindings of a user, for example when the account is disabled.</summary>
    public void Remove(string userName)
    {
        lock (_gate)
        {
            if (!_users.Remove(userName, out List<Entry>? entries))
                return;
            foreach (Entry entry in entries)
                Report(RegistrationChangeKind.Removed, entry.Binding);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _sweep.Dispose();
        _changes.Writer.TryComplete();
    }

    /// <summary>Carries an authenticated REGISTER out, all of it or nothing, and says what to answer.</summary>
    internal (int Status, List<SipHeader> Headers) Handle(SipMessage request, string userName)
    {
        // RFC 3261 10.3 step 3-5: the address of record must be the user's own.
        if (!NameAddrRef.TryParse(request.Get(HeaderId.To), out NameAddrRef to) || !to.IsSip || !SipUriRef.TryParse(to.Uri, out SipUriRef aor)
            || !string.Equals(SipScan.Unescape(aor.User), userName, StringComparison.Ordinal))
            return (403, []);

        lock (_gate)
        {
            if (!_users.TryGetValue(userName, out List<Entry>? entries))
                entries = [];
            if (Wishes(request) is not { } wishes)
                return (400, []);
            if (wishes.Exists(w => w.Seconds is > 0 and < MinExpires))
                return (423, [new("Min-Expires", MinExpires.ToString(CultureInfo.InvariantCulture))]);

            string callId = Encoding.Latin1.GetString(request.CallId);
            request.TryCSeq(out long cseq, out _);
            if (entries.Exists(e => string.Equals(e.CallId, callId, StringComparison.Ordinal) && cseq < e.CSeq))
                return (400, []); // step 7: out of order

            string agent = Encoding.UTF8.GetString(request.Get(HeaderId.UserAgent));
            DateTimeOffset now = _time.GetUtcNow();
            foreach (Wish wish in wishes)
                Apply(entries, wish, new SipBinding(userName, wish.Uri, request.Source, now.AddSeconds(wish.Seconds), agent), callId, cseq);

            if (entries.Count == 0)
                _users.Remove(userName);
            else
                _users[userName] = entries;
            return (200, Contacts(entries, now));
        }
    }

    /// <summary>What the request asks for; null when it contradicts itself.</summary>
    private static List<Wish>? Wishes(SipMessage request)
    {
        var wishes = new List<Wish>();
        long common = DefaultExpires;
        // An overlarge number means "as long as you can" (RFC 3261 20.19 caps it at 2^32-1; more is malformed, the effect the same).
        if (request.Has(HeaderId.Expires))
            common = Seconds(request.Get(HeaderId.Expires));

        bool all = false;
        foreach (string item in request.Items(HeaderId.Contact))
        {
            if (string.Equals(item, "*", StringComparison.Ordinal))
            {
                all = true;
                continue;
            }

            byte[] bytes = Encoding.Latin1.GetBytes(item);
            if (!NameAddrRef.TryParse(bytes, out NameAddrRef contact) || !contact.IsSip)
                return null;
            long seconds = SipScan.TryParameter(contact.Parameters, "expires"u8, out ReadOnlySpan<byte> own) ? Seconds(own) : common;
            wishes.Add(new Wish(Encoding.UTF8.GetString(contact.Uri), (int)Math.Min(seconds, MaxExpires)));
        }

        if (!all)
            return wishes.Count > MaxBindings ? null : wishes;
        // RFC 3261 10.2.2: '*' stands alone and only with Expires 0.
        return wishes.Count == 0 && common == 0 ? [new Wish("*", 0)] : null;
    }

    private static long Seconds(ReadOnlySpan<byte> text)
    {
        if (SipScan.TryNumber(text, uint.MaxValue, out long seconds))
            return seconds;
        return text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && !text.IsEmpty ? MaxExpires : DefaultExpires;
    }

    private void Apply(List<Entry> entries, Wish wish, SipBinding binding, string callId, long cseq)
    {
        if (string.Equals(wish.Uri, "*", StringComparison.Ordinal))
        {
            foreach (Entry entry in entries)
                Report(RegistrationChangeKind.Removed, entry.Binding);
            entries.Clear();
            return;
        }

        Entry? known = entries.Find(e => string.Equals(e.Binding.ContactUri, wish.Uri, StringComparison.OrdinalIgnoreCase));
        if (known is not null)
            entries.Remove(known);
        if (wish.Seconds == 0)
        {
            if (known is not null)
                Report(RegistrationChangeKind.Removed, known.Binding);
            return;
        }

        entries.Add(new Entry(binding, callId, cseq));
        Report(known is null ? RegistrationChangeKind.Registered : RegistrationChangeKind.Refreshed, binding);
        if (entries.Count > MaxBindings)
        {
            Report(RegistrationChangeKind.Removed, entries[0].Binding);
            entries.RemoveAt(0);
        }
    }

    private static List<SipHeader> Contacts(List<Entry> entries, DateTimeOffset now)
    {
        var headers = new List<SipHeader>(entries.Count + 1);
        foreach (Entry entry in entries)
        {
            long left = Math.Max(0, (long)Math.Ceiling((entry.Binding.ExpiresAt - now).TotalSeconds));
            headers.Add(new SipHeader("Contact", string.Create(CultureInfo.InvariantCulture, $"<{entry.Binding.ContactUri}>;expires={left}")));
        }

        headers.Add(new SipHeader("Date", now.ToString("r", CultureInfo.InvariantCulture)));
        return headers;
    }

    private bool IsLive(Entry entry) => entry.Binding.ExpiresAt > _time.GetUtcNow();

    private void Sweep()
    {
        lock (_gate)
        {
            foreach ((string user, List<Entry> entries) in _users.ToArray())
            {
                foreach (Entry gone in entries.FindAll(e => !IsLive(e)))
                {
                    entries.Remove(gone);
                    Report(RegistrationChangeKind.Expired, gone.Binding);
                }

                if (entries.Count == 0)
                    _users.Remove(user);
            }
        }
    }

    private void Report(RegistrationChangeKind kind, SipBinding binding) => _changes.Writer.TryWrite(new RegistrationChange(kind, binding));

    private sealed record Entry(SipBinding Binding, string CallId, long CSeq);

    private sealed record Wish(string Uri, int Seconds);
}
