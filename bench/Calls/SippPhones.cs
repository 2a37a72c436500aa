using System.Globalization;
using System.Net;
using CallCenter.Bench.Kit;
using CallCenter.TestKit;
using CallCenter.TestKit.Sipp;

namespace CallCenter.Bench.Calls;

/// <summary>SIPp as the phones of all agents: each registered by digest, each with a call of its own, audio echoed; one process.</summary>
internal static class SippPhones
{
    public static async Task<SippRunner> StartAsync(IPEndPoint registrar, IReadOnlyList<BenchAgent> agents)
    {
        int port = FreePorts.Udp();
        foreach (BenchAgent agent in agents)
        {
            SippResult registered = await SippAgentPhone.RegisterAsync(registrar, agent.UserName, agent.SipPassword, port);
            if (registered.ExitCode != 0)
                throw new InvalidOperationException($"SIPp could not register {agent.UserName}: {registered}");
        }

        SippRunner sipp = SippRunner.Start("phone.xml", port, null, "-rtp_echo", "-mp", FreePorts.RtpPair().ToString(CultureInfo.InvariantCulture));
        await sipp.BoundAsync();
        return sipp;
    }
}
