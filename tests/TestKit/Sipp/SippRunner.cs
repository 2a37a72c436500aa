using System.Globalization;
using System.Text.RegularExpressions;
using CallCenter.TestKit.Processes;

namespace CallCenter.TestKit.Sipp;

/// <summary>How a run of SIPp ended.</summary>
/// <param name="ExitCode">0: every call was successful; 1: at least one failed; 97 and above: SIPp itself gave up.</param>
/// <param name="Errors">What SIPp found unexpected.</param>
public sealed record SippResult(int ExitCode, int Successful, int Failed, string Errors);

/// <summary>
/// SIPp with a scenario of tests/data/sipp, on loopback, with its messages traced into a folder of its own.
/// Started with a free port; <see cref="FinishAsync"/> lets calls under way end.
/// </summary>
public sealed partial class SippRunner : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly ChildProcess _process;

    private SippRunner(TempFolder folder, ChildProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Port = port;
    }

    /// <summary>SIP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Every message sent and received so far, as SIPp wrote it.</summary>
    public string Messages => File.Exists(MessageFile) ? File.ReadAllText(MessageFile) : "";

    private string MessageFile => _folder.File("messages.log");

    /// <summary>
    /// Starts SIPp. <paramref name="scenario"/> is a file of tests/data/sipp, or a scenario that SIPp brings along ("uas");
    /// <paramref name="remote"/> is needed by scenarios that send first.
    /// </summary>
    public static SippRunner Start(string scenario, int port, string? remote, params IReadOnlyList<string> more)
    {
        TempFolder folder = new();
        List<string> arguments =
        [
            .. scenario.EndsWith(".xml", StringComparison.Ordinal) ? new[] { "-sf", RepositoryPaths.TestData("sipp/" + scenario) } : ["-sn", scenario], "-i", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture),
            "-nostdin", "-skip_rlimit", "-trace_msg", "-message_file", folder.File("messages.log"), "-trace_err", "-error_file", folder.File("errors.log"),
            .. more,
        ];
        if (remote is not null)
            arguments.Insert(0, remote);
        return new SippRunner(folder, ChildProcess.Start("sipp", arguments, RepositoryPaths.TestData("sipp")), port);
    }

    /// <summary>Completes when SIPp has bound its port.</summary>
    public Task BoundAsync()
        => WaitFor.TrueAsync($"SIPp to bind port {Port}", IsBound, TimeSpan.FromSeconds(10));

    /// <summary>How many requests of a method were received, retransmissions included.</summary>
    public int Received(string method) => CountMessages("received", method + " sip:");

    /// <summary>How many messages whose first line starts with the text were sent.</summary>
    public int Sent(string start) => CountMessages("sent", start);

    /// <summary>SIGUSR1: no new calls, calls under way may end; the statistics.</summary>
    public async Task<SippResult> FinishAsync(TimeSpan limit)
    {
        _process.Signal(ChildProcess.User1);
        return await EndAsync(limit);
    }

    /// <summary>Waits until SIPp ends by itself (option -m).</summary>
    public async Task<SippResult> EndAsync(TimeSpan limit)
    {
        int code = await _process.ExitAsync(limit);
        string screen = string.Join('\n', _process.Output);
        string errors = File.Exists(_folder.File("errors.log")) ? await File.ReadAllTextAsync(_folder.File("errors.log")) : "";
        return new SippResult(code, Last(SuccessfulCalls().Matches(screen)), Last(FailedCalls().Matches(screen)), errors + _process.Errors);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex(@"Successful call +\| +[0-9]+ +\| +(?<count>[0-9]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SuccessfulCalls();

    [GeneratedRegex(@"Failed call +\| +[0-9]+ +\| +(?<count>[0-9]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FailedCalls();

    private static int Last(MatchCollection matches)
        => matches.Count == 0 ? 0 : int.Parse(matches[^1].Groups["count"].Value, CultureInfo.InvariantCulture);

    // /proc/net/udp lists bound sockets as hexadecimal ADDRESS:PORT.
    private bool IsBound()
    {
        if (_process.HasExited)
            throw new InvalidOperationException("SIPp ended: " + _process.Dump());
        string local = string.Create(CultureInfo.InvariantCulture, $" 0100007F:{Port:X4} ");
        return File.ReadAllText("/proc/net/udp").Contains(local, StringComparison.Ordinal);
    }

    // The trace writes "UDP message received [567] bytes:", an empty line, then the message.
    private int CountMessages(string direction, string start)
    {
        string[] lines = Messages.Split('\n');
        int count = 0;
        for (int i = 0; i + 2 < lines.Length; i++)
        {
            if (lines[i].StartsWith("UDP message " + direction, StringComparison.Ordinal) && lines[i + 2].StartsWith(start, StringComparison.Ordinal))
                count++;
        }

        return count;
    }
}
