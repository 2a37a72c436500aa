using System.Runtime.Versioning;
using CallCenter.TestKit;
using CallCenter.TestKit.Processes;

namespace CallCenter.Portal.Tests;

/// <summary>The real program in processes of its own.</summary>
public sealed class CommandLineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "serve", "--help")]
    [InlineData(0, "user", "add", "--help")]
    [InlineData(2)]
    [InlineData(2, "dance")]
    [InlineData(2, "serve", "--colour", "blue")]
    [InlineData(2, "apikey", "add")]
    [InlineData(2, "apikey", "add", "x")]
    [InlineData(2, "apikey", "add", "x", "--user", "ann", "--role", "agent")]
    [InlineData(1, "carrier", "--listen", "127.0.0.1:0", "--ledger", "/proc/nowhere/ledger.jsonl")]
    public async Task Exit_codes_tell_usage_from_success(int expected, params string[] arguments)
    {
        CliResult result = await CallCenterCli.RunAsync(arguments);
        Assert.Equal(expected, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.True(expected == 0 ? result.Output.Contains("Example: ", StringComparison.Ordinal) : result.Errors.Length > 0);
    }

    [Fact]
    public async Task Every_wrong_setting_is_named_at_once_before_anything_starts()
    {
        using TempFolder folder = new();
        CliResult result = await CallCenterCli.RunAsync(
            "serve", "--data", folder.FullPath, "--http", "nowhere", "--sip", "127.0.0.1:99999", "--rtp", "30000-20000", "--role", "boss");
        Assert.Equal(2, result.ExitCode);
        foreach (string name in new[] { "--http (CALLCENTER__Http__Listen)", "--sip (CALLCENTER__Sip__Listen)", "--rtp (CALLCENTER__Media__RtpPorts)", "--role (CALLCENTER__Role)" })
        {
            Assert.Contains(name, result.Errors, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(folder.File("callcenter.db")));
    }

    [Fact]
    public async Task Plain_http_beyond_loopback_and_a_folder_that_is_a_file_are_refused()
    {
        using TempFolder folder = new();
        string file = folder.File("file");
        await File.WriteAllTextAsync(file, "");
        CliResult result = await CallCenterCli.RunAsync("serve", "--data", file, "--http", "0.0.0.0:0", "--sip", "127.0.0.1:0");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--insecure", result.Errors, StringComparison.Ordinal);
        Assert.Contains("--data (CALLCENTER__Data)", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_data_folder_setting_is_named()
    {
        CliResult result = await CallCenterCli.RunAsync("serve", "--data", "", "--http", "127.0.0.1:0", "--sip", "127.0.0.1:0");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--data (CALLCENTER__Data): names no folder", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("backup", "copy.db")]
    public async Task Without_a_database_there_is_nothing_to_verify_or_back_up(string verb, string? file = null)
    {
        using TempFolder folder = new();
        string mistyped = folder.File("nosuch");
        string[] arguments = file is null ? [verb] : [verb, folder.File(file)];
        CliResult result = await CallCenterCli.RunAsync([.. arguments, "--data", mistyped]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(mistyped, result.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(mistyped));
        Assert.Equal("", result.Output);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Whatever_a_server_makes_is_its_owners_alone()
    {
        using TempFolder folder = new();
        await using CallCenterProcess server = await CallCenterProcess.ServeAsync(folder.FullPath);
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        string[] open = [.. Directory.EnumerateFileSystemEntries(folder.FullPath, "*", SearchOption.AllDirectories).Where(p => (File.GetUnixFileMode(p) & Others) != UnixFileMode.None)];
        Assert.Empty(open);
        Assert.True(Directory.Exists(folder.File("recordings")));
    }

    [Fact]
    public async Task A_key_made_before_the_first_start_opens_the_server_and_another_one_is_made_while_it_serves()
    {
        using TempFolder folder = new();
        string[] data = ["--data", folder.FullPath];
        CliResult before = await CallCenterCli.RunAsync(["apikey", "add", "first", "--role", "administrator", .. data]);
        Assert.Equal(0, before.ExitCode);
        string key = Assert.Single(before.Output.Trim().Split('\n'));
        Assert.StartsWith("cck_", key, StringComparison.Ordinal);

        await using CallCenterProcess server = await CallCenterProcess.ServeAsync(folder.FullPath);
        Assert.Contains(server.Process.Output, line => line.StartsWith("password: ", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, key));
        CliResult second = await CallCenterCli.RunAsync(["apikey", "add", "second", "--user", "root", .. data]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, second.Output.Trim()));
        Assert.Equal(1, (await CallCenterCli.RunAsync(["apikey", "add", "third", "--user", "nobody", .. data])).ExitCode);

        CliResult twice = await CallCenterCli.RunAsync(["serve", "--http", "127.0.0.1:0", "--sip", "127.0.0.1:0", .. data]);
        Assert.Equal(1, twice.ExitCode);
        string copy = folder.File("copy.db");
        Assert.Equal(0, (await CallCenterCli.RunAsync(["backup", copy, .. data])).ExitCode);
        CliResult refused = await CallCenterCli.RunAsync(["restore", copy, .. data]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("stop it first", refused.Errors, StringComparison.Ordinal);

        CliResult busy = await CallCenterCli.RunAsync("serve", "--data", folder.File("other"), "--http", server.Http!.Authority, "--sip", "127.0.0.1:0");
        Assert.Equal(2, busy.ExitCode);
        Assert.Contains("in use", busy.Errors, StringComparison.Ordinal);

        Assert.Equal(0, await server.InterruptAsync(Limit));
        CliResult restored = await CallCenterCli.RunAsync(["restore", copy, .. data]);
        Assert.True(restored.ExitCode == 0, restored.Errors);
        CliResult verified = await CallCenterCli.RunAsync(["verify", .. data]);
        Assert.Contains("gate log: ok", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_backup_is_not_restored_and_the_database_stays()
    {
        using TempFolder folder = new();
        string[] data = ["--data", folder.FullPath];
        Assert.Equal(0, (await CallCenterCli.RunAsync(["migrate", .. data])).ExitCode);
        string junk = folder.File("junk.db");
        await File.WriteAllTextAsync(junk, new string('x', 10_000));
        Assert.Equal(1, (await CallCenterCli.RunAsync(["restore", junk, .. data])).ExitCode);
        Assert.Equal(0, (await CallCenterCli.RunAsync(["verify", .. data])).ExitCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(CallCenterProcess server, string key)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(server.Http!, "/api/v1/me"));
        request.Headers.Authorization = new("Bearer", key);
        return (await client.SendAsync(request)).StatusCode;
    }
}
