using System.Globalization;
using System.Net;

namespace CallCenter.TestKit.Sipp;

/// <summary>SIPp as an agent's phone: registers by digest, then answers every INVITE on the same port and echoes the audio.</summary>
public sealed class SippAgentPhone : IAsyncDisposable
{
    private readonly SippRunner _sipp;

    private SippAgentPhone(SippRunner sipp) => _sipp = sipp;

    /// <summary>The run that answers, for message counts.</summary>
    public SippRunner Run => _sipp;

    /// <summary>Registers <paramref name="userName"/> at the dialer's registrar and begins to answer.</summary>
    public static async Task<SippAgentPhone> StartAsync(IPEndPoint registrar, string userName, string password)
    {
        int port = FreePorts.Udp();
        SippResult registered = await RegisterAsync(registrar, userName, password, port);
        if (registered.ExitCode != 0)
            throw new InvalidOperationException($"SIPp could not register {userName}: {registered}");

        SippRunner sipp = SippRunner.Start("phone.xml", port, null, "-rtp_echo", "-mp", FreePorts.RtpPair().ToString(CultureInfo.InvariantCulture));
        await sipp.BoundAsync();
        return new SippAgentPhone(sipp);
    }

    /// <summary>Registers once from a port and ends.</summary>
    public static async Task<SippResult> RegisterAsync(IPEndPoint registrar, string userName, string password, int port)
    {
        await using SippRunner run = SippRunner.Start(
            "phone-register.xml", port, registrar.ToString(), "-m", "1", "-s", userName, "-au", userName, "-ap", password, "-timeout", "10", "-timeout_error");
        return await run.EndAsync(TimeSpan.FromSeconds(20));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _sipp.DisposeAsync();
}
