using CallCenter.TestKit;
using CallCenter.TestKit.Api;
using CallCenter.TestKit.Phones;
using CallCenter.TestKit.Processes;
using CallCenter.TestKit.Sipp;

namespace CallCenter.Journeys.Support;

/// <summary>
/// The built program serving a data folder of its own, seen as an administrator sees it: nothing but its command line, its HTTP API and
/// its SIP address.
/// </summary>
public sealed class RunningCenter : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<CallCenterProcess> _processes = [];

    private RunningCenter()
    {
    }

    /// <summary>The API with an administrator's key.</summary>
    public ApiClient Admin { get; private set; } = null!;

    /// <summary>The process that serves the API.</summary>
    public CallCenterProcess Web => _processes[^1];

    /// <summary>The process that dials; the same in one process.</summary>
    public CallCenterProcess Dialer => _processes[0];

    /// <summary>The data folder.</summary>
    public string DataFolder => _folder.File("data");

    private string AdminKey { get; set; } = "";

    /// <summary>One process, the default.</summary>
    public static async Task<RunningCenter> StartAsync()
    {
        RunningCenter center = new();
        center.AdminKey = await CallCenterCli.AddKeyAsync(center.DataFolder, "journey", "--role", "administrator");
        center._processes.Add(await CallCenterProcess.ServeAsync(center.DataFolder));
        center.Admin = center.Web.Client(center.AdminKey);
        return center;
    }

    /// <summary>The Dialer and the web services as two processes over one data folder.</summary>
    public static async Task<RunningCenter> StartTwoProcessesAsync()
    {
        RunningCenter center = new();
        center.AdminKey = await CallCenterCli.AddKeyAsync(center.DataFolder, "journey", "--role", "administrator");
        center._processes.Add(await CallCenterProcess.ServeAsync(center.DataFolder, "--role", "dialer"));
        center._processes.Add(await CallCenterProcess.ServeAsync(center.DataFolder, "--role", "web"));
        center.Admin = center.Web.Client(center.AdminKey);
        return center;
    }

    /// <summary>Starts the program again over the same data folder after it was killed or stopped.</summary>
    public async Task RestartAsync()
    {
        await _processes[0].DisposeAsync();
        _processes[0] = await CallCenterProcess.ServeAsync(DataFolder);
        Admin.Dispose();
        Admin = Web.Client(AdminKey);
    }

    /// <summary>A user with the role agent, a SIP password and an API key of their own.</summary>
    public async Task<JourneyAgent> AddAgentAsync(string userName)
    {
        CreatedUser user = await Admin.AddUserAsync(userName, "agent");
        string key = await CallCenterCli.AddKeyAsync(DataFolder, userName + "-key", "--user", userName);
        return new JourneyAgent(userName, user, key, Web.Client(key));
    }

    /// <summary>Registers a phone that hums a tone.</summary>
    public Task<SoftAgentPhone> PhoneAsync(JourneyAgent agent, double? toneHz)
        => SoftAgentPhone.StartAsync(Dialer.Sip!, agent.UserName, agent.User.SipPassword, toneHz);

    /// <summary>Registers SIPp as the agent's phone.</summary>
    public Task<SippAgentPhone> SippPhoneAsync(JourneyAgent agent)
        => SippAgentPhone.StartAsync(Dialer.Sip!, agent.UserName, agent.User.SipPassword);

    /// <summary>A recording as the API hands it out.</summary>
    public Task<byte[]> RecordingAsync(string id) => Admin.DownloadAsync($"recordings/{id}/audio");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        foreach (CallCenterProcess process in Enumerable.Reverse(_processes))
            await process.DisposeAsync();
        _folder.Dispose();
    }
}
