using System.Globalization;
using System.Net;
using CallCenter.TestKit.Network;

namespace CallCenter.Impairer;

/// <summary>
/// A bad network for journeys that are not written in C#: <c>Impairer LISTEN TARGET [SEED]</c>. Prints <c>listening: ADDRESS</c>, then
/// answers each command of standard input with one line; ends with <c>quit</c> or with the end of its input.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Length is < 2 or > 3 || !IPEndPoint.TryParse(args[0], out IPEndPoint? listen) || !IPEndPoint.TryParse(args[1], out IPEndPoint? target))
        {
            await Console.Error.WriteLineAsync("Usage: Impairer LISTEN TARGET [SEED]\n" + Commands.Help);
            return 2;
        }

        int seed = args.Length == 3 && int.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : 1;
        await using UdpImpairer network = new(target, TimeProvider.System, seed, listen);
        await Console.Out.WriteLineAsync("listening: " + network.Address);
        Commands commands = new(network);
        while (await Console.In.ReadLineAsync() is { } line && line.Trim() is not "quit")
            await Console.Out.WriteLineAsync(commands.Run(line));
        return 0;
    }
}
