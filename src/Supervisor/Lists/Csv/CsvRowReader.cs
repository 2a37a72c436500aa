namespace CallCenter.Supervisor.Lists.Csv;

/// <summary>
/// Reads CSV (RFC 4180, any separator, line ends LF, CRLF and CR mixed) record by record in bounded memory. A broken
/// record never costs its neighbours: after a stray quotation mark only the line it stands on is refused and reading
/// goes on with the next one, where an ordinary reader would swallow the file up to the next mark.
/// </summary>
/// <remarks>Not a stream of CsvHelper: that one throws at a too long cell and cannot return to the line after a stray mark.</remarks>
public sealed class CsvRowReader(TextReader text, char separator, CsvLimits? limits = null) : IDisposable
{
    private const int ReportedChars = 4096;

    private readonly CsvLimits _limits = limits ?? new CsvLimits();
    private readonly List<string> _cells = [];
    private char[] _buffer = new char[Math.Min(32 * 1024, (limits ?? new CsvLimits()).MaxRowChars + 2)];
    private int _start;
    private int _end;
    private bool _atEnd;
    private bool _begun;
    private bool _quotesStayOnTheirLine;
    private long _reread;
    private long _line = 1;

    private enum Scan
    {
        Row,
        NeedMore,
        OpenQuote,
        TextAfterQuote,
        TooManyColumns,
    }

    /// <summary>
    /// Cells of a whole record, once the header is known; 0 means unknown. A quoted cell that crosses lines in a record
    /// of another width began with a stray mark.
    /// </summary>
    public int ExpectedCells { get; set; }

    /// <summary>True for text made from a spreadsheet: rows are counted, not lines, so that a number is the one the spreadsheet shows.</summary>
    public bool CountRecords { get; init; }

    /// <summary>The record read last.</summary>
    public CsvRow Current { get; private set; }

    /// <summary>Reads the next record into <see cref="Current"/>.</summary>
    /// <returns>False at the end of the file.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        if (!_begun)
        {
            _begun = true;
            await FillAsync(ct);
            if (_end > 0 && _buffer[0] == '\uFEFF')
            {
                _start = 1;
            }
        }

