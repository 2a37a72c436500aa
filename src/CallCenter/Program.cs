using CallCenter.AgentConsole;
using CallCenter.Composition;
using CallCenter.Demo;
using CallCenter.Portal;
using CallCenter.Settings;
using CallCenter.Supervisor;
using CallCenter.Verbs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter;

/// <summary>The program: composes only. What each verb does stands in <c>Verbs/</c>.</summary>
public static class Program
{
    /// <returns>0 ok, 1 refused or failed, 2 usage.</returns>
    public static Task<int> Main(string[] args) => CommandLine.RunAsync(args);

    /// <summary>The server: settings, parts, endpoints.</summary>
    internal static WebApplication Build(ServerSettings settings, IConfiguration configuration, Action<IServiceCollection>? replace = null)
    {
        WebApplicationBuilder builder = WebServer.CreateBuilder(settings, configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddData(settings);
        builder.Services.AddDialerLink(settings);
        builder.Services.AddPortal(new PortalOptions(settings.DataFolder, settings.Demo));
        if (settings.HasWeb)
        {
            builder.Services.AddAgentConsole();
        }

        builder.Services.AddSupervisorFor(settings);
        builder.Services.AddApiDocument();
        builder.Services.AddHostedService<AuditHeadWriter>();
        builder.Services.AddDemo(settings);
        replace?.Invoke(builder.Services);

        WebApplication app = builder.Build();
        app.UsePortal();
        app.MapHealth();
        if (settings.HasWeb)
        {
            app.MapPortal();
            app.MapAgentConsole();
            app.MapSupervisor();
            app.MapApiDocument();
        }
        else
        {
            app.MapDialerLink();
        }

        return app;
    }
}
