using System.Buffers;
using System.Net.WebSockets;
using System.Text;

namespace CallCenter.Bench.Board;

/// <summary>A supervisor's tab that only counts: bytes of the snapshot, bytes of each second's changes, as they come over the wire.</summary>
internal sealed class BoardWatcher : IAsyncDisposable
{
    private const byte RecordEnd = 0x1e;

    private readonly ClientWebSocket _socket = new();

    /// <summary>Bytes of the answer to Watch.</summary>
    public int SnapshotBytes { get; private set; }

    /// <summary>Bytes of each change.</summary>
    public List<int> Changes { get; } = [];

    /// <summary>Opens the hub and watches until cancelled.</summary>
    public async Task WatchAsync(Uri server, string key, CancellationToken ct)
    {
        _socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        _socket.Options.SetRequestHeader("Origin", server.GetLeftPart(UriPartial.Authority));
        await _socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/hubs/supervisor" }.Uri, ct);
        await SendAsync("""{"protocol":"json","version":1}""", ct);
        await SendAsync("""{"type":1,"invocationId":"1","target":"Watch","arguments":[null,0]}""", ct);
        ArrayBufferWriter<byte> message = new();
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult received = await _socket.ReceiveAsync(message.GetMemory(64 * 1024), ct);
                message.Advance(received.Count);
                if (received.EndOfMessage)
                {
                    Count(message.WrittenSpan);
                    message.Clear();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf(RecordEnd) is >= 0 and int end)
        {
            ReadOnlySpan<byte> one = bytes[..end];
            if (one.StartsWith("""{"type":3"""u8))
            {
                SnapshotBytes = one.Length;
            }
            else if (one.StartsWith("""{"type":1"""u8))
            {
                Changes.Add(one.Length);
            }

            bytes = bytes[(end + 1)..];
        }
    }

    private Task SendAsync(string text, CancellationToken ct)
        => _socket.SendAsync(Encoding.UTF8.GetBytes(text).Append(RecordEnd).ToArray(), WebSocketMessageType.Text, true, ct);
}
