using CallCenter.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Demo;

/// <summary>Demo mode: a simulated carrier beside the program, and something to dial.</summary>
internal static class DemoParts
{
    public static IServiceCollection AddDemo(this IServiceCollection services, ServerSettings settings)
    {
        if (settings is { Demo: true, HasDialer: true })
        {
            services.AddSingleton<DemoNetwork>();
            services.AddHostedService(s => s.GetRequiredService<DemoNetwork>());
            services.AddSingleton<DemoData>();
        }

        return services;
    }

    /// <summary>Fills an empty demo; nothing outside demo mode.</summary>
    public static Task SeedDemoAsync(this IServiceProvider services, CancellationToken ct)
        => services.GetService<DemoData>() is { } data ? data.SeedAsync(ct) : Task.CompletedTask;
}
