using CallCenter.Data;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Hubs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CallCenter.AgentConsole.Tests;

/// <summary>Who is let in, and who is cut while the connection is open.</summary>
public sealed class HubDoorTests
{
    [Fact]
    public async Task One_person_has_at_most_twenty_tabs_open()
    {
        await using DeskServer server = await DeskServer.StartAsync();
        HttpClient anns = await server.ProgramAsync(await server.AddAgentAsync("ann"));
        List<HubClient> tabs = [];
        for (int i = 0; i < HubDoor.MostOfOne; i++)
        {
            tabs.Add(await HubClient.OpenAsync(server, anns, origin: ""));
            await tabs[^1].WatchAsync();
        }

        await using HubClient oneMore = await HubClient.OpenAsync(server, anns, origin: "");
        await oneMore.Closed.WaitAsync(TimeSpan.FromSeconds(10), DeskServer.Ct);
        Assert.Contains("too_many_tabs: ", oneMore.CloseError, StringComparison.Ordinal);
        await using HubClient bos = await HubClient.OpenAsync(server, await server.ProgramAsync(await server.AddAgentAsync("bo")), origin: "");
        await bos.WatchAsync();
        foreach (HubClient tab in tabs)
        {
            await tab.WatchAsync();
            await tab.DisposeAsync();
        }
    }

    [Fact]
    public async Task Who_gets_other_campaigns_or_teams_loses_the_hub_with_a_session_and_with_a_key()
    {
        await using DeskServer server = await DeskServer.StartAsync();
        UserId ann = await server.AddAgentAsync("ann");
        UserId eve = await server.AddAgentAsync("eve");
        (CampaignId campaign, _, _) = await server.AddLeadAsync();
        HttpClient boss = await server.ProgramAsync(await server.AddAgentAsync("boss", "administrator"));
        await using HubClient page = await HubClient.OpenAsync(server, await server.SignInAsync("ann"));
        await using HubClient program = await HubClient.OpenAsync(server, await server.ProgramAsync(eve), origin: "");
        await page.WatchAsync();
        await program.WatchAsync();

        await EditAsync(ann, new { displayName = "Ann", teams = Array.Empty<string>() });
        await PassAsync(server, () => false, rounds: 2);
        await page.WatchAsync();

        await EditAsync(ann, new { campaignIds = new[] { campaign.ToString() } });
        await EditAsync(eve, new { teams = new[] { "North" } });
        await PassAsync(server, () => page.Closed.IsCompleted && program.Closed.IsCompleted);
        await page.Closed.WaitAsync(TimeSpan.FromSeconds(5), DeskServer.Ct);
        await program.Closed.WaitAsync(TimeSpan.FromSeconds(5), DeskServer.Ct);

        async Task EditAsync(UserId user, object change)
            => await DeskServer.JsonAsync(await boss.PatchAsJsonAsync(new Uri($"/api/v1/users/{user}", UriKind.Relative), change, DeskServer.Ct));
    }

    [Fact]
    public async Task An_error_of_the_database_ends_neither_the_program_nor_the_watch_over_the_hubs()
    {
        await using DeskServer server = await DeskServer.StartAsync();
        UserId ann = await server.AddAgentAsync("ann");
        await using HubClient tab = await HubClient.OpenAsync(server, await server.SignInAsync("ann"));
        await tab.WatchAsync();

        await server.Get<Database>().WriteAsync(session => session.ExecuteAsync(DeskStatements.HideSessions, null), DeskServer.Ct);
        await PassAsync(server, () => false, rounds: 5);
        Assert.False(server.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Assert.False(tab.Closed.IsCompleted);

        await server.Get<Database>().WriteAsync(session => session.ExecuteAsync(DeskStatements.ShowSessions, null), DeskServer.Ct);
        await server.Get<SessionStore>().EndAllAsync(ann, null, DeskServer.Ct);
        await PassAsync(server, () => tab.Closed.IsCompleted);
        await tab.Closed.WaitAsync(TimeSpan.FromSeconds(5), DeskServer.Ct);
    }

    /// <summary>Moves the clock by two seconds again and again, each time leaving the door a moment.</summary>
    private static async Task PassAsync(DeskServer server, Func<bool> done, int rounds = 100)
    {
        for (int i = 0; i < rounds && !done(); i++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, DeskServer.Ct);
        }
    }
}
