using CallCenter.Contracts;
using CallCenter.Contracts.Board;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Hubs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>
/// The supervisors' hub, <c>/hubs/supervisor</c>: the floor as snapshot and numbered changes (client method <c>changed</c>), at most one a
/// second; and the supervisor's phone in the browser, for listening (<c>?tab=UUID</c> names the page that has it). News of the own listening
/// come by client method <c>listening</c>.
/// </summary>
internal sealed class SupervisorHub(BoardFeed feed, HubDoor door, IDialerLink dialer, IHubContext<SupervisorHub> tabs) : Hub
{
    /// <summary>Where it is.</summary>
    public const string Path = "/hubs/supervisor";

    private const int LongestOffer = 16 * 1024;

    private CurrentUser User => CurrentUser.Of(Context.User!)!;

    /// <inheritdoc />
    public override async Task OnConnectedAsync()
    {
        door.Enter(Context);
        if (User.UserId is { } person)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(person), Context.ConnectionAborted);
        }
    }

    /// <inheritdoc />
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        door.Leave(Context);
        await feed.LeaveAsync(Context.ConnectionId);
    }

    /// <summary>The floor from now on: a snapshot, or, for a client that names stream and number of what it saw last, the changes since.</summary>
    [NeedsPermission(Permissions.BoardWatch)]
    public async Task<BoardResume> Watch(string? stream, long version)
    {
        HubCallerContext connection = Context;
        HubTab tab = new(connection.ConnectionId, tabs.Clients.Client(connection.ConnectionId), connection.Abort);
        return await feed.WatchAsync(BoardAudience.Of(User), tab, stream, version, connection.ConnectionAborted);
    }

    /// <summary>This tab offers its audio; the SDP answer. Another tab's healthy phone refuses it: <c>phone_open_elsewhere</c>.</summary>
    [NeedsPermission(Permissions.CallListen)]
    public Task<string> Offer(string sdp) => OfferAsync(sdp, takeOver: false);

    /// <summary>As <see cref="Offer"/>, but another tab loses its phone.</summary>
    [NeedsPermission(Permissions.CallListen)]
    public Task<string> TakeOver(string sdp) => OfferAsync(sdp, takeOver: true);

    /// <summary>This tab lets go of the phone on purpose.</summary>
    [NeedsPermission(Permissions.CallListen)]
    public async Task LeavePhone()
    {
        if (await dialer.SendAsync(new LeavePhone(Person(), Tab()), Context.ConnectionAborted) is Refused refused)
        {
            throw HubRefusal.Of(refused);
        }
    }

    /// <summary>All tabs of a person.</summary>
    internal static string GroupOf(UserId person) => $"person:{person}";

    private async Task<string> OfferAsync(string sdp, bool takeOver)
    {
        if (string.IsNullOrEmpty(sdp) || sdp.Length > LongestOffer)
        {
            throw HubRefusal.Of("invalid_offer", "An SDP offer of at most 16 KiB.");
        }

        return await dialer.SendAsync(new OfferPhone(Person(), User.UserName, sdp, Tab(), takeOver), Context.ConnectionAborted) switch
        {
            PhoneAnswer answer => answer.Sdp,
            Refused refused => throw HubRefusal.Of(refused),
            { } other => throw new InvalidOperationException($"The dialer answered an offer with {other.GetType().Name}."),
        };
    }

    private UserId Person() => User.UserId ?? throw HubRefusal.Of("no_person", "This key acts as nobody: make one with --user, or sign in.");

    private string Tab() => Guid.TryParse(Context.GetHttpContext()?.Request.Query["tab"], out Guid tab)
        ? tab.ToString()
        : throw HubRefusal.Of("invalid_tab", "The hub's address must name the tab: ?tab=UUID.");
}
