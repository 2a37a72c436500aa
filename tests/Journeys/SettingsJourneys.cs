using System.Net;
using System.Net.Sockets;
using CallCenter.TestKit;
using CallCenter.TestKit.Processes;

namespace CallCenter.Journeys;

/// <summary>A wrong setting is one clear message that names it, before anything starts.</summary>
public sealed class SettingsJourneys
{
    [Theory]
    [InlineData("--http", "nonsense")]
    [InlineData("--rtp", "30000-20000")]
    [InlineData("--role", "everything")]
    [InlineData("--data", "/proc/nowhere")]
    public async Task A_wrong_setting_is_named_and_nothing_starts(string option, string value)
    {
        using TempFolder folder = new();
        List<string> arguments = ["serve", "--http", "127.0.0.1:0", "--sip", "127.0.0.1:0", "--webrtc", "127.0.0.1:0", "--data", folder.File("data")];
        int place = arguments.IndexOf(option);
        if (place < 0)
            arguments.AddRange([option, value]);
        else
            arguments[place + 1] = value;

        CliResult result = await CallCenterCli.RunAsync([.. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(option, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("ready", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_SIP_port_that_is_taken_is_named()
    {
        using TempFolder folder = new();
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        string address = taken.LocalEndPoint!.ToString()!;
        CliResult result = await CallCenterCli.RunAsync("serve", "--http", "127.0.0.1:0", "--sip", address, "--webrtc", "127.0.0.1:0", "--data", folder.File("data"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(address, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_verb_is_a_usage_error()
        => Assert.Equal(2, (await CallCenterCli.RunAsync("conquer")).ExitCode);
}
