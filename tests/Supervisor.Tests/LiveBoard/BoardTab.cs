using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace CallCenter.Supervisor.Tests.LiveBoard;

/// <summary>A supervisor's tab: speaks the hub's JSON protocol over a web socket, without the client library.</summary>
internal sealed class BoardTab : IAsyncDisposable
{
    private const byte RecordEnd = 0x1e;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<JsonElement> _changes = Channel.CreateUnbounded<JsonElement>();
    private readonly Channel<JsonElement> _answers = Channel.CreateUnbounded<JsonElement>();
    private Task _reading = Task.CompletedTask;

    public static async Task<BoardTab> OpenAsync(HttpClient asker)
    {
        BoardTab tab = new();
        Uri server = asker.BaseAddress!;
        tab._socket.Options.SetRequestHeader("Authorization", asker.DefaultRequestHeaders.Authorization!.ToString());
        tab._socket.Options.SetRequestHeader("Origin", server.GetLeftPart(UriPartial.Authority));
        await tab._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/hubs/supervisor" }.Uri, TestContext.Current.CancellationToken);
        await tab.SendAsync("""{"protocol":"json","version":1}""");
        tab._reading = tab.ReadAsync();
        return tab;
    }

    /// <summary>The answer to Watch.</summary>
    public async Task<JsonElement> WatchAsync(string? stream = null, long version = 0)
    {
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = "Watch", arguments = new object?[] { stream, version } }));
        JsonElement answer = await _answers.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit, TestContext.Current.CancellationToken);
        return answer.TryGetProperty("result", out JsonElement result) ? result : throw new InvalidOperationException(answer.GetRawText());
    }

    /// <summary>The next change for which the predicate holds.</summary>
    public async Task<JsonElement> NextAsync(Predicate<JsonElement> wanted)
    {
        while (true)
        {
            JsonElement change = await _changes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit, TestContext.Current.CancellationToken);
            if (wanted(change))
            {
                return change;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
    }

    private Task SendAsync(string message)
        => _socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)RecordEnd), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task ReadAsync()
    {
        List<byte> record = [];
        byte[] part = new byte[16 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(part.AsMemory(), _stop.Token) is { MessageType: not WebSocketMessageType.Close } read)
            {
                foreach (byte b in part.AsSpan(0, read.Count))
                {
                    if (b != RecordEnd)
                    {
                        record.Add(b);
                        continue;
                    }

                    Take(JsonDocument.Parse(record.ToArray()).RootElement);
                    record.Clear();
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Closed from here, or cut from there.
        }

        _changes.Writer.TryComplete();
        _answers.Writer.TryComplete();
    }

    private void Take(JsonElement message)
    {
        switch (message.TryGetProperty("type", out JsonElement type) ? type.GetInt32() : 0)
        {
            case 1 when message.GetProperty("target").GetString() == "changed":
                _changes.Writer.TryWrite(message.GetProperty("arguments")[0]);
                break;
            case 3:
                _answers.Writer.TryWrite(message);
                break;
            default:
                break;
        }
    }
}
