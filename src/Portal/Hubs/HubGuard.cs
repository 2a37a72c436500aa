using System.Reflection;
using CallCenter.Data;
using CallCenter.Portal.Access;
using Microsoft.AspNetCore.SignalR;

namespace CallCenter.Portal.Hubs;

/// <summary>
/// Before every hub method: it must name its permission and the caller must have it (deny by default, H-W1), and a connection that ran
/// wild is slowed (H-A10). The database being away is a refusal, not a fault.
/// </summary>
internal sealed class HubGuard(TimeProvider time) : IHubFilter
{
    private const double Burst = 60;
    private const double PerSecond = 20;
    private static readonly object BudgetKey = new();

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (CurrentUser.Of(invocationContext.Context.User!) is not { } user
            || invocationContext.HubMethod.GetCustomAttribute<NeedsPermissionAttribute>() is not { } needs
            || !needs.AnyOf.Any(user.Has))
        {
            throw HubRefusal.Of("forbidden", "Your roles do not allow this.");
        }

        if (!TakeTurn(invocationContext.Context))
        {
            throw HubRefusal.Of("too_many_requests", "Too many requests at once: slow down.");
        }

        try
        {
            return await next(invocationContext);
        }
        catch (DatabaseUnavailableException)
        {
            throw HubRefusal.Of("database_unavailable", "The database cannot be used at the moment. Try again.");
        }
    }

    // A connection's methods run one after the other, so its budget needs no lock.
    private bool TakeTurn(HubCallerContext context)
    {
        long now = time.GetTimestamp();
        (double tokens, long at) = context.Items.TryGetValue(BudgetKey, out object? kept) ? ((double, long))kept! : (Burst, now);
        tokens = Math.Min(Burst, tokens + (time.GetElapsedTime(at, now).TotalSeconds * PerSecond));
        bool may = tokens >= 1;
        context.Items[BudgetKey] = (may ? tokens - 1 : tokens, now);
        return may;
    }
}
