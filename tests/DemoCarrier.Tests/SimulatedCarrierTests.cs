using System.Text.Json;
using CallCenter.DemoCarrier.Ledger;
using CallCenter.DemoCarrier.Numbers;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;
using CallCenter.TestKit.Audio;

namespace CallCenter.DemoCarrier.Tests;

/// <summary>The carrier on the wire.</summary>
public sealed class SimulatedCarrierTests(CarrierFixture far) : IClassFixture<CarrierFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Keeps_what_a_call_heard_when_asked_to()
    {
        TestCall call = Dial("+12125550100");
        Dialog dialog = await call.AnsweredAsync();
        await TalkAsync(call, Second);
        await dialog.ByeAsync(null, CancellationToken.None);
        await far.EndedAsync(call);
        ToneProbe heard = ToneProbe.Load(Path.Combine(far.HeardFolder, call.Session.CallId.Replace('@', '_') + ".wav"));
        Assert.InRange(heard.Heard(0, 700), TimeSpan.FromSeconds(0.7), TimeSpan.FromSeconds(1.2));
    }

    [Fact]
    public async Task Speaks_A_law_to_a_caller_who_offers_nothing_else()
    {
        TestCall call = far.Caller.Call(far.Carrier.Address, "+12125550101", ["PCMA"]);
        await TestCall.EndAsync(await call.AnsweredAsync());
        Assert.True(call.HeardSound() > TimeSpan.FromSeconds(0.2));
    }

    [Fact]
    public async Task Accepts_a_new_offer_inside_the_call()
    {
        TestCall call = Dial("+12125550132");
        Dialog dialog = await call.AnsweredAsync();
        SipReply reply = await dialog.ReInviteAsync(AudioOffer.Create(call.Leg.LocalEndPoint, ["PCMU"], SdpDirection.SendOnly, version: 2), CancellationToken.None);
        Assert.Equal(200, reply.Status);
        Assert.True(SdpSession.TryParse(reply.Body, out SdpSession answer, out string error), error);
        Assert.Equal(SdpDirection.RecvOnly, answer.Media[0].Direction);
        await dialog.ByeAsync(null, CancellationToken.None);
    }

    [Fact]
    public async Task Answers_a_health_check_with_200()
        => Assert.Equal(200, (await far.Caller.OptionsAsync(far.Carrier.Address)).Status);

    [Fact]
    public async Task Writes_every_change_of_a_call_as_a_line_of_its_ledger()
    {
        TestCall call = Dial("+12125550120");
        await call.FinalAsync();
        LedgerEntry ended = await far.EndedAsync(call);
        await using FileStream file = new(far.LedgerFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        LedgerEntry[] lines = [.. (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<LedgerEntry>(line, JsonSerializerOptions.Web)!)
            .Where(entry => string.Equals(entry.CallId, call.Session.CallId, StringComparison.Ordinal))];
        Assert.Null(lines[0].EndedAt);
        Assert.Equal(ended.EndedAt, lines[^1].EndedAt);
        Assert.Equal(FarEndKind.Busy, lines[^1].Kind);
    }

    private TestCall Dial(string number) => far.Caller.Call(far.Carrier.Address, number);

    private static async Task TalkAsync(TestCall call, TimeSpan length)
        => await call.Leg.PlayAsync(AudioClip.Tone(700, length), loop: false, CancellationToken.None);
}
