using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CallCenter.Contracts;
using CallCenter.Contracts.Link;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CallCenter.Dialer.Link;

/// <summary>
/// The Dialer's door for web processes (<c>--role web</c>): the same commands and events as in one process, behind a secret that
/// only readers of the data folder have. Served on an address of its own, never on the public one.
/// </summary>
public sealed class LinkServer(DialerSettings settings)
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>Maps the two routes; the endpoints answer nobody without the secret.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/link/commands", CommandAsync).AllowAnonymous();
        routes.Map("/link/events", EventsAsync).AllowAnonymous();
    }

    /// <summary>Tells web processes where the door is, once it is open.</summary>
    public void Announce(string url) => new LinkAddress(url, Convert.ToHexString(_secret)).Write(settings.DataFolder);

    /// <summary>The door is closed.</summary>
    public void Withdraw() => File.Delete(Path.Combine(settings.DataFolder, LinkAddress.FileName));

    private async Task<IResult> CommandAsync(HttpContext context, IDialerLink link)
    {
        if (!IsAllowed(context))
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        try
        {
            DialerCommand? command = await JsonSerializer.DeserializeAsync<DialerCommand>(context.Request.Body, LinkJson.Options, context.RequestAborted);
            return command is null
                ? Results.StatusCode(StatusCodes.Status400BadRequest)
                : Results.Json(await link.SendAsync(command, context.RequestAborted), LinkJson.Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
    }

    private async Task EventsAsync(HttpContext context, IDialerLink link)
    {
        if (!IsAllowed(context) || !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        CancellationToken stopping = context.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await foreach (DialerEvent e in link.SubscribeAsync(over.Token))
            {
                await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(e, LinkJson.Options), WebSocketMessageType.Text, true, over.Token);
            }

            // The program ends: without this Kestrel waits for the socket until its own limit.
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, context.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // the web process went; it connects again
        }
    }

    private bool IsAllowed(HttpContext context)
    {
        string header = context.Request.Headers.Authorization.ToString();
        byte[] expected = Encoding.ASCII.GetBytes("Bearer " + Convert.ToHexString(_secret));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header), expected);
    }
}
