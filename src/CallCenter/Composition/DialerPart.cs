using System.Runtime.CompilerServices;
using CallCenter.Contracts;
using CallCenter.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Composition;

/// <summary>The one place that decides what is behind <see cref="IDialerLink"/>.</summary>
internal static class DialerPart
{
    /// <summary>Registers the link of this process to its Dialer.</summary>
    public static IServiceCollection AddDialerLink(this IServiceCollection services, ServerSettings settings)
    {
        _ = settings;
        return services.AddSingleton<IDialerLink, AwayDialer>();
    }
}

/// <summary>A process without a Dialer: everything is refused as unreachable, and health says so.</summary>
internal sealed class AwayDialer(TimeProvider time) : IDialerLink
{
    /// <inheritdoc />
    public bool IsConnected => false;

    /// <inheritdoc />
    public Task<DialerReply> SendAsync(DialerCommand command, CancellationToken ct)
        => Task.FromResult<DialerReply>(new Refused("dialer_unreachable", "The dialer cannot be reached: see that it runs."));

    /// <inheritdoc />
    public async IAsyncEnumerable<DialerEvent> SubscribeAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
        yield break;
    }
}
