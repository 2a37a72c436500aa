using System.Text;

namespace CallCenter.Sip.Messages;

internal sealed partial class SipMessage
{
    /// <summary>Most header fields in one message (hardening A15).</summary>
    public const int MaxHeaders = 200;

    /// <summary>Longest header line in bytes, folding included (hardening A15).</summary>
    public const int MaxHeaderLength = 8192;

    /// <summary>
    /// Indexes the message in <paramref name="buffer"/>, which stays in use until the next call; folded lines are unfolded in place.
    /// False when it is no SIP at all: nothing can be answered. Otherwise <see cref="Defects"/> tells what is wrong.
    /// </summary>
    public bool Parse(byte[] buffer, int length)
    {
        _buffer = buffer;
        _count = 0;
        _method = _uri = _phrase = _body = default;
        Method = SipMethod.Unknown;
        Status = 0;
        Defects = SipDefects.None;
        Repeated = 0;

        ReadOnlySpan<byte> all = buffer.AsSpan(0, length);
        int at = 0;
        // RFC 3261 7.5: line ends before the start line are ignored.
        while (at + 1 < length && all[at] == '\r' && all[at + 1] == '\n')
            at += 2;

        int end = LineEnd(all, at);
        if (end < 0 || !ParseStartLine(at, end))
            return false;
        ParseHeaders(all, end + 2, out int bodyStart);
        SetBody(bodyStart, length);
        return true;
    }

    private static int LineEnd(ReadOnlySpan<byte> all, int at)
    {
        int found = all[at..].IndexOfAny((byte)'\r', (byte)'\n');
        return found >= 0 && at + found + 1 < all.Length && all[at + found] == '\r' && all[at + found + 1] == '\n' ? at + found : -1;
    }

    private bool ParseStartLine(int start, int end)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(start, end - start);
        if (line.StartsWith("SIP/2.0 "u8))
            return ParseStatusLine(line, start);

        while (line.Length > 0 && SipScan.IsSpace(line[^1]))
        {
            line = line[..^1];
            Defects |= SipDefects.StartLine;
        }

        int first = line.IndexOf((byte)' ');
        int last = line.LastIndexOf((byte)' ');
        if (first <= 0 || last <= first || line.Length - last < 6 || !Ascii.EqualsIgnoreCase(line.Slice(last + 1, 4), "SIP/"u8))
            return false;

        IsRequest = true;
        _method = new Piece(start, first);
        _uri = new Piece(start + first + 1, last - first - 1);
        if (!Ascii.EqualsIgnoreCase(line[(last + 1)..], "SIP/2.0"u8))
            Defects |= SipDefects.Version;
        if (!SipScan.IsToken(MethodName))
            Defects |= SipDefects.StartLine;
        Method = SipMethods.Parse(MethodName);
        return true;
    }

    private bool ParseStatusLine(ReadOnlySpan<byte> line, int start)
    {
        IsRequest = false;
        // Exactly three digits: 4294967301 must not become 5 (RFC 4475 3.1.2.19).
        if (line.Length < 11 || !SipScan.TryNumber(line.Slice(8, 3), 699, out long status) || status < 100 || (line.Length > 11 && line[11] != ' '))
            return false;
        Status = (int)status;
        _phrase = line.Length > 12 ? new Piece(start + 12, line.Length - 12) : default;
        return true;
    }

    private void ParseHeaders(ReadOnlySpan<byte> all, int at, out int bodyStart)
    {
        ulong seen = 0;
        bodyStart = all.Length;
        while (true)
        {
            int end = LineEnd(all, at);
            if (end < 0)
            {
                // No empty line, or a lone CR or LF in the header: refuse, do not guess (siphon-sip 237).
                Defects |= SipDefects.NoEnd;
                return;
            }

            if (end == at)
            {
                bodyStart = at + 2;
                return;
            }

            int lineStart = at;
            at = end + 2;
            while (at < all.Length && SipScan.IsSpace(all[at]))
            {
                int next = LineEnd(all, at);
                if (next < 0)
                {
                    Defects |= SipDefects.NoEnd;
                    return;
                }

                _buffer[end] = (byte)' ';
                _buffer[end + 1] = (byte)' ';
                end = next;
                at = end + 2;
            }

            if (_count == MaxHeaders)
            {
                Defects |= SipDefects.TooManyHeaders;
                return;
            }

            AddHeader(lineStart, end, ref seen);
        }
    }

    private void AddHeader(int start, int end, ref ulong seen)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(start, end - start);
        if (line.Length > MaxHeaderLength)
        {
            Defects |= SipDefects.HeaderTooLong;
            return;
        }

        int colon = line.IndexOf((byte)':');
        int nameEnd = colon;
        while (nameEnd > 0 && SipScan.IsSpace(line[nameEnd - 1]))
            nameEnd--;
        if (nameEnd <= 0 || !SipScan.IsToken(line[..nameEnd]))
        {
            Defects |= SipDefects.HeaderLine;
            return;
        }

        int valueStart = colon + 1;
        int valueEnd = line.Length;
        while (valueStart < valueEnd && SipScan.IsSpace(line[valueStart]))
            valueStart++;
        while (valueEnd > valueStart && SipScan.IsSpace(line[valueEnd - 1]))
            valueEnd--;

        HeaderId id = HeaderIds.Parse(line[..nameEnd]);
        ulong bit = 1UL << (int)id;
        Repeated |= seen & bit & HeaderIds.SingleValue;
        seen |= bit;

        if (_count == _headers.Length)
            Array.Resize(ref _headers, MaxHeaders);
        ref HeaderField field = ref _headers[_count++];
        field.Id = id;
        field.NameStart = start;
        field.NameLength = nameEnd;
        field.ValueStart = start + valueStart;
        field.ValueLength = valueEnd - valueStart;
    }

    private void SetBody(int start, int length)
    {
        int available = length - start;
        int index = IndexOf(HeaderId.ContentLength, 0);
        if (index < 0)
        {
            // RFC 3261 18.3: over UDP the body then ends with the datagram.
            _body = new Piece(start, available);
        }
        else if (SipScan.TryNumber(ValueAt(index), 65535, out long declared) && declared <= available)
        {
            _body = new Piece(start, (int)declared);
        }
        else
        {
            Defects |= SipDefects.ContentLength;
            _body = new Piece(start, 0);
        }
    }
}
