using CallCenter.Domain;
using CallCenter.Sip;

namespace CallCenter.Dialer.Calls;

/// <summary>From SIP status and Q.850 cause to the outcome (telephony.md 4.1); the cause refines the status.</summary>
internal static class CauseMap
{
    /// <summary>The outcome of an INVITE that was not answered.</summary>
    /// <param name="rang">A ringing indication had come.</param>
    /// <param name="gaveUp">We cancelled because of the ring time-out.</param>
    public static CallOutcome Outcome(InviteEnded ended, bool rang, bool gaveUp, IReadOnlyList<SipReason> earlierReasons)
    {
        switch (ended.End)
        {
            case InviteEnd.NoResponse:
            case InviteEnd.TransportFailed:
                return CallOutcome.TrunkDown;
            case InviteEnd.TimedOut:
                return rang ? CallOutcome.NoAnswer : CallOutcome.TrunkDown;
            case InviteEnd.AuthenticationFailed:
                return CallOutcome.RejectedByTrunk;
            case InviteEnd.AnsweredAfterCancel:
                return CallOutcome.Abandoned;
            case InviteEnd.Cancelled:
                return gaveUp ? CallOutcome.NoAnswer : CallOutcome.Cancelled;
            default:
                return ByCause(ended.Reasons) ?? ByCause(earlierReasons) ?? ByStatus(ended, rang);
        }
    }

    private static CallOutcome? ByCause(IReadOnlyList<SipReason> reasons)
    {
        foreach (SipReason reason in reasons)
        {
            if (!reason.Protocol.Equals("Q.850", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            switch (reason.Cause)
            {
                case 17:
                    return CallOutcome.Busy;
                case 18 or 19 or 20:
                    return CallOutcome.NoAnswer;
                case 1 or 3 or 22 or 28:
                    return CallOutcome.InvalidNumber;
                case 34 or 38 or 41 or 42 or 44 or 47:
                    return CallOutcome.Congestion;
                default:
                    break; // 16, 21, 31 and others say no more than the status does
            }
        }

        return null;
    }

    private static CallOutcome ByStatus(InviteEnded ended, bool rang) => ended.Status switch
    {
        486 or 600 => CallOutcome.Busy,
        404 or 410 or 484 or 485 or 604 => CallOutcome.InvalidNumber,
        480 => CallOutcome.Unavailable,
        408 => rang ? CallOutcome.NoAnswer : CallOutcome.TrunkDown,
        487 => CallOutcome.NoAnswer,
        401 or 402 or 403 or 407 => CallOutcome.RejectedByTrunk,
        // 603+ (a reason phrase of its own) says that analytics blocked the call; a bare 603 may be a person.
        603 => ended.Phrase.Contains("block", StringComparison.OrdinalIgnoreCase) ? CallOutcome.Blocked : CallOutcome.Declined,
        607 or 608 => CallOutcome.Blocked,
        415 or 488 or 606 => CallOutcome.MediaError,
        >= 300 and < 400 => CallOutcome.Unavailable,
        >= 500 and < 600 => CallOutcome.Congestion,
        _ => CallOutcome.Unavailable,
    };

    /// <summary>True for faults of the trunk: the call goes on over the next one and the lead is not charged.</summary>
    public static bool IsTrunkFault(CallOutcome outcome)
        => outcome is CallOutcome.Congestion or CallOutcome.TrunkDown or CallOutcome.RejectedByTrunk;
}
