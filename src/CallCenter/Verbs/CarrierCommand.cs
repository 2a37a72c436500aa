using System.CommandLine;
using System.Net;
using CallCenter.DemoCarrier;
using CallCenter.Settings;
using Microsoft.Extensions.Logging;

namespace CallCenter.Verbs;

/// <summary><c>carrier</c>: the demo carrier alone.</summary>
internal static class CarrierCommand
{
    public static Command Create()
    {
        Command command = new("carrier", "Run the demo carrier alone until Ctrl-C. Example: callcenter carrier --listen 127.0.0.1:5090");
        Option<string> listen = new("--listen") { Description = "address for SIP over UDP, port 0 = any", DefaultValueFactory = _ => SettingKeys.Carrier.Default! };
        Option<int> seed = new("--seed") { Description = "decides what the other numbers do", DefaultValueFactory = _ => 1 };
        Option<string?> ledger = new("--ledger") { Description = "file that gets one JSON line for each call" };
        command.Options.Add(listen);
        command.Options.Add(seed);
        Option<double?> tone = new("--tone") { Description = "people hum this many hertz instead of speaking, so that who hears whom can be measured" };
        Option<string?> heard = new("--heard") { Description = "folder that gets one CALL-ID.wav with what each answered call heard" };
        command.Options.Add(ledger);
        command.Options.Add(tone);
        command.Options.Add(heard);
        command.SetAction(async (result, ct) =>
        {
            if (!IPEndPoint.TryParse(result.GetRequiredValue(listen), out IPEndPoint? address))
            {
                await Console.Error.WriteLineAsync($"--listen: '{result.GetValue(listen)}' is not an address like 127.0.0.1:5090");
                return CommandLine.Usage;
            }

            using ILoggerFactory logs = LoggerFactory.Create(l => l.AddSimpleConsole(c => c.SingleLine = true));
            double? hertz = result.GetValue(tone);
            DemoCarrierOptions options = new()
            {
                Listen = address,
                Seed = result.GetValue(seed),
                LedgerFile = result.GetValue(ledger),
                PersonTone = hertz is null ? null : _ => hertz,
                HeardFolder = result.GetValue(heard),
            };
            try
            {
                return await CarrierVerb.RunAsync(options, TimeProvider.System, logs, Console.Out, Console.Error, ct);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"--ledger: '{options.LedgerFile}' cannot be written ({e.Message})");
                return CommandLine.Failed;
            }
        });
        return command;
    }
}
