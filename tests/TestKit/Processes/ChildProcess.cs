using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace CallCenter.TestKit.Processes;

/// <summary>A process of ours: its lines are kept, signals go to its own id only, and it never outlives its owner.</summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    /// <summary>Signal numbers of Linux.</summary>
    public const int Interrupt = 2, Kill = 9, User1 = 10, Terminate = 15;

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly List<string> _output = [];
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;
    private TaskCompletionSource _more = NewSignal();

    private ChildProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, AddOutput), ReadAsync(process.StandardError, AddError));
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>True when it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Lines of standard output so far.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_gate)
                return [.. _output];
        }
    }

    /// <summary>Standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_gate)
                return _errors.ToString();
        }
    }

    /// <summary>Starts a program with a closed standard input.</summary>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach ((string key, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[key] = value;
        Process process = Process.Start(start) ?? throw new InvalidOperationException(program + " did not start");
        process.StandardInput.Close();
        return new ChildProcess(process);
    }

    /// <summary>The first line of standard output that starts with <paramref name="prefix"/>, without it.</summary>
    /// <exception cref="TimeoutException">It did not come in time, or the process ended; the message holds what was printed.</exception>
    public async Task<string> LineAsync(string prefix, TimeSpan limit)
    {
        using CancellationTokenSource timeout = new(limit, TimeProvider.System);
        while (true)
        {
            Task more;
            lock (_gate)
            {
                more = _more.Task;
                if (_output.Find(line => line.StartsWith(prefix, StringComparison.Ordinal)) is { } found)
                    return found[prefix.Length..].Trim();
            }

            if (_reading.IsCompleted)
                throw new TimeoutException($"The process ended without the line '{prefix}'. {Dump()}");
            try
            {
                await Task.WhenAny(more, _reading).WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"No line '{prefix}' within {limit.TotalSeconds} s. {Dump()}", late);
            }
        }
    }

    /// <summary>Sends a signal to this process alone.</summary>
    public void Signal(int signal)
    {
        if (!_process.HasExited)
            _ = SendSignal(_process.Id, signal);
    }

    /// <summary>Its exit code once it has ended and all it printed is read.</summary>
    /// <exception cref="TimeoutException">It is still running after <paramref name="limit"/>.</exception>
    public async Task<int> ExitAsync(TimeSpan limit)
    {
        using CancellationTokenSource timeout = new(limit, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            await _reading.WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"Still running after {limit.TotalSeconds} s. {Dump()}", late);
        }

        return _process.ExitCode;
    }

    /// <summary>Everything it printed, for messages of failed tests.</summary>
    public string Dump() => $"Output:\n{string.Join('\n', Output)}\nErrors:\n{Errors}";

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task ReadAsync(StreamReader reader, Action<string> add)
    {
        while (await reader.ReadLineAsync() is { } line)
            add(line);
    }

    private void AddOutput(string line)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            _output.Add(line);
            more = _more;
            _more = NewSignal();
        }

        more.SetResult();
    }

    private void AddError(string line)
    {
        lock (_gate)
            _errors.AppendLine(line);
    }
}
