using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CallCenter.Sip.Tests;

/// <summary>A scripted far end on loopback UDP: what it sends is written out in the test, what it gets is read as text.</summary>
internal sealed class FarEnd : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _buffer = new byte[65535];

    public FarEnd() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>The next datagram.</summary>
    public async Task<Text> ReceiveAsync(TimeSpan? limit = null)
    {
        using var stop = new CancellationTokenSource(limit ?? Limit);
        SocketReceiveFromResult result = await _socket.ReceiveFromAsync(_buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), stop.Token);
        return new Text(Encoding.Latin1.GetString(_buffer, 0, result.ReceivedBytes), (IPEndPoint)result.RemoteEndPoint);
    }

    /// <summary>The next datagram whose first line begins so; others are skipped.</summary>
    public async Task<Text> ReceiveAsync(string start)
    {
        using var stop = new CancellationTokenSource(Limit);
        while (true)
        {
            Text text = await ReceiveAsync();
            if (text.Raw.StartsWith(start, StringComparison.Ordinal))
                return text;
            stop.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>True when something is there to be read now.</summary>
    public bool HasMore => _socket.Poll(0, SelectMode.SelectRead);

    public void Send(IPEndPoint to, byte[] datagram) => _socket.SendTo(datagram, to);

    public void Send(IPEndPoint to, string message) => _socket.SendTo(Encoding.Latin1.GetBytes(message), to);

    /// <summary>Answers a request.</summary>
    public void Respond(Text request, int status, string phrase, string toTag = "", string extra = "", string body = "") =>
        Send(request.From, request.Response(status, phrase, toTag, extra, body));

    public void Dispose() => _socket.Dispose();

    /// <summary>A SIP message as text.</summary>
    internal sealed record Text(string Raw, IPEndPoint From)
    {
        public string Method => Raw[..Raw.IndexOf(' ', StringComparison.Ordinal)];

        public int Status => Raw.StartsWith("SIP/2.0 ", StringComparison.Ordinal) ? int.Parse(Raw.AsSpan(8, 3), System.Globalization.CultureInfo.InvariantCulture) : 0;

        public string Uri => Raw.Split(' ')[1];

        public string Body => Raw[(Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

        public IEnumerable<string> All(string name) => Raw[..Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n").Skip(1)
            .Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(l => l[(name.Length + 1)..].Trim());

        public string this[string name] => All(name).FirstOrDefault() ?? "";

        public string Branch => this["Via"].Split("branch=")[1].Split(';')[0];

        public string ToTag => this["To"].Contains(";tag=", StringComparison.Ordinal) ? this["To"].Split(";tag=")[1] : "";

        public string Response(int status, string phrase, string toTag, string extra, string body)
        {
            var text = new StringBuilder().Append("SIP/2.0 ").Append(status).Append(' ').Append(phrase).Append("\r\n");
            foreach (string via in All("Via"))
                text.Append("Via: ").Append(via).Append("\r\n");
            text.Append("From: ").Append(this["From"]).Append("\r\nTo: ").Append(this["To"]);
            if (toTag.Length > 0 && ToTag.Length == 0)
                text.Append(";tag=").Append(toTag);
            text.Append("\r\nCall-ID: ").Append(this["Call-ID"]).Append("\r\nCSeq: ").Append(this["CSeq"]).Append("\r\n").Append(extra);
            if (body.Length > 0)
                text.Append("Content-Type: application/sdp\r\n");
            return text.Append("Content-Length: ").Append(body.Length).Append("\r\n\r\n").Append(body).ToString();
        }
    }
}
