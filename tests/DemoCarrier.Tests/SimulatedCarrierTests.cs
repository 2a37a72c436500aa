using System.Net;
using System.Text.Json;
using CallCenter.DemoCarrier.Ledger;
using CallCenter.DemoCarrier.Numbers;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;
using CallCenter.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.DemoCarrier.Tests;

public sealed class SimulatedCarrierTests(CarrierFixture far) : IClassFixture<CarrierFixture>
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
    public async Task The_short_one_says_hello_and_hangs_up()
    {
        TestCall call = Dial("+12125550101");
        Dialog dialog = await call.AnsweredAsync();
        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog));
        Assert.True(call.HeardSound() > TimeSpan.FromSeconds(0.2));
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.Equal("hungUp", entry.End);
        Assert.Contains("-hello-", Assert.Single(entry.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_late_one_answers_after_eighteen_seconds()
    {
        TestCall call = Dial("+12125550102");
        Dialog dialog = await call.AnsweredAsync();
        await dialog.ByeAsync(null, CancellationToken.None);
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.InRange((entry.AnsweredAt - entry.InvitedAt)!.Value, TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(23));
        Assert.Equal("callerHungUp", entry.End);
    }

    [Theory]
    [InlineData("+12125550110", true)]
    [InlineData("+12125550111", false)]
    public async Task A_machine_greets_and_beeps_or_not(string number, bool beeps)
    {
        TestCall call = Dial(number);
        Dialog dialog = await call.AnsweredAsync();
        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog));
        Assert.True(call.HeardSound() > 3 * Second);
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.StartsWith("machine-", entry.Said[0], StringComparison.Ordinal);
        Assert.Equal(beeps, entry.Said.Contains("beep", StringComparer.Ordinal));
        if (beeps)
            Assert.InRange(call.Heard(1000), TimeSpan.FromSeconds(0.3), Second);
    }

    [Fact]
    public async Task A_fax_sends_its_answer_tone()
    {
        TestCall call = Dial("+12125550130");
        Dialog dialog = await call.AnsweredAsync();
        await WaitFor.TrueAsync("two seconds of 2100 Hz", () => call.Heard(2100) > 2 * Second, 15 * Second);
        await dialog.ByeAsync(null, CancellationToken.None);
        Assert.Equal("callerHungUp", (await far.EndedAsync(call)).End);
    }

    [Fact]
    public async Task A_screening_assistant_asks_who_is_calling_and_listens()
    {
        TestCall call = Dial("+12125550131");
        Dialog dialog = await call.AnsweredAsync();
        await WaitFor.TrueAsync("the question", () => call.HeardSound() > 3 * Second, 15 * Second);
        await TalkAsync(call, 5 * Second);
        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog).WaitAsync(40 * Second));
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.Equal("screening", entry.Said[0]);
        Assert.True(entry.Said[1] is "screening-thanks" or "screening-regret", entry.Said[1]);
        Assert.True(entry.HeardSpeechMs > 1000, $"heard {entry.HeardSpeechMs} ms");
    }

    [Fact]
    public async Task Silence_is_answered_and_nothing_is_said()
    {
        TestCall call = Dial("+12125550132");
        Dialog dialog = await call.AnsweredAsync();
        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog));
        Assert.Equal(TimeSpan.Zero, call.HeardSound());
        Assert.Empty((await far.EndedAsync(call)).Said);
    }

    [Fact]
    public async Task A_person_answers_when_the_caller_stops_speaking()
    {
        TestCall call = Dial(far.PersonNumber);
        Dialog dialog = await call.AnsweredAsync();
        await WaitFor.TrueAsync("the greeting", () => call.HeardSound() > TimeSpan.FromSeconds(0.3), 10 * Second);
        for (int turn = 0; turn < 3; turn++)
        {
            TimeSpan before = call.HeardSound();
            await TalkAsync(call, Second);
            await WaitFor.TrueAsync("an answer", () => call.HeardSound() > before + TimeSpan.FromSeconds(0.2) || dialog.Events.Completion.IsCompleted, 10 * Second);
        }

        await dialog.ByeAsync(null, CancellationToken.None);
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.Contains("-hello-", entry.Said[0], StringComparison.Ordinal);
        Assert.Contains(entry.Said, said => said.Contains("-reply-", StringComparison.Ordinal) || said.Contains("-listen-", StringComparison.Ordinal));
        Assert.True(entry.HeardSpeechMs >= 900, $"heard {entry.HeardSpeechMs} ms");
    }

    [Fact]
    public async Task A_person_asks_into_dead_air_and_then_hangs_up()
    {
        TestCall call = Dial(far.PersonNumber);
        Dialog dialog = await call.AnsweredAsync();
        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog));
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.Equal("hungUp", entry.End);
        Assert.Collection(
            entry.Said,
            said => Assert.Contains("-hello-", said, StringComparison.Ordinal),
            said => Assert.Contains("-still-", said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_talker_stays_for_a_minute_even_when_nobody_speaks()
    {
        TestCall call = Dial("+12125550100");
        Dialog dialog = await call.AnsweredAsync();
        Assert.Equal(DialogEndCause.RemoteBye, await TestCall.EndAsync(dialog));
        LedgerEntry entry = await far.EndedAsync(call);
        Assert.InRange((entry.EndedAt - entry.AnsweredAt)!.Value, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(120));
        Assert.Contains("-bye-", entry.Said[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_what_a_call_heard_when_asked_to()
    {
        TestCall call = Dial("+12125550100");
        Dialog dialog = await call.AnsweredAsync();
        await TalkAsync(call, Second);
        await dialog.ByeAsync(null, CancellationToken.None);
        await far.EndedAsync(call);
        TestKit.Audio.ToneProbe heard = TestKit.Audio.ToneProbe.Load(Path.Combine(far.HeardFolder, call.Session.CallId.Replace('@', '_') + ".wav"));
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
    public async Task Refuses_an_offer_without_a_codec_it_knows_with_488()
    {
        TestCall call = far.Caller.Call(far.Carrier.Address, "+12125550100", leg =>
            System.Text.Encoding.ASCII.GetBytes(
                $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {leg.LocalEndPoint.Port} RTP/AVP 18\r\na=rtpmap:18 G729/8000\r\n"));
        Assert.Equal(488, Assert.IsType<InviteEnded>(await call.FinalAsync()).Status);
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

    private static async Task TalkAsync(TestCall call, TimeSpan length)
        => await call.Leg.PlayAsync(AudioClip.Tone(700, length), loop: false, CancellationToken.None);
}
