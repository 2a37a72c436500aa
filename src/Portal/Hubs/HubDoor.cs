using System.Collections.Concurrent;
using System.Globalization;
using CallCenter.Data;
using CallCenter.Data.Identity;
using CallCenter.Portal.Access;
using CallCenter.Portal.SignIn;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;

namespace CallCenter.Portal.Hubs;

/// <summary>
/// The open hub connections. A connection was let in once, but its session may end while it stays open (signed out elsewhere, disabled,
/// other roles, key revoked): every two seconds those that no longer stand are cut, so that it takes at most five (H-W7).
/// </summary>
public sealed class HubDoor(SessionStore sessions, ApiKeyStore keys, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, HubCallerContext> _open = new(StringComparer.Ordinal);

    /// <summary>Call when a hub's connection begins.</summary>
    public void Enter(HubCallerContext connection) => _open[connection.ConnectionId] = connection;

    /// <summary>Call when it has ended.</summary>
    public void Leave(HubCallerContext connection) => _open.TryRemove(connection.ConnectionId, out _);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await CutAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends, and the server closes its connections.
        }
    }

    private static long? KeyOf(CurrentUser user) => user.ApiKeyId is { } id ? long.Parse(id, CultureInfo.InvariantCulture) : null;

    private async Task CutAsync(CancellationToken ct)
    {
        (HubCallerContext Connection, CurrentUser? User)[] open = [.. _open.Values.Select(c => (c, CurrentUser.Of(c.User!)))];
        long[] ofSessions = [.. open.Select(o => o.User?.SessionId).OfType<long>().Distinct()];
        long[] ofKeys = [.. open.Select(o => o.User is null ? null : KeyOf(o.User)).OfType<long>().Distinct()];
        try
        {
            IReadOnlyList<long> standing = ofSessions.Length == 0 ? [] : await sessions.AliveAsync(ofSessions, time.GetUtcNow() - SignInService.AbsoluteLimit, ct);
            IReadOnlyList<long> good = ofKeys.Length == 0 ? [] : await keys.AliveAsync(ofKeys, ct);
            foreach ((HubCallerContext connection, CurrentUser? user) in open)
            {
                bool stands = user?.SessionId is { } session ? standing.Contains(session) : user is not null && KeyOf(user) is { } key && good.Contains(key);
                if (!stands)
                {
                    connection.Abort();
                }
            }
        }
        catch (DatabaseUnavailableException)
        {
            // Nothing can be asked now; commands are refused meanwhile wherever they need the database.
        }
    }
}
