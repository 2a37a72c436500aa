using CallCenter.Contracts.Board;
using CallCenter.Portal.Access;
using CallCenter.Portal.Hubs;
using Microsoft.AspNetCore.SignalR;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>
/// The supervisors' hub, <c>/hubs/supervisor</c>: the floor as snapshot and numbered changes (client method <c>changed</c>), at most one a
/// second.
/// </summary>
internal sealed class SupervisorHub(BoardFeed feed, HubDoor door, IHubContext<SupervisorHub> tabs) : Hub
{
    /// <summary>Where it is.</summary>
    public const string Path = "/hubs/supervisor";

    private CurrentUser User => CurrentUser.Of(Context.User!)!;

    /// <inheritdoc />
    public override Task OnConnectedAsync()
    {
        door.Enter(Context);
        return Task.CompletedTask;
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
}
