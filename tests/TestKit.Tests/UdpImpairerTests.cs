using System.Net;
using CallCenter.TestKit.Network;

namespace CallCenter.TestKit.Tests;

public sealed class UdpImpairerTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly EchoServer _server = new();
    private readonly ManualClock _clock = new();
    private readonly UdpImpairer _network;

    public UdpImpairerTests() => _network = new UdpImpairer(_server.Address, _clock, seed: 7);

    [Fact]
    public async Task A_good_network_carries_both_ways_and_the_server_tells_clients_apart()
    {
        using TestClient one = new(_network.Address);
        using TestClient two = new(_network.Address);
        await RoundTripAsync(one, 1);
        await RoundTripAsync(two, 2);
        await RoundTripAsync(one, 3);

        Assert.Equal([1, 2], _server.Sources.Values.Order());
        Assert.Equal(_network.SeenAs(one.Address), _server.Sources.Single(source => source.Value == 2).Key);
        Assert.Equal((3L, 3L), (_network.Passed(Direction.ToServer), _network.Passed(Direction.ToClient)));
    }

    [Fact]
    public async Task A_delay_holds_each_datagram_for_its_time_on_both_ways()
    {
        _network.Set(new Impairment { Delay = TimeSpan.FromMilliseconds(50) });
        using TestClient client = new(_network.Address);
        client.Send(9);
        await OnTheWayAsync(1);
        _clock.Advance(TimeSpan.FromMilliseconds(49));
        Assert.Equal(0, _network.Passed(Direction.ToServer));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _network.Passed(Direction.ToServer));

        await OnTheWayAsync(1);
        Assert.Equal(0, _network.Passed(Direction.ToClient));
        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(9, await client.ReceiveAsync());
    }

    [Fact]
    public async Task Loss_takes_the_share_it_was_told_and_the_same_ones_for_the_same_seed()
    {
        byte[] first = await SurvivorsAsync(seed: 3);
        byte[] again = await SurvivorsAsync(seed: 3);
        byte[] other = await SurvivorsAsync(seed: 4);
        Assert.InRange(first.Length, 140, 180);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Jitter_keeps_the_order_and_reorder_does_not()
    {
        _server.Answers = false;
        _network.Set(Direction.ToServer, new Impairment { Jitter = TimeSpan.FromMilliseconds(30) });
        using TestClient client = new(_network.Address);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (byte)i), await SendAllAsync(client, 50));

        _network.Set(Direction.ToServer, new Impairment { Reorder = 0.2 });
        byte[] mixed = await SendAllAsync(client, 50);
        Assert.NotEqual(mixed.Order(), mixed);
        Assert.Equal(50, mixed.Distinct().Count());
    }

    [Fact]
    public async Task A_cut_can_hit_one_client_and_one_direction_and_can_be_mended()
    {
        using TestClient good = new(_network.Address);
        using TestClient bad = new(_network.Address);
        await RoundTripAsync(good, 1);
        await RoundTripAsync(bad, 1);

        _network.Set(Direction.ToClient, new Impairment { Cut = true }, bad.Address);
        bad.Send(2);
        await ServerGotAsync(2);
        await WaitFor.TrueAsync("the answer to be lost", () => _network.Lost(Direction.ToClient) == 1, Limit);
        await RoundTripAsync(good, 3);

        _network.Set(Direction.ToClient, Impairment.None, bad.Address);
        await RoundTripAsync(bad, 4);
    }

    [Fact]
    public async Task The_next_datagrams_of_a_kind_can_be_dropped()
    {
        using TestClient client = new(_network.Address);
        _network.DropNext(Direction.ToServer, 2, datagram => datagram[0] is >= 20 and <= 63);
        client.Send(22);
        client.Send(1);
        client.Send(23);
        client.Send(24);
        Assert.Equal(1, await client.ReceiveAsync());
        Assert.Equal(24, await client.ReceiveAsync());
        Assert.Equal(2, _network.Lost(Direction.ToServer));
    }

    [Fact]
    public async Task A_client_that_moves_is_seen_under_another_address_and_still_answered()
    {
        using TestClient client = new(_network.Address);
        await RoundTripAsync(client, 1);
        IPEndPoint before = _network.SeenAs(client.Address)!;
        _network.MoveClients();
        await RoundTripAsync(client, 2);
        Assert.NotEqual(before, _network.SeenAs(client.Address));
        Assert.Equal(2, _server.Sources.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _network.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task RoundTripAsync(TestClient client, byte number)
    {
        client.Send(number);
        await ServerGotAsync(number);
        Assert.Equal(number, await client.ReceiveAsync());
    }

    private Task ServerGotAsync(byte number)
        => WaitFor.TrueAsync($"{number} at the server", () => _server.Received.Reader.TryRead(out (IPEndPoint From, byte Number) got) && got.Number == number, Limit);

    private Task OnTheWayAsync(int timers) => WaitFor.TrueAsync("a datagram on its way", () => _clock.WaitingTimers >= timers, Limit);

    private async Task<byte[]> SendAllAsync(TestClient client, int count)
    {
        long before = _network.Passed(Direction.ToServer);
        for (int i = 0; i < count; i++)
            client.Send((byte)i);
        await WaitFor.TrueAsync(
            "all to pass",
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(10));
                return _network.Passed(Direction.ToServer) == before + count;
            },
            Limit);
        byte[] order = new byte[count];
        for (int i = 0; i < count; i++)
            order[i] = (await _server.Received.Reader.ReadAsync()).Number;
        return order;
    }

    private async Task<byte[]> SurvivorsAsync(int seed)
    {
        await using EchoServer server = new() { Answers = false };
        await using UdpImpairer network = new(server.Address, TimeProvider.System, seed);
        network.Set(new Impairment { Loss = 0.2 });
        using TestClient client = new(network.Address);
        for (int i = 0; i < 200; i++)
            client.Send((byte)i);
        await WaitFor.TrueAsync("all to be decided", () => network.Passed(Direction.ToServer) + network.Lost(Direction.ToServer) == 200, Limit);
        byte[] survivors = new byte[network.Passed(Direction.ToServer)];
        for (int i = 0; i < survivors.Length; i++)
            survivors[i] = (await server.Received.Reader.ReadAsync()).Number;
        return survivors;
    }
}
