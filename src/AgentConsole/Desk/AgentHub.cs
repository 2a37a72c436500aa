using CallCenter.Contracts;
using CallCenter.Contracts.Desk;
using CallCenter.Portal.Access;
using CallCenter.Portal.Hubs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

namespace CallCenter.AgentConsole.Desk;

/// <summary>
/// The agents' hub, <c>/hubs/agent?tab=UUID&amp;tz=Europe/Berlin</c>: the desk as snapshot and numbered changes (client method
/// <c>changed</c>), commands with ids, and the browser's phone. <c>tab</c> is made by the page and kept over a reload; <c>tz</c> is where the
/// agent's day begins.
/// </summary>
internal sealed class AgentHub(DeskFeeds feeds, DeskCommands commands, IDialerLink dialer, HubDoor door, IHubContext<AgentHub> tabs) : Hub
{
    /// <summary>Where it is.</summary>
    public const string Path = "/hubs/agent";

    private const int LongestOffer = 16 * 1024;

    private CurrentUser User => CurrentUser.Of(Context.User!)!;

    /// <inheritdoc />
    public override Task OnConnectedAsync()
    {
        if (CurrentUser.Of(Context.User!)?.UserId is null)
        {
            throw HubRefusal.Of("no_person", "This key acts as nobody: make one with --user, or sign in.");
        }

        door.Enter(Context);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        door.Leave(Context);
        if (CurrentUser.Of(Context.User!)?.UserId is { } agent)
        {
            await feeds.LeaveAsync(agent, Context.ConnectionId);
        }
    }

    /// <summary>The desk from now on: a snapshot, or, for a client that names stream and number of what it saw last, the changes since.</summary>
    [NeedsPermission(Permissions.AgentWork)]
    public async Task<DeskResume> Watch(string? stream, long version)
    {
        HubCallerContext connection = Context;
        HubTab tab = new(connection.ConnectionId, tabs.Clients.Client(connection.ConnectionId), connection.Abort);
        return await feeds.WatchAsync(User.Agent(), tab, stream, version, Zone(), connection.ConnectionAborted);
    }

    /// <summary>Carries out a command; a repeat is answered as the first was.</summary>
    [NeedsPermission(Permissions.AgentWork)]
    public Task<DeskReply> Do(DeskCommand command) => commands.DoAsync(User, command, Context.ConnectionAborted);

    /// <summary>This tab offers its audio; the SDP answer. Another tab's healthy phone refuses it: <c>phone_open_elsewhere</c>.</summary>
    [NeedsPermission(Permissions.AgentWork)]
    public Task<string> Offer(string sdp) => OfferAsync(sdp, takeOver: false);

    /// <summary>As <see cref="Offer"/>, but another tab loses its phone.</summary>
    [NeedsPermission(Permissions.AgentWork)]
    public Task<string> TakeOver(string sdp) => OfferAsync(sdp, takeOver: true);

    /// <summary>This tab lets go of the phone on purpose.</summary>
    [NeedsPermission(Permissions.AgentWork)]
    public async Task LeavePhone()
    {
        if (await dialer.SendAsync(new LeavePhone(User.Agent(), Tab()), Context.ConnectionAborted) is Refused refused)
        {
            throw HubRefusal.Of(refused);
        }
    }

    private async Task<string> OfferAsync(string sdp, bool takeOver)
    {
        if (string.IsNullOrEmpty(sdp) || sdp.Length > LongestOffer)
        {
            throw HubRefusal.Of("invalid_offer", "An SDP offer of at most 16 KiB.");
        }

        return await dialer.SendAsync(new OfferPhone(User.Agent(), User.UserName, sdp, Tab(), takeOver), Context.ConnectionAborted) switch
        {
            PhoneAnswer answer => answer.Sdp,
            Refused refused => throw HubRefusal.Of(refused),
            { } other => throw new InvalidOperationException($"The dialer answered an offer with {other.GetType().Name}."),
        };
    }

    private string Tab() => Guid.TryParse(Query("tab"), out Guid tab)
        ? tab.ToString()
        : throw HubRefusal.Of("invalid_tab", "The hub's address must name the tab: ?tab=UUID.");

    private TimeZoneInfo? Zone()
        => Query("tz") is { Length: > 0 and <= 64 } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) ? zone : null;

    private string? Query(string name) => Context.GetHttpContext()?.Request.Query[name];
}
