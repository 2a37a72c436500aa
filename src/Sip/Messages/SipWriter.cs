using System.Buffers;
using System.Globalization;
using System.Text;

namespace CallCenter.Sip.Messages;

/// <summary>Builds one message after another in a buffer of its own; one per SIP thread.</summary>
internal sealed class SipWriter
{
    private byte[] _buffer = new byte[2048];
    private int _length;

    public SipWriter Request(ReadOnlySpan<byte> method, string uri)
    {
        _length = 0;
        return Raw(method).Raw(" "u8).Text(uri).Raw(" SIP/2.0\r\n"u8);
    }

    public SipWriter Response(int status, string phrase)
    {
        _length = 0;
        return Raw("SIP/2.0 "u8).Number(status).Raw(" "u8).Text(phrase).Raw("\r\n"u8);
    }

    public SipWriter Header(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => Raw(name).Raw(": "u8).Raw(value).Raw("\r\n"u8);

    public SipWriter Header(ReadOnlySpan<byte> name, string value) => Raw(name).Raw(": "u8).Text(value).Raw("\r\n"u8);

    public SipWriter Header(ReadOnlySpan<byte> name, long value) => Raw(name).Raw(": "u8).Number(value).Raw("\r\n"u8);

    public SipWriter Headers(IReadOnlyList<SipHeader>? headers)
    {
        for (int i = 0; i < (headers?.Count ?? 0); i++)
            Text(headers![i].Name).Raw(": "u8).Text(headers[i].Value).Raw("\r\n"u8);
        return this;
    }

    /// <summary>Ends the header and appends the body; a null or empty one gives Content-Length 0.</summary>
    public byte[] Finish(byte[]? body = null, string? contentType = null)
    {
        int length = body?.Length ?? 0;
        if (length > 0)
            Header("Content-Type"u8, contentType ?? "application/sdp");
        Header("Content-Length"u8, length).Raw("\r\n"u8);
        if (length > 0)
            Raw(body);
        return _buffer.AsSpan(0, _length).ToArray();
    }

    public SipWriter Raw(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
        return this;
    }

    public SipWriter Text(string text)
    {
        Ensure(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
        return this;
    }

    public SipWriter Number(long value)
    {
        Ensure(20);
        value.TryFormat(_buffer.AsSpan(_length), out int written, provider: CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    private void Ensure(int more)
    {
        if (_length + more > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + more));
    }
}
