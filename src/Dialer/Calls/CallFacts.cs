using CallCenter.Dialer.Trunks;
using CallCenter.Domain;
using CallCenter.Media;

namespace CallCenter.Dialer.Calls;

/// <summary>Who ended a call.</summary>
internal enum CallEnder
{
    Customer,
    Agent,
    Dialer,
    Network,
}

/// <summary>What a conductor has noted for the call's record.</summary>
internal sealed class CallFacts
{
    public required AttemptId Attempt { get; set; }

    public required TrunkSeat? Seat { get; set; }

    /// <summary>When the INVITE of the attempt under way left.</summary>
    public DateTimeOffset? InvitedAt { get; set; }

    public DateTimeOffset? RingingAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>The same moment on the monotonic clock.</summary>
    public long AnswerStamp { get; set; }

    public DateTimeOffset? ConnectedAt { get; set; }

    public CallOutcome? Outcome { get; set; }

    public CallEnder? EndedBy { get; set; }

    public int SipStatus { get; set; }

    public string Phrase { get; set; } = "";

    public bool ShuttingDown { get; set; }

    public RecordingId? Recording { get; set; }

    public LegQuality? CustomerQuality { get; set; }

    public LegFacts? CustomerLeg { get; set; }

    /// <summary>Notes what one INVITE brought.</summary>
    public void Take(AnswerResult answer)
    {
        RingingAt ??= answer.RingingAt;
        AnsweredAt = answer.AnsweredAt;
        AnswerStamp = answer.AnswerStamp;
        SipStatus = answer.Status;
        Phrase = answer.Phrase;
        EndedBy = answer.EndedBy;
        ShuttingDown = answer.ShuttingDown;
    }
}

/// <summary>What the record keeps of the customer's side.</summary>
internal sealed record LegFacts(string? Remote, int LocalPort, string? Codec, IReadOnlyDictionary<string, string>? Quality);
