using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace CallCenter.Bench.Browsers;

/// <summary>Carries offers to a relay under test and its answers back: a line of JSON each, over a loopback connection.</summary>
internal sealed class OfferLine : IDisposable
{
    private readonly TcpClient _connection = new();
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;

    internal OfferLine(IPEndPoint server)
    {
        _connection.Connect(server);
        _reader = new StreamReader(_connection.GetStream());
        _writer = new StreamWriter(_connection.GetStream()) { AutoFlush = true };
    }

    internal async Task<string> OfferAsync(string sdp)
    {
        await _writer.WriteLineAsync(JsonSerializer.Serialize(sdp));
        return await _reader.ReadLineAsync() is { } line && JsonSerializer.Deserialize<string>(line) is { } answer
            ? answer
            : throw new IOException("The server gave no answer.");
    }

    public void Dispose()
    {
        _writer.Dispose();
        _reader.Dispose();
        _connection.Dispose();
    }
}
