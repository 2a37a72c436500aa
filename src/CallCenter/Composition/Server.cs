using System.Runtime.InteropServices;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Migrations;
using CallCenter.Demo;
using CallCenter.Portal.Access;
using CallCenter.Portal.Users;
using CallCenter.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CallCenter.Composition;

/// <summary>Runs the server from the first check to the last goodbye.</summary>
internal static class Server
{
    /// <returns>0 after an orderly end, 1 when it could not start.</returns>
    public static async Task<int> RunAsync(ServerSettings settings, IConfiguration configuration, CancellationToken ct)
    {
        using FolderLock? folder = FolderLock.TryTake(settings);
        if (folder is null)
        {
            await Console.Error.WriteLineAsync($"{SettingKeys.Data.Name}: another callcenter serves '{settings.DataFolder}'.");
            return 1;
        }

        await using WebApplication app = Program.Build(settings, configuration);
        try
        {
            await app.Services.GetRequiredService<Database>().MigrateAsync(ct);
            if (settings.HasWeb && !await WelcomeAsync(app.Services, settings, ct))
            {
                return 1;
            }

            await app.StartAsync(ct);
            await app.Services.SeedDemoAsync(ct);
        }
        catch (Exception e) when (e is DatabaseUnavailableException or MigrationException or InvalidDataException or IOException or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync($"callcenter cannot start: {e.Message}");
            return 1;
        }

        using PosixSignalRegistration drain = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => DialerLinkPart.LetCallsEnd(app.Services));
        using IDisposable? door = app.OpenDialerLink(settings);
        await AnnounceAsync(app, settings, ct);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    /// <summary>Makes sure that somebody can sign in, and says who.</summary>
    private static async Task<bool> WelcomeAsync(IServiceProvider services, ServerSettings settings, CancellationToken ct)
    {
        FirstStart first = services.GetRequiredService<FirstStart>();
        if (settings.Demo)
        {
            if (await first.EnsureDemoUsersAsync(ct))
            {
                return true;
            }

            await Console.Error.WriteLineAsync(
                $"{SettingKeys.Data.Name}: '{settings.DataFolder}' belongs to a real installation, and the demo signs in without passwords. Give it a folder of its own.");
            return false;
        }

        if (await first.EnsureAdministratorAsync(ct) is var (name, password))
        {
            Console.WriteLine($"administrator: {name}");
            Console.WriteLine($"password: {password}");
            Console.WriteLine("This password is shown once and has to be changed at the first sign-in.");
        }

        return true;
    }

    /// <summary>One line for each address, then "ready": scripts wait for them.</summary>
    private static async Task AnnounceAsync(WebApplication app, ServerSettings settings, CancellationToken ct)
    {
        foreach (string url in app.Urls)
        {
            Console.WriteLine($"http: {url}");
        }

        if (settings.HasDialer
            && await app.Services.GetRequiredService<IDialerLink>().SendAsync(new GetDialerHealth(), ct) is DialerHealthReply health)
        {
            Console.WriteLine($"sip: {health.SipAddress}");
            if (health.WebRtcAddress is { } webRtc)
            {
                Console.WriteLine($"webrtc: {webRtc}");
            }
        }

        if (app.Services.GetService<DemoNetwork>()?.Address is { } carrier)
        {
            Console.WriteLine($"carrier: {carrier}");
        }

        Console.WriteLine($"data: {settings.DataFolder}");
        if (settings.Demo)
        {
            Console.WriteLine($"open: {app.Urls.First()} and sign in by one click as {string.Join(", ", DemoUsers.All.Select(u => $"{u.Name} ({u.Role})"))}");
        }

        Console.WriteLine("ready");
        await Console.Out.FlushAsync(ct);
    }
}
