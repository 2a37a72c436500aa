using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;

namespace CallCenter.Portal.Hubs;

/// <summary>One open tab at a hub: its changes leave in their order, and a tab that does not take them holds nobody else up.</summary>
public sealed class HubTab : IAsyncDisposable
{
    /// <summary>The client's method.</summary>
    public const string Method = "changed";

    private const int MostWaiting = 256;

    private readonly Channel<JsonElement> _waiting = Channel.CreateBounded<JsonElement>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly CancellationTokenSource _stop = new();
    private readonly Action _abort;
    private readonly Task _sending;

    /// <param name="connection">The hub's name for it.</param>
    /// <param name="client">The way to it.</param>
    /// <param name="abort">Cuts a connection that takes nothing: it comes back and asks for what it missed.</param>
    public HubTab(string connection, IClientProxy client, Action abort)
    {
        Connection = connection;
        _abort = abort;
        _sending = SendAsync(client);
    }

    /// <summary>The hub's name for it.</summary>
    public string Connection { get; }

    /// <summary>Sends a change; a tab with too many waiting is cut.</summary>
    public void Push(JsonElement change)
    {
        if (!_waiting.Writer.TryWrite(change))
        {
            _abort();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stop.CancelAsync();
        await _sending;
        _stop.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "the owner's loop: letting a tab go must never fail, whatever its connection died of")]
    private async Task SendAsync(IClientProxy client)
    {
        try
        {
            await foreach (JsonElement change in _waiting.Reader.ReadAllAsync(_stop.Token))
            {
                await client.SendAsync(Method, change, _stop.Token);
            }
        }
        catch (Exception)
        {
            // The tab is gone; it asks for what it missed when it comes back.
            if (!_stop.IsCancellationRequested)
            {
                _abort();
            }
        }
    }
}
