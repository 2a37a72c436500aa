namespace CallCenter.Supervisor.Lists.Sheets;

/// <summary>
/// One part of a workbook as it is unpacked, with what a hostile one may not do: be longer than the archive said, or hold a tag or text
/// of more than a megabyte, which an XML reader would keep in memory whole.
/// </summary>
internal sealed class GuardedStream(Stream inner, long declared) : Stream
{
    private const int LongestRun = 1 << 20;

    private long _read;
    private int _run;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        _read += read;
        if (_read > declared)
        {
            throw new SheetFaultException("broken_workbook", "A part of the workbook is longer than its archive says.");
        }

        // Only an opening bracket may stand in no attribute and no text.
        ReadOnlySpan<byte> bytes = buffer[..read];
        int last = bytes.LastIndexOf((byte)'<');
        int first = last < 0 ? read : bytes.IndexOf((byte)'<');
        if (_run + first > LongestRun)
        {
            throw new SheetFaultException("cell_too_long", "The workbook holds a cell or a tag of more than a megabyte.");
        }

        _run = last < 0 ? _run + read : read - last;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
