using System.Globalization;
using CallCenter.TestKit;
using CallCenter.TestKit.Api;
using CallCenter.TestKit.Processes;

namespace CallCenter.Bench.Kit;

/// <summary>An agent of a measurement: user name, SIP password, and the API with a key of their own.</summary>
public sealed record BenchAgent(string Id, string UserName, string SipPassword, ApiClient Api);

/// <summary>The built program with the probe loaded, over a data folder on disk that is deleted at the end.</summary>
public sealed class MeasuredCenter : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<ApiClient> _clients = [];

    private MeasuredCenter()
    {
    }

    /// <summary>Administrator.</summary>
    public ApiClient Admin { get; private set; } = null!;

    /// <summary>The program.</summary>
    public CallCenterProcess Process { get; private set; } = null!;

    /// <summary>What the runtime in the program tells.</summary>
    public ProbeFile Probe { get; private set; } = null!;

    /// <summary>Its data folder.</summary>
    public string Data => _folder.File("data");

    /// <summary>Starts the program.</summary>
    public static async Task<MeasuredCenter> StartAsync()
    {
        if (!RepositoryPaths.Program.Contains("/Release/", StringComparison.Ordinal))
            throw new InvalidOperationException("The newest build is Debug; build the one to be measured: dotnet build src/CallCenter -c Release");
        MeasuredCenter center = new();
        string key = await CallCenterCli.AddKeyAsync(center.Data, "bench", "--role", "administrator");
        center.Probe = new ProbeFile(center._folder.File("probe.txt"));
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", Path.Combine(AppContext.BaseDirectory, "CallCenter.Bench.Probe.dll"));
        Environment.SetEnvironmentVariable("CALLCENTER_BENCH_PROBE", center.Probe.Path);
        try
        {
            center.Process = await CallCenterProcess.ServeAsync(center.Data, "--rtp", "13000-18999");
        }
        finally
        {
            Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
            Environment.SetEnvironmentVariable("CALLCENTER_BENCH_PROBE", null);
        }

        center.Admin = center.Client(key);
        return center;
    }

    /// <summary>Agents with keys.</summary>
    public async Task<IReadOnlyList<BenchAgent>> AddAgentsAsync(int count)
    {
        List<BenchAgent> agents = [];
        for (int i = 1; i <= count; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"agent{i:000}");
            CreatedUser user = await Admin.AddUserAsync(name, "agent");
            NewKey key = await Admin.PostAsync<NewKey>("apikeys", new { name = name + "-key", userId = user.Id });
            agents.Add(new BenchAgent(user.Id, name, user.SipPassword, Client(key.Key)));
        }

        return agents;
    }

    /// <summary>A ratio campaign of <paramref name="leads"/> new numbers over a trunk to a port of this machine. Loopback only: rule set none.</summary>
    public async Task<string> AddCampaignAsync(int leads, int carrierPort, double callsPerSecond, double ratio)
    {
        string trunk = (await Admin.PostAsync<Created>("trunks", new
        {
            name = "far end",
            host = "127.0.0.1",
            port = carrierPort,
            transport = "udp",
            register = false,
            maxChannels = 400,
            callsPerSecond,
            codecs = new[] { "PCMU", "PCMA" },
            priority = 1,
        })).Id;
        string list = await Admin.AddListAsync(
            "numbers", [.. Enumerable.Range(0, leads).Select(i => string.Create(CultureInfo.InvariantCulture, $"+1212{2_200_000 + i}"))]);
        return await Admin.AddCampaignAsync(new NewCampaign("bench", [list], [trunk])
        {
            Mode = "ratio",
            Ratio = ratio,
            WrapUpSeconds = 0,
            RingTimeoutSeconds = 20,
        });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (ApiClient client in _clients)
            client.Dispose();
        await Process.DisposeAsync();
        _folder.Dispose();
    }

    private ApiClient Client(string key)
    {
        ApiClient client = Process.Client(key);
        _clients.Add(client);
        return client;
    }

    private sealed record NewKey(string Id, string Key);
}
