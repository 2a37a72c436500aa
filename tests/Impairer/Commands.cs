using System.Globalization;
using System.Net;
using CallCenter.TestKit.Network;

namespace CallCenter.Impairer;

/// <summary>What may be written to the program's standard input.</summary>
internal sealed class Commands(UdpImpairer network)
{
    public const string Help = """
        Commands, each for both directions unless 'up' (to the server) or 'down' (to the client) follows:
          loss PERCENT | delay MS | jitter MS | reorder PERCENT | cut on|off
          drop handshake|dtls|stun|rtp COUNT   loses the next datagrams of a kind
          target ADDRESS             before the first client
          move                       the server sees other source addresses
          stats | quit
        """;

    /// <summary>Carries out one line; the answer begins with <c>ok</c> or <c>error:</c>.</summary>
    public string Run(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return words switch
            {
                ["loss", var percent, ..] => Change(words, 2, all => all with { Loss = Number(percent) / 100 }),
                ["delay", var ms, ..] => Change(words, 2, all => all with { Delay = TimeSpan.FromMilliseconds(Number(ms)) }),
                ["jitter", var ms, ..] => Change(words, 2, all => all with { Jitter = TimeSpan.FromMilliseconds(Number(ms)) }),
                ["reorder", var percent, ..] => Change(words, 2, all => all with { Reorder = Number(percent) / 100 }),
                ["cut", "on" or "off", ..] => Change(words, 2, all => all with { Cut = words[1] is "on" }),
                ["drop", var kind, var count, ..] => Drop(words, kind, (int)Number(count)),
                ["target", var address] => Target(IPEndPoint.Parse(address)),
                ["move"] => Move(),
                ["stats"] => Stats(),
                _ => "error: unknown command",
            };
        }
        catch (FormatException e)
        {
            return "error: " + e.Message;
        }
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static IEnumerable<Direction> Directions(string[] words, int at)
        => words.ElementAtOrDefault(at) switch
        {
            null => [Direction.ToServer, Direction.ToClient],
            "up" => [Direction.ToServer],
            "down" => [Direction.ToClient],
            { } other => throw new FormatException($"'{other}' is neither up nor down"),
        };

    // RFC 7983: the first byte tells what shares the port.
    private static Func<byte[], bool> Kind(string kind)
        => kind switch
        {
            "stun" => datagram => datagram.Length > 0 && datagram[0] <= 3,
            "handshake" => datagram => datagram.Length > 0 && datagram[0] == 22,
            "dtls" => datagram => datagram.Length > 0 && datagram[0] is >= 20 and <= 63,
            "rtp" => datagram => datagram.Length > 0 && datagram[0] is >= 128 and <= 191,
            _ => throw new FormatException($"'{kind}' is none of handshake, dtls, stun, rtp"),
        };

    private string Change(string[] words, int at, Func<Impairment, Impairment> change)
    {
        foreach (Direction direction in Directions(words, at))
            network.Set(direction, change(network.Get(direction)));
        return "ok";
    }

    private string Drop(string[] words, string kind, int count)
    {
        foreach (Direction direction in Directions(words, 3))
            network.DropNext(direction, count, Kind(kind));
        return "ok";
    }

    private string Target(IPEndPoint address)
    {
        network.Target = address;
        return "ok";
    }

    private string Move()
    {
        network.MoveClients();
        return "ok";
    }

    private string Stats()
        => string.Create(
            CultureInfo.InvariantCulture,
            $"ok clients {network.Clients.Count} up {network.Passed(Direction.ToServer)} down {network.Passed(Direction.ToClient)} lost-up {network.Lost(Direction.ToServer)} lost-down {network.Lost(Direction.ToClient)}");
}
