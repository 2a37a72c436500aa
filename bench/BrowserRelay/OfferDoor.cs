using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CallCenter.Media;

namespace CallCenter.Bench.BrowserRelay;

/// <summary>Takes the load's offers, one line of JSON each, and answers them with one leg after the other.</summary>
internal static class OfferDoor
{
    internal static async Task AnswerAllAsync(TcpListener listener, IReadOnlyList<BrowserLeg> legs)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        await using NetworkStream stream = client.GetStream();
        using StreamReader reader = new(stream);
        await using StreamWriter writer = new(stream) { AutoFlush = true };
        foreach (BrowserLeg leg in legs)
        {
            string line = await reader.ReadLineAsync() ?? throw new IOException("The load hung up.");
            OfferReply reply = leg.Accept(JsonSerializer.Deserialize<string>(line)!);
            string answer = reply is OfferAccepted accepted ? accepted.Sdp : throw new InvalidOperationException($"Refused: {reply}");
            await writer.WriteLineAsync(JsonSerializer.Serialize(answer));
        }
    }

    internal static TcpListener Open(int port)
    {
        TcpListener listener = new(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }
}
