using CallCenter.Sip.Sdp;

namespace CallCenter.Sip;

/// <summary>What happens in a confirmed dialog; the last one is <see cref="DialogEnded"/>.</summary>
public abstract record DialogEvent;

/// <summary>The dialog is over.</summary>
public sealed record DialogEnded(DialogEndCause Cause, IReadOnlyList<SipReason> Reasons) : DialogEvent;

/// <summary>Re-INVITE or UPDATE with an offer. Exactly one of the two actions counts, the first; neither within 10 s gives 488.</summary>
/// <param name="Current">Our last description in this dialog; the answer continues its origin line.</param>
/// <param name="Accept">Sends 200 with this answer.</param>
/// <param name="Refuse">Sends this status, 400-699.</param>
public sealed record DialogOffer(SdpSession Offer, ReadOnlyMemory<byte> Current, Action<byte[]> Accept, Action<int> Refuse) : DialogEvent;

/// <summary>The answer that came in the ACK, after a re-INVITE without offer was answered with our last session description as offer.</summary>
public sealed record DialogAnswer(SdpSession Answer) : DialogEvent;

/// <summary>INFO, already answered 200.</summary>
public sealed record DialogInfo(string? ContentType, byte[] Body) : DialogEvent;

/// <summary>Who or what ended a dialog.</summary>
public enum DialogEndCause
{
    /// <summary>The far side hung up.</summary>
    RemoteBye,

    /// <summary>We hung up.</summary>
    LocalBye,

    /// <summary>481, 408 or silence in answer to a request: the far side no longer knows the call.</summary>
    Lost,

    /// <summary>Our 2xx was never acknowledged (64*T1); BYE has been sent.</summary>
    AckTimeout,
}
