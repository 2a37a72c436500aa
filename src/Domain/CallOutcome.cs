using System.Text.Json.Serialization;

namespace CallCenter.Domain;

/// <summary>How the network or the detector ended an attempt (design.md, fixed points). The agent's verdict is a disposition.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CallOutcome>))]
public enum CallOutcome
{
    /// <summary>A person answered and was joined to an agent.</summary>
    Connected,

    /// <summary>A person answered and no agent could be joined in time, or we cancelled and the answer crossed our CANCEL.</summary>
    Abandoned,

    /// <summary>An answering machine.</summary>
    Machine,

    /// <summary>A handset's assistant asked who is calling.</summary>
    Screened,

    /// <summary>486, 600, Q.850 cause 17, busy tone.</summary>
    Busy,

    /// <summary>Rang until the ring time-out.</summary>
    NoAnswer,

    /// <summary>404, 410, 484, 604, 485, Q.850 causes 1, 3, 22, 28.</summary>
    InvalidNumber,

    /// <summary>480 without a cause: ambiguous.</summary>
    Unavailable,

    /// <summary>The trunk or the network beyond had no room: never charged to the lead.</summary>
    Congestion,

    /// <summary>The trunk gave no answer at all: never charged to the lead.</summary>
    TrunkDown,

    /// <summary>The trunk refused our account, caller id or credit.</summary>
    RejectedByTrunk,

    /// <summary>603: a person or an analytics service declined.</summary>
    Declined,

    /// <summary>603+, 607, 608: blocked on the way.</summary>
    Blocked,

    /// <summary>A fax.</summary>
    Fax,

    /// <summary>A recorded announcement of the network.</summary>
    Announcement,

    /// <summary>No common codec, or no audio path.</summary>
    MediaError,

    /// <summary>We gave the attempt up before it was answered (campaign stopped, do-not-call, agent's hang-up).</summary>
    Cancelled,

    /// <summary>The program ended while the attempt was under way.</summary>
    Interrupted,
}
