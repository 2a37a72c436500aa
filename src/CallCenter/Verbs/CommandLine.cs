using System.CommandLine;
using System.CommandLine.Invocation;
using CallCenter.Composition;

namespace CallCenter.Verbs;

/// <summary>The verbs of the program.</summary>
internal static class CommandLine
{
    /// <summary>Exit code: done.</summary>
    public const int Ok = 0;

    /// <summary>Exit code: refused or failed.</summary>
    public const int Failed = 1;

    /// <summary>Exit code: the command was written wrongly.</summary>
    public const int Usage = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        PrivateFile.MakeAllPrivate();
        RootCommand root = new("CallCenter: dialer, agent console and supervisor in one program. Example: callcenter demo")
        {
            ServeVerb.Create("serve", "Run the server. Example: callcenter serve --data /var/lib/callcenter --http 127.0.0.1:8080", demo: false),
            ServeVerb.Create("demo", "Run the server with demo users, demo data and a demo carrier, on this machine only. Example: callcenter demo --http 127.0.0.1:8080", demo: true),
            DatabaseVerbs.Migrate(),
            UserVerb.Create(),
            ApiKeyVerb.Create(),
            ImportVerb.Create(),
            VerifyVerb.Create(),
            DatabaseVerbs.Backup(),
            DatabaseVerbs.Restore(),
            CarrierCommand.Create(),
            DoctorVerb.Create(),
        };
        ParseResult result = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is ParseErrorAction || (result.Errors.Count > 0 && result.Action is null))
        {
            foreach (System.CommandLine.Parsing.ParseError error in result.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("Try 'callcenter --help'.");
            return Usage;
        }

        // The server ends by the host's own signal handling and takes its time; the other verbs are cancelled by Ctrl-C and SIGTERM.
        Signals.TakeInterrupts();
        bool serves = result.CommandResult.Command.Name is "serve" or "demo";
        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = serves ? null : TimeSpan.FromSeconds(10) });
    }
}
