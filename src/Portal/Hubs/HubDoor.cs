using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CallCenter.Data.Identity;
using CallCenter.Portal.Access;
using CallCenter.Portal.Errors;
using CallCenter.Portal.SignIn;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallCenter.Portal.Hubs;

/// <summary>
/// The open hub connections. A connection was let in once, but its session may end while it stays open (signed out elsewhere, disabled,
/// other roles or scope, key revoked): every two seconds those that no longer stand are cut, so that it takes at most five (H-W7). A key has
/// no session: its connections are cut when the record of the person it acts as was changed.
/// </summary>
public sealed class HubDoor(SessionStore sessions, ApiKeyStore keys, TimeProvider time, ILogger<HubDoor> log) : BackgroundService
{
    /// <summary>Connections that one person, or one key that acts as nobody, may have open at a time.</summary>
    public const int MostOfOne = 20;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, (HubCallerContext Connection, CurrentUser? User)> _open = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private bool _blind;

    /// <summary>Call when a hub's connection begins.</summary>
    /// <exception cref="HubException"><c>too_many_tabs</c>: the person has too many open already.</exception>
    public void Enter(HubCallerContext connection)
    {
        CurrentUser? user = CurrentUser.Of(connection.User!);
        lock (_gate)
        {
            if (_open.Values.Count(o => IsSame(o.User, user)) >= MostOfOne)
            {
                throw HubRefusal.Of("too_many_tabs", "You have too many tabs open: close some tabs.");
            }

            _open[connection.ConnectionId] = (connection, user);
        }
    }

    /// <summary>Call when it has ended.</summary>
    public void Leave(HubCallerContext connection)
    {
        lock (_gate)
        {
            _open.Remove(connection.ConnectionId);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryCutAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends, and the server closes its connections.
        }
    }

    private static bool IsSame(CurrentUser? a, CurrentUser? b)
        => a?.UserId == b?.UserId && (a?.UserId is not null || string.Equals(a?.ApiKeyId, b?.ApiKeyId, StringComparison.Ordinal));

    private static long? KeyOf(CurrentUser user) => user.ApiKeyId is { } id ? long.Parse(id, CultureInfo.InvariantCulture) : null;

    // While nothing can be asked nobody is cut: commands are refused meanwhile wherever they need the database.
    [SuppressMessage("Design", "CA1031", Justification = "the owner's loop: an error of the database must not end the program")]
    private async Task TryCutAsync(CancellationToken ct)
    {
        try
        {
            await CutAsync(ct);
            _blind = false;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            if (!_blind)
            {
                PortalLog.HubsUnchecked(log, e.Message, e);
            }

            _blind = true;
        }
    }

    private async Task CutAsync(CancellationToken ct)
    {
        (HubCallerContext Connection, CurrentUser? User)[] open;
        lock (_gate)
        {
            open = [.. _open.Values];
        }

        long[] ofSessions = [.. open.Select(o => o.User?.SessionId).OfType<long>().Distinct()];
        long[] ofKeys = [.. open.Select(o => o.User is null ? null : KeyOf(o.User)).OfType<long>().Distinct()];
        IReadOnlyList<long> standing = ofSessions.Length == 0 ? [] : await sessions.AliveAsync(ofSessions, time.GetUtcNow() - SignInService.AbsoluteLimit, ct);
        IReadOnlyList<AliveKey> good = ofKeys.Length == 0 ? [] : await keys.AliveAsync(ofKeys, ct);
        foreach ((HubCallerContext connection, CurrentUser? user) in open)
        {
            bool stands = user?.SessionId is { } session
                ? standing.Contains(session)
                : user is not null && KeyOf(user) is { } key && good.Any(k => k.Id == key && k.UserVersion == user.UserVersion);
            if (!stands)
            {
                connection.Abort();
            }
        }
    }
}
