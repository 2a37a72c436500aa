using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CallCenter.Contracts.Link;

/// <summary>
/// The border when the Dialer is another process: commands by HTTP POST, events by WebSocket. It finds the dialer by the file in
/// the data folder and again after the dialer was restarted.
/// </summary>
public sealed class RemoteDialerLink(string dataFolder, TimeProvider time) : IDialerLink, IDisposable
{
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _http = new() { Timeout = CommandLimit };
    private volatile bool _reached;

    /// <inheritdoc />
    public bool IsConnected => _reached;

    private static Refused Unreachable { get; } = new("dialer_unreachable", "The dialer cannot be reached; it may be starting. Try again in a moment.");

    /// <inheritdoc />
    public async Task<DialerReply> SendAsync(DialerCommand command, CancellationToken ct)
    {
        if (LinkAddress.TryRead(dataFolder) is not { } address)
        {
            _reached = false;
            return Unreachable;
        }

        using HttpRequestMessage request = new(HttpMethod.Post, $"{address.Url}/link/commands");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", address.Secret);
        request.Content = JsonContent.Create(command, options: LinkJson.Options);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, ct);
            if (!response.IsSuccessStatusCode)
            {
                _reached = false;
                return Unreachable;
            }

            DialerReply? reply = await response.Content.ReadFromJsonAsync<DialerReply>(LinkJson.Options, ct);
            _reached = true;
            return reply ?? Unreachable;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            _reached = false;
            return Unreachable;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<DialerEvent> SubscribeAsync([EnumeratorCancellation] CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            using ClientWebSocket socket = new();
            if (await TryConnectAsync(socket, ct))
            {
                yield return new EventsLost(); // what happened before, or in between, is not known here
                while (await ReceiveAsync(socket, ct) is { } e)
                {
                    yield return e;
                }

                _reached = false;
            }

            try
            {
                await Task.Delay(ReconnectAfter, time, ct);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<bool> TryConnectAsync(ClientWebSocket socket, CancellationToken ct)
    {
        if (LinkAddress.TryRead(dataFolder) is not { } address)
        {
            return false;
        }

        try
        {
            socket.Options.SetRequestHeader("Authorization", "Bearer " + address.Secret);
            await socket.ConnectAsync(new Uri(address.Url.Replace("http://", "ws://", StringComparison.Ordinal) + "/link/events"), ct);
            _reached = true;
            return true;
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or OperationCanceledException)
        {
            _reached = false;
            return false;
        }
    }

    private static async Task<DialerEvent?> ReceiveAsync(ClientWebSocket socket, CancellationToken ct)
    {
        try
        {
            using MemoryStream message = new();
            byte[] part = new byte[8192];
            ValueWebSocketReceiveResult read;
            do
            {
                read = await socket.ReceiveAsync(part.AsMemory(), ct);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                message.Write(part, 0, read.Count);
            }
            while (!read.EndOfMessage);
            return JsonSerializer.Deserialize<DialerEvent>(message.GetBuffer().AsSpan(0, (int)message.Length), LinkJson.Options);
        }
        catch (Exception e) when (e is WebSocketException or JsonException or OperationCanceledException)
        {
            return null;
        }
    }
}
