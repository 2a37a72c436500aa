namespace CallCenter.TestKit.Processes;

/// <summary>What a verb printed and how it ended.</summary>
public sealed record CliResult(int ExitCode, string Output, string Errors);

/// <summary>Verbs of the built program, each in a process of its own.</summary>
public static class CallCenterCli
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<CliResult> RunAsync(params string[] arguments)
    {
        await using ChildProcess process = ChildProcess.Start("dotnet", [RepositoryPaths.Program, .. arguments]);
        int code = await process.ExitAsync(Limit);
        return new CliResult(code, string.Join('\n', process.Output), process.Errors);
    }

    /// <summary>Makes an API key for a user or a role and returns it.</summary>
    public static async Task<string> AddKeyAsync(string data, string name, string option, string value)
    {
        CliResult result = await RunAsync("apikey", "add", name, option, value, "--data", data);
        return result.ExitCode == 0
            ? result.Output.Trim()
            : throw new InvalidOperationException($"apikey add ended with {result.ExitCode}: {result.Output} {result.Errors}");
    }
}
