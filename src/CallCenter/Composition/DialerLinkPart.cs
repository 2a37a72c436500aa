using CallCenter.Dialer;
using CallCenter.Dialer.Link;
using CallCenter.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Composition;

/// <summary>The dialer's door for web processes, and what signals mean to it.</summary>
internal static class DialerLinkPart
{
    /// <summary>Role dialer: maps the door.</summary>
    public static void MapDialerLink(this WebApplication app)
    {
        app.UseWebSockets();
        app.Services.GetRequiredService<LinkServer>().Map(app);
    }

    /// <summary>Role dialer: tells web processes where the door is, until the result is disposed. Null for other roles.</summary>
    public static IDisposable? OpenDialerLink(this WebApplication app, ServerSettings settings)
    {
        if (settings.Role != ServerRole.Dialer)
        {
            return null;
        }

        LinkServer server = app.Services.GetRequiredService<LinkServer>();
        server.Announce(app.Urls.First());
        return new Door(server);
    }

    /// <summary>SIGTERM: calls under way come to their end before the program does.</summary>
    public static void LetCallsEnd(IServiceProvider services)
    {
        if (services.GetService<StopManner>() is { } manner)
        {
            manner.Drain = true;
        }
    }

    private sealed class Door(LinkServer server) : IDisposable
    {
        public void Dispose() => server.Withdraw();
    }
}
