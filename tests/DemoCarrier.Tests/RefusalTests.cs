using CallCenter.DemoCarrier.Ledger;
using CallCenter.Sip;

namespace CallCenter.DemoCarrier.Tests;

/// <summary>Numbers that refuse, ring out or do not exist.</summary>
public sealed class RefusalTests(CarrierFixture far) : IClassFixture<CarrierFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("+12125550120", 486)]
    [InlineData("+12125550123", 503)]
    [InlineData("+12125550124", 603)]
    public async Task Refuses_as_the_number_says(string number, int status)
    {
        TestCall call = Dial(number);
        InviteEnded ended = Assert.IsType<InviteEnded>(await call.FinalAsync());
        Assert.Equal(InviteEnd.Rejected, ended.End);
        Assert.Equal(status, ended.Status);

        LedgerEntry entry = await far.EndedAsync(call);
        Assert.Equal("refused", entry.End);
        Assert.Equal(status, entry.Status);
        Assert.Equal(number, entry.Number);
        Assert.Equal("+12125550199", entry.From);
    }

    [Fact]
    public async Task A_vacant_number_is_announced_in_early_media_and_then_refused_with_404()
    {
        TestCall call = Dial("+12125550122");
        InviteEnded ended = Assert.IsType<InviteEnded>(await call.FinalAsync());
        Assert.Equal(404, ended.Status);
        Assert.Contains(call.Progress, progress => progress is { Status: 183, Sdp: not null });
        Assert.InRange(call.Heard(985.2), TimeSpan.FromSeconds(0.2), Second);
        Assert.InRange(call.Heard(1776.7), TimeSpan.FromSeconds(0.2), Second);
        Assert.True(call.HeardSound() > 3 * Second);
    }

    [Fact]
    public async Task Rings_without_an_answer_until_the_caller_gives_up()
    {
        TestCall call = Dial("+12125550121");
        Task<InviteEvent> final = call.FinalAsync();
        await far.Carrier.Ledger.WaitAsync(all => all.Any(entry => entry.RingingAt is not null && string.Equals(entry.CallId, call.Session.CallId, StringComparison.Ordinal)), Limit());
        call.Session.Cancel();
        Assert.Equal(InviteEnd.Cancelled, Assert.IsType<InviteEnded>(await final).End);
        Assert.Contains(call.Progress, progress => progress.Status == 180);
        Assert.Equal("cancelled", (await far.EndedAsync(call)).End);
    }

    [Fact]
    public async Task Refuses_an_offer_without_a_codec_it_knows_with_488()
    {
        TestCall call = far.Caller.Call(far.Carrier.Address, "+12125550100", leg =>
            System.Text.Encoding.ASCII.GetBytes(
                $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {leg.LocalEndPoint.Port} RTP/AVP 18\r\na=rtpmap:18 G729/8000\r\n"));
        Assert.Equal(488, Assert.IsType<InviteEnded>(await call.FinalAsync()).Status);
    }

    [Fact]
    public async Task Two_hundred_callers_at_once_get_what_they_dialled()
    {
        string[] endings = ["20", "23", "24", "01"];
        int[] expected = [486, 503, 603, 200];
        TestCall[] calls = [.. Enumerable.Range(0, 200).Select(i => Dial($"+1212{i + 5550100 - (i % 100):0000000}"[..^2] + endings[i % 4]))];
        InviteEvent[] finals = await Task.WhenAll(calls.Select(call => call.FinalAsync()));
        for (int i = 0; i < calls.Length; i++)
            Assert.Equal(expected[i % 4], finals[i] is InviteEnded ended ? ended.Status : 200);
        await Task.WhenAll(finals.OfType<InviteAnswered>().Select(answered => TestCall.EndAsync(answered.Dialog)));
    }

    private TestCall Dial(string number) => far.Caller.Call(far.Carrier.Address, number);

    private static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System).Token;
}