        while (true)
        {
            if (_start == _end && _atEnd)
            {
                return false;
            }

            Scan scan = ScanRecord(out int next, out int lines);
            if (scan is Scan.OpenQuote or Scan.TextAfterQuote && !_atEnd && FirstLineEnd(out _) < 0)
            {
                scan = Scan.NeedMore; // the line that is to be refused is not all here
            }

            switch (scan)
            {
                case Scan.Row when lines > 1 && ExpectedCells > 0 && _cells.Count != ExpectedCells:
                    return RefuseFirstLine(CsvFault.UnbalancedQuote, next);
                case Scan.Row:
                    Current = new CsvRow(_line, [.. _cells], CsvFault.None);
                    _line += CountRecords ? 1 : lines;
                    _start = next;
                    return true;
                case Scan.TextAfterQuote:
                    return RefuseFirstLine(lines > 0 ? CsvFault.UnbalancedQuote : CsvFault.TextAfterQuote, next);
                case Scan.TooManyColumns:
                    return await RefuseLongLineAsync(CsvFault.TooManyColumns, ct);
                case Scan.OpenQuote:
                    return RefuseFirstLine(CsvFault.UnbalancedQuote, next);
                default:
                    if (_end - _start >= _limits.MaxRowChars)
                    {
                        return FirstLineEnd(out _) >= 0
                            ? RefuseFirstLine(CsvFault.UnbalancedQuote, _end)
                            : await RefuseLongLineAsync(CsvFault.RowTooLong, ct);
                    }

                    await FillAsync(ct);
                    break;
            }
        }
    }

    /// <summary>Disposes the text.</summary>
    public void Dispose() => text.Dispose();

    /// <summary>Looks for the end of the record that begins at <c>_start</c> and collects its cells.</summary>
    /// <param name="next">Index of the first character behind it, or how far was looked.</param>
    /// <param name="lines">Line ends passed.</param>
    private Scan ScanRecord(out int next, out int lines)
    {
        ReadOnlySpan<char> all = _buffer.AsSpan(0, _end);
        _cells.Clear();
        lines = 0;
        int at = _start;
        while (true)
        {
            if (_cells.Count >= _limits.MaxColumns)
            {
                next = at;
                return Scan.TooManyColumns;
            }

            if (at < all.Length && all[at] == '"')
            {
                Scan quoted = ScanQuoted(all, ref at, ref lines);
                if (quoted != Scan.Row)
                {
                    next = at;
                    return quoted;
                }
            }
            else
            {
                int length = all[at..].IndexOfAny(separator, '\n', '\r');
                if (length < 0 && !_atEnd)
                {
                    next = all.Length;
                    return Scan.NeedMore;
                }

                length = length < 0 ? all.Length - at : length;
                _cells.Add(all.Slice(at, length).ToString());
                at += length;
            }

            if (at == all.Length)
            {
                // A cell that ends exactly here may go on in what is not read yet.
                next = at;
                lines++;
                return _atEnd ? Scan.Row : Scan.NeedMore;
            }

            if (all[at] == separator)
            {
                at++;
                continue;
            }

            if (all[at] == '\r' && at + 1 == all.Length && !_atEnd)
            {
                next = at;
                return Scan.NeedMore;
            }

            next = at + (all[at] == '\r' && at + 1 < all.Length && all[at + 1] == '\n' ? 2 : 1);
            lines++;
            return Scan.Row;
        }
    }

    private Scan ScanQuoted(ReadOnlySpan<char> all, ref int at, ref int lines)
    {
        int from = at + 1;
        int doubled = 0;
        int i = from;
        while (true)
        {
            int step = all[i..].IndexOfAny('"', '\n', '\r');
            if (step < 0)
            {
                at = all.Length;
                return _atEnd ? Scan.OpenQuote : Scan.NeedMore;
            }

            i += step;
            if (all[i] != '"')
            {
                if (_quotesStayOnTheirLine)
                {
                    at = i;
                    return Scan.OpenQuote;
                }

                lines += all[i] == '\n' || i + 1 >= all.Length || all[i + 1] != '\n' ? 1 : 0;
                i++;
                continue;
            }

            if (i + 1 == all.Length && !_atEnd)
            {
                at = i;
                return Scan.NeedMore;
            }

            if (i + 1 < all.Length && all[i + 1] == '"')
            {
                doubled++;
                i += 2;
                continue;
            }

            ReadOnlySpan<char> inside = all[from..i];
            _cells.Add(doubled == 0 ? inside.ToString() : inside.ToString().Replace("\"\"", "\"", StringComparison.Ordinal));
            at = i + 1;
            return at == all.Length || all[at] == separator || all[at] is '\n' or '\r' ? Scan.Row : Scan.TextAfterQuote;
        }
    }

    /// <summary>Refuses the line that the record begins on and goes on behind it.</summary>
    private bool RefuseFirstLine(CsvFault fault, int looked)
    {
        int end = FirstLineEnd(out int behind);
        end = end < 0 ? _end : end;
        Current = new CsvRow(_line, RoughCells(end), fault);
        _reread += looked - behind;
        _quotesStayOnTheirLine |= _reread > _limits.MaxRereadChars;
        _line++;
        _start = behind;
        return true;
    }

    /// <summary>Refuses a line without keeping it: reads on to its end.</summary>
    private async ValueTask<bool> RefuseLongLineAsync(CsvFault fault, CancellationToken ct)
    {
        Current = new CsvRow(_line, RoughCells(_end), fault);
        int behind;
        while (FirstLineEnd(out behind) < 0 && !_atEnd)
        {
            // A carriage return at the very end stays: its line feed may follow.
            _start = _end > _start && _buffer[_end - 1] == '\r' ? _end - 1 : _end;
            await FillAsync(ct);
        }

        _start = behind;
        _line++;
        return true;
    }

    /// <summary>Where the physical line that begins at <c>_start</c> ends; -1 while unknown.</summary>
    private int FirstLineEnd(out int behind)
    {
        int at = _buffer.AsSpan(_start, _end - _start).IndexOfAny('\n', '\r');
        if (at < 0 || (_buffer[_start + at] == '\r' && _start + at + 1 == _end && !_atEnd))
        {
            behind = _end;
            return -1;
        }

        at += _start;
        behind = at + (_buffer[at] == '\r' && at + 1 < _end && _buffer[at + 1] == '\n' ? 2 : 1);
        return at;
    }

    /// <summary>A broken line cut at its separators, for the report.</summary>
    private string[] RoughCells(int end)
        => new string(_buffer, _start, Math.Min(end - _start, ReportedChars)).Split(separator, Math.Max(ExpectedCells, 1));

    private async ValueTask FillAsync(CancellationToken ct)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, _limits.MaxRowChars + 2));
        }

        int read = await text.ReadAsync(_buffer.AsMemory(_end), ct);
        _end += read;
        _atEnd |= read == 0;
    }
}
