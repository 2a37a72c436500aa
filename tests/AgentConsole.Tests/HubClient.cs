using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace CallCenter.AgentConsole.Tests;

/// <summary>A tab: speaks the hub's JSON protocol over a web socket, without the client library.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const byte RecordEnd = 0x1e;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();
    private readonly Channel<JsonElement> _changes = Channel.CreateUnbounded<JsonElement>();
    private readonly Dictionary<string, TaskCompletionSource<JsonElement>> _calls = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;
    private int _last;

    /// <summary>Completes when the server closed the connection.</summary>
    public Task Closed => _reading;

    /// <summary>What the server said when it closed the connection.</summary>
    public string? CloseError { get; private set; }

    /// <summary>Opens the hub; what the handshake is refused with is thrown.</summary>
    public static async Task<HubClient> OpenAsync(DeskServer server, HttpClient asker, string? query = null, string? origin = null)
    {
        HubClient client = new();
        ClientWebSocketOptions options = client._socket.Options;
        options.CollectHttpResponseDetails = true;
        if (asker.DefaultRequestHeaders.Authorization is { } key)
        {
            options.SetRequestHeader("Authorization", key.ToString());
        }

        if (server.CookieOf(asker) is { } cookie)
        {
            options.SetRequestHeader("Cookie", cookie);
        }

        if (origin is not "")
        {
            options.SetRequestHeader("Origin", origin ?? server.Url.GetLeftPart(UriPartial.Authority));
        }

        UriBuilder address = new(server.Url) { Scheme = "ws", Path = "/hubs/agent", Query = query ?? $"tab={Guid.NewGuid()}" };
        await client._socket.ConnectAsync(address.Uri, TestContext.Current.CancellationToken);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        client._reading = client.ReadAsync();
        return client;
    }

    public async Task<JsonElement> InvokeAsync(string method, params object?[] arguments)
    {
        string id = (++_last).ToString(System.Globalization.CultureInfo.InvariantCulture);
        TaskCompletionSource<JsonElement> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_calls)
        {
            _calls[id] = answer;
        }

        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }));
        return await answer.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
    }

    public Task<JsonElement> WatchAsync(string? stream = null, long version = 0) => InvokeAsync("Watch", stream, version);

    public Task<JsonElement> DoAsync(object command) => InvokeAsync("Do", command);

    /// <summary>The next change.</summary>
    public async Task<JsonElement> NextAsync()
        => await _changes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit, TestContext.Current.CancellationToken);

    /// <summary>The next change of a kind; others before it are passed over.</summary>
    public async Task<JsonElement> NextAsync(string change)
    {
        while (true)
        {
            JsonElement next = await NextAsync();
            if (string.Equals(next.GetProperty("change").GetString(), change, StringComparison.Ordinal))
            {
                return next;
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
        lock (_calls)
        {
            foreach (TaskCompletionSource<JsonElement> call in _calls.Values)
            {
                call.TrySetException(new HubRefusedException("closed"));
            }
        }
    }

    private void Take(JsonElement message)
    {
        int type = message.TryGetProperty("type", out JsonElement t) ? t.GetInt32() : 0;
        if (type == 1)
        {
            Assert.Equal("changed", message.GetProperty("target").GetString());
            _changes.Writer.TryWrite(Assert.Single(message.GetProperty("arguments").EnumerateArray()));
        }
        else if (type == 7)
        {
            CloseError = message.TryGetProperty("error", out JsonElement error) ? error.GetString() : null;
        }
        else if (type == 3)
        {
            TaskCompletionSource<JsonElement> call;
            lock (_calls)
            {
                _calls.Remove(message.GetProperty("invocationId").GetString()!, out call!);
            }

            if (message.TryGetProperty("error", out JsonElement refusal))
            {
                call.SetException(new HubRefusedException(refusal.GetString()!));
            }
            else
            {
                call.SetResult(message.TryGetProperty("result", out JsonElement result) ? result : default);
            }
        }
    }
}

/// <summary>A hub method was refused.</summary>
internal sealed class HubRefusedException(string message) : Exception(message);
