using System.Net;
using System.Text;

namespace CallCenter.Sip.Messages;

/// <summary>What is wrong with a message that could still be framed; the validator chooses the answer.</summary>
[Flags]
internal enum SipDefects
{
    None = 0,
    StartLine = 1,
    Version = 2,
    HeaderLine = 4,
    TooManyHeaders = 8,
    HeaderTooLong = 16,
    NoEnd = 32,
    ContentLength = 64,
}

/// <summary>
/// A received message: its bytes and an index of its header fields. Objects are used again; nothing is allocated by parsing
/// (the index grows once to what the longest message needs).
/// </summary>
internal sealed partial class SipMessage
{
    private byte[] _buffer = [];
    private HeaderField[] _headers = new HeaderField[40];
    private int _count;
    private Piece _method;
    private Piece _uri;
    private Piece _phrase;
    private Piece _body;

    public bool IsRequest { get; private set; }

    public SipMethod Method { get; private set; }

    /// <summary>100-699, 0 in a request.</summary>
    public int Status { get; private set; }

    public SipDefects Defects { get; private set; }

    /// <summary>Bits of <see cref="HeaderId"/> that stood more than once though they must not.</summary>
    public ulong Repeated { get; private set; }

    /// <summary>Where it came from; set by the transport.</summary>
    public IPEndPoint Source { get; set; } = Nowhere;

    public int HeaderCount => _count;

    public ReadOnlySpan<byte> MethodName => Text(_method);

    public ReadOnlySpan<byte> Uri => Text(_uri);

    public ReadOnlySpan<byte> Phrase => Text(_phrase);

    public ReadOnlySpan<byte> Body => Text(_body);

    public ReadOnlySpan<byte> CallId => Get(HeaderId.CallId);

    /// <summary>Top Via value; empty when there is none.</summary>
    public ReadOnlySpan<byte> TopVia
    {
        get
        {
            ReadOnlySpan<byte> list = Get(HeaderId.Via);
            return SipScan.NextItem(ref list, out ReadOnlySpan<byte> item) ? item : default;
        }
    }

    public byte[] Buffer => _buffer;

    private static IPEndPoint Nowhere { get; } = new(IPAddress.None, 0);

    public HeaderId IdAt(int index) => _headers[index].Id;

    public ReadOnlySpan<byte> NameAt(int index) => _buffer.AsSpan(_headers[index].NameStart, _headers[index].NameLength);

    public ReadOnlySpan<byte> ValueAt(int index) => _buffer.AsSpan(_headers[index].ValueStart, _headers[index].ValueLength);

    public bool Has(HeaderId id) => IndexOf(id, 0) >= 0;

    /// <summary>Value of the first field of that kind; empty when there is none.</summary>
    public ReadOnlySpan<byte> Get(HeaderId id)
    {
        int index = IndexOf(id, 0);
        return index < 0 ? default : ValueAt(index);
    }

    /// <summary>Next field of that kind at or after <paramref name="from"/>, -1 when there is none.</summary>
    public int IndexOf(HeaderId id, int from)
    {
        for (int i = from; i < _count; i++)
        {
            if (_headers[i].Id == id)
                return i;
        }

        return -1;
    }

    /// <summary>First value of a field by name, compact forms not considered; null when absent.</summary>
    public string? Find(string name)
    {
        Span<byte> wanted = stackalloc byte[128];
        if (name.Length is 0 or > 128 || Encoding.ASCII.GetBytes(name, wanted) != name.Length)
            return null;
        wanted = wanted[..name.Length];
        HeaderId id = HeaderIds.Parse(wanted);
        for (int i = 0; i < _count; i++)
        {
            if (id == HeaderId.Other ? Ascii.EqualsIgnoreCase(NameAt(i), wanted) : _headers[i].Id == id)
                return Encoding.UTF8.GetString(ValueAt(i));
        }

        return null;
    }

    /// <summary>All items of a comma-separated field, over all its lines, in order.</summary>
    public List<string> Items(HeaderId id)
    {
        var items = new List<string>();
        for (int i = IndexOf(id, 0); i >= 0; i = IndexOf(id, i + 1))
        {
            ReadOnlySpan<byte> list = ValueAt(i);
            while (SipScan.NextItem(ref list, out ReadOnlySpan<byte> item))
                items.Add(Encoding.Latin1.GetString(item));
        }

        return items;
    }

    /// <summary>CSeq number and method; false when it is missing, too large (2^31) or not of that shape.</summary>
    public bool TryCSeq(out long number, out ReadOnlySpan<byte> method)
    {
        ReadOnlySpan<byte> value = Get(HeaderId.CSeq);
        int end = value.IndexOfAny((byte)' ', (byte)'\t');
        method = end < 0 ? default : SipScan.Trim(value[end..]);
        number = 0;
        return end > 0 && SipScan.TryNumber(value[..end], int.MaxValue, out number) && SipScan.IsToken(method);
    }

    /// <summary>A copy with bytes of its own, to be kept after the transport has taken this one back.</summary>
    public SipMessage Keep()
    {
        var copy = new SipMessage
        {
            _buffer = _buffer.AsSpan(0, End).ToArray(),
            _headers = _headers.AsSpan(0, _count).ToArray(),
            _count = _count,
            _method = _method,
            _uri = _uri,
            _phrase = _phrase,
            _body = _body,
            IsRequest = IsRequest,
            Method = Method,
            Status = Status,
            Defects = Defects,
            Repeated = Repeated,
            Source = Source,
        };
        return copy;
    }

    private int End => Math.Max(_body.Start + _body.Length, _count == 0 ? 0 : _headers[_count - 1].ValueStart + _headers[_count - 1].ValueLength);

    private ReadOnlySpan<byte> Text(Piece piece) => _buffer.AsSpan(piece.Start, piece.Length);

    private struct HeaderField
    {
        public HeaderId Id;
        public int NameStart;
        public int NameLength;
        public int ValueStart;
        public int ValueLength;
    }

    private readonly record struct Piece(int Start, int Length);
}
