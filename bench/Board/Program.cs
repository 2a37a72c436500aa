using System.Diagnostics;
using System.Globalization;
using CallCenter.Bench.Board;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Customers;
using CallCenter.Data.Identity;
using CallCenter.Data.Trunks;
using CallCenter.Domain;
using CallCenter.Portal.SignIn;
using CallCenter.Portal.Users;
using CallCenter.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// Board [agents] [seconds]: figures of the hub. Board serve [agents] [port]: the program with that floor, to look at, until end of input.
bool serve = args is ["serve", ..];
string[] numbers = serve ? args[1..] : args;
int agents = numbers.Length > 0 ? int.Parse(numbers[0], CultureInfo.InvariantCulture) : 200;
int second = numbers.Length > 1 ? int.Parse(numbers[1], CultureInfo.InvariantCulture) : serve ? 0 : 60;
string folder = Directory.CreateTempSubdirectory("callcenter-board-").FullName;
try
{
    ServerSettings settings = new SettingsReader(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Http:Listen"] = serve ? $"127.0.0.1:{second}" : "127.0.0.1:0",
        ["Data"] = folder,
        ["Role"] = "web",
    }).Read(demo: true)!;
    FloorSeed seed = new(agents);
    SimulatedFloor? floor = null;
    await using WebApplication app = CallCenter.Program.Build(settings, new ConfigurationBuilder().Build(), services => services.AddSingleton<IDialerLink>(_ => floor!));
    await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
    await app.Services.GetRequiredService<FirstStart>().EnsureDemoUsersAsync(CancellationToken.None);
    await seed.PlantAsync(
        app.Services.GetRequiredService<UserStore>(),
        app.Services.GetRequiredService<TeamStore>(),
        app.Services.GetRequiredService<CampaignStore>(),
        app.Services.GetRequiredService<TrunkStore>(),
        app.Services.GetRequiredService<CustomerStore>());
    floor = new SimulatedFloor(agents, seed.Campaigns, seed.Trunks, seed.Customers, TimeProvider.System);
    floor.Begin(seed.People);
    await app.StartAsync();
    using CancellationTokenSource stop = new();
    Task running = floor.RunAsync(stop.Token);
    Uri url = new(app.Urls.First());
    if (serve)
    {
        Console.WriteLine($"http: {url}");
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync(CancellationToken.None) is not null)
        {
            // Until whoever started it lets go.
        }
    }
    else
    {
        (_, string key) = await app.Services.GetRequiredService<ApiKeys>().CreateAsync("board bench", null, ["supervisor"], "bench", CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(30)); // until calls are under way
        await using BoardWatcher watcher = new();
        using CancellationTokenSource over = new(TimeSpan.FromSeconds(second));
        using Process self = Process.GetCurrentProcess();
        TimeSpan cpu = self.TotalProcessorTime;
        long moves = floor.Moves;
        await watcher.WatchAsync(url, key, over.Token);
        self.Refresh();
        List<int> changes = watcher.Changes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{agents} agents, {(floor.Moves - moves) / (double)second:0.0} state changes/s, {seed.Campaigns.Count} campaigns: snapshot {watcher.SnapshotBytes / 1000.0:0.0} kB; {changes.Count / (double)second:0.00} changes/s, {changes.Sum() / 1000.0 / second:0.0} kB/s, largest {changes.Max() / 1000.0:0.0} kB; server CPU {(self.TotalProcessorTime - cpu).TotalSeconds / second * 100:0.0} % of a core, floor included"));
    }

    await stop.CancelAsync();
    await running;
    await app.StopAsync();
}
finally
{
    Directory.Delete(folder, recursive: true);
}
