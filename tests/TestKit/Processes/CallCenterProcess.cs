using System.Globalization;
using System.Net;
using CallCenter.TestKit.Api;

namespace CallCenter.TestKit.Processes;

/// <summary>The built program serving on ports it chose itself, with a data folder the test names.</summary>
public sealed class CallCenterProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(45);
    private readonly ChildProcess _process;

    private CallCenterProcess(ChildProcess process, string data)
    {
        _process = process;
        DataFolder = data;
    }

    /// <summary>The folder given as <c>--data</c>.</summary>
    public string DataFolder { get; }

    /// <summary>Address of the HTTP API; null for a role that serves none.</summary>
    public Uri? Http { get; private set; }

    /// <summary>SIP address bound; null for <c>--role web</c>.</summary>
    public IPEndPoint? Sip { get; private set; }

    /// <summary>The process, for signals and what it printed.</summary>
    public ChildProcess Process => _process;

    /// <summary>
    /// Starts <c>serve</c> with port 0 everywhere and waits for its line <c>ready</c>. <paramref name="more"/> is added and may
    /// name other RTP ports; <c>--role web</c> has no SIP address, <c>--role dialer</c> may have no HTTP address.
    /// </summary>
    public static Task<CallCenterProcess> ServeAsync(string data, params string[] more) => StartAsync("serve", data, more);

    /// <summary>Demo mode, as <c>./run</c> starts it, with the demo carrier on a port of its own.</summary>
    public static Task<CallCenterProcess> DemoAsync(string data) => StartAsync("demo", data, "--carrier", "127.0.0.1:0");

    /// <summary>A client for this process's API with a key.</summary>
    public ApiClient Client(string key)
        => new(Http ?? throw new InvalidOperationException("This role serves no HTTP API. " + _process.Dump()), key);

    /// <summary>Ctrl-C; the exit code.</summary>
    public Task<int> InterruptAsync(TimeSpan limit)
    {
        _process.Signal(ChildProcess.Interrupt);
        return _process.ExitAsync(limit);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Signal(ChildProcess.Kill);
        await _process.ExitAsync(TimeSpan.FromSeconds(10));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Signal(ChildProcess.Interrupt);
            try
            {
                await _process.ExitAsync(TimeSpan.FromSeconds(15));
            }
            catch (TimeoutException)
            {
                // Killed below; the test that asks for a clean stop asserts it itself.
            }
        }

        await _process.DisposeAsync();
    }

    private static async Task<CallCenterProcess> StartAsync(string verb, string data, params string[] more)
    {
        (int low, int high) = FreePorts.RtpRange();
        List<string> arguments =
        [
            RepositoryPaths.Program, verb, "--data", data, "--http", "127.0.0.1:0", "--sip", "127.0.0.1:0", "--webrtc", "127.0.0.1:0",
            .. more,
        ];
        if (!more.Contains("--rtp", StringComparer.Ordinal))
            arguments.AddRange(["--rtp", string.Create(CultureInfo.InvariantCulture, $"{low}-{high}")]);
        ChildProcess process = ChildProcess.Start("dotnet", arguments);
        CallCenterProcess center = new(process, data);
        try
        {
            await process.LineAsync("ready", StartLimit);
            center.ReadAddresses();
            return center;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private void ReadAddresses()
    {
        foreach (string line in _process.Output)
        {
            if (line.StartsWith("http: ", StringComparison.Ordinal))
                Http = new Uri(line["http: ".Length..].Trim());
            else if (line.StartsWith("sip: ", StringComparison.Ordinal))
                Sip = IPEndPoint.Parse(line["sip: ".Length..].Trim());
        }
    }
}
