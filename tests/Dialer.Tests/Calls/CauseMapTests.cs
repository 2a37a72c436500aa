using CallCenter.Dialer.Calls;
using CallCenter.Domain;
using CallCenter.Sip;

namespace CallCenter.Dialer.Tests.Calls;

/// <summary>The table of telephony.md 4.1.</summary>
public sealed class CauseMapTests
{
    [Theory]
    [InlineData(486, 0, CallOutcome.Busy)]
    [InlineData(600, 0, CallOutcome.Busy)]
    [InlineData(480, 17, CallOutcome.Busy)]
    [InlineData(503, 17, CallOutcome.Busy)]
    [InlineData(480, 18, CallOutcome.NoAnswer)]
    [InlineData(480, 19, CallOutcome.NoAnswer)]
    [InlineData(480, 20, CallOutcome.NoAnswer)]
    [InlineData(487, 0, CallOutcome.NoAnswer)]
    [InlineData(404, 0, CallOutcome.InvalidNumber)]
    [InlineData(410, 0, CallOutcome.InvalidNumber)]
    [InlineData(484, 0, CallOutcome.InvalidNumber)]
    [InlineData(485, 0, CallOutcome.InvalidNumber)]
    [InlineData(604, 0, CallOutcome.InvalidNumber)]
    [InlineData(503, 1, CallOutcome.InvalidNumber)]
    [InlineData(480, 3, CallOutcome.InvalidNumber)]
    [InlineData(480, 22, CallOutcome.InvalidNumber)]
    [InlineData(480, 28, CallOutcome.InvalidNumber)]
    [InlineData(480, 0, CallOutcome.Unavailable)]
    [InlineData(480, 31, CallOutcome.Unavailable)]
    [InlineData(302, 0, CallOutcome.Unavailable)]
    [InlineData(500, 0, CallOutcome.Congestion)]
    [InlineData(502, 0, CallOutcome.Congestion)]
    [InlineData(503, 0, CallOutcome.Congestion)]
    [InlineData(504, 0, CallOutcome.Congestion)]
    [InlineData(480, 34, CallOutcome.Congestion)]
    [InlineData(404, 38, CallOutcome.Congestion)]
    [InlineData(480, 41, CallOutcome.Congestion)]
    [InlineData(480, 42, CallOutcome.Congestion)]
    [InlineData(480, 44, CallOutcome.Congestion)]
    [InlineData(480, 47, CallOutcome.Congestion)]
    [InlineData(403, 0, CallOutcome.RejectedByTrunk)]
    [InlineData(402, 0, CallOutcome.RejectedByTrunk)]
    [InlineData(407, 0, CallOutcome.RejectedByTrunk)]
    [InlineData(603, 0, CallOutcome.Declined)]
    [InlineData(603, 21, CallOutcome.Declined)]
    [InlineData(607, 0, CallOutcome.Blocked)]
    [InlineData(608, 0, CallOutcome.Blocked)]
    [InlineData(488, 0, CallOutcome.MediaError)]
    [InlineData(606, 0, CallOutcome.MediaError)]
    [InlineData(415, 0, CallOutcome.MediaError)]
    public void Status_and_cause(int status, int cause, CallOutcome expected)
    {
        Assert.Equal(expected, Outcome(InviteEnd.Rejected, status, cause));
        if (cause != 0)
        {
            Assert.Equal(expected, CauseMap.Outcome(new InviteEnded(InviteEnd.Rejected, status, "", [], null), true, false, [Q850(cause)])); // told in a 18x
        }
    }

    [Fact]
    public void The_final_responses_cause_stands_above_an_earlier_one()
        => Assert.Equal(CallOutcome.Busy, CauseMap.Outcome(new InviteEnded(InviteEnd.Rejected, 480, "", [Q850(17)], null), true, false, [Q850(1)]));

    [Fact]
    public void A_reason_of_another_protocol_says_nothing()
        => Assert.Equal(CallOutcome.Unavailable, CauseMap.Outcome(new InviteEnded(InviteEnd.Rejected, 480, "", [Q850(17) with { Protocol = "SIP" }], null), true, false, []));

    [Theory]
    [InlineData("Network Blocked")]
    [InlineData("Blocked")]
    public void A_decline_with_the_phrase_of_603_plus_is_a_block(string phrase)
        => Assert.Equal(CallOutcome.Blocked, CauseMap.Outcome(new InviteEnded(InviteEnd.Rejected, 603, phrase, [], null), true, false, []));

    [Theory]
    [InlineData(InviteEnd.Rejected, 408, false, false, CallOutcome.TrunkDown)]
    [InlineData(InviteEnd.Rejected, 408, true, false, CallOutcome.NoAnswer)]
    [InlineData(InviteEnd.NoResponse, 0, false, false, CallOutcome.TrunkDown)]
    [InlineData(InviteEnd.TransportFailed, 0, false, false, CallOutcome.TrunkDown)]
    [InlineData(InviteEnd.TimedOut, 0, false, false, CallOutcome.TrunkDown)]
    [InlineData(InviteEnd.TimedOut, 0, true, false, CallOutcome.NoAnswer)]
    [InlineData(InviteEnd.AuthenticationFailed, 401, false, false, CallOutcome.RejectedByTrunk)]
    [InlineData(InviteEnd.AnsweredAfterCancel, 200, true, true, CallOutcome.Abandoned)]
    [InlineData(InviteEnd.Cancelled, 487, true, true, CallOutcome.NoAnswer)]
    [InlineData(InviteEnd.Cancelled, 487, true, false, CallOutcome.Cancelled)]
    public void Ends_without_a_word_of_the_far_end(InviteEnd end, int status, bool rang, bool gaveUp, CallOutcome expected)
        => Assert.Equal(expected, CauseMap.Outcome(new InviteEnded(end, status, "", [], null), rang, gaveUp, []));

    [Fact]
    public void Only_faults_of_the_trunk_go_over_the_next_one()
        => Assert.Equal(
            (CallOutcome[])[CallOutcome.Congestion, CallOutcome.TrunkDown, CallOutcome.RejectedByTrunk],
            Enum.GetValues<CallOutcome>().Where(CauseMap.IsTrunkFault));

    [Theory]
    [InlineData("+12125550100", true)]
    [InlineData("*55#", true)]
    [InlineData("12", false)]
    [InlineData("+1212555010012345678901", false)]
    [InlineData("+1212;phone-context=x", false)]
    [InlineData("+1212\r\nX: y", false)]
    [InlineData("++1212", false)]
    [InlineData("sip:1212", false)]
    [InlineData("", false)]
    public void Only_digits_leave_as_a_number(string number, bool safe)
    {
        Assert.Equal(safe, DialString.IsSafe(number));
        Assert.Equal("*55%23", DialString.ToUser("*55#"));
    }

    private static CallOutcome Outcome(InviteEnd end, int status, int cause)
        => CauseMap.Outcome(new InviteEnded(end, status, "", cause == 0 ? [] : [Q850(cause)], null), true, false, []);

    private static SipReason Q850(int cause) => new("Q.850", cause, null);
}
