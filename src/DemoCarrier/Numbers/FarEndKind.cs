using System.Text.Json.Serialization;

namespace CallCenter.DemoCarrier.Numbers;

/// <summary>What is at the other end of a number.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FarEndKind>))]
public enum FarEndKind
{
    /// <summary>Talks with whoever calls, or on its own when it hears nothing, until its time is over.</summary>
    Talker,

    /// <summary>Says hello and hangs up.</summary>
    HelloOnly,

    /// <summary>Converses, and hangs up on dead air.</summary>
    Person,

    /// <summary>Answering machine with a beep after its greeting.</summary>
    MachineWithBeep,

    /// <summary>Answering machine that records without a beep.</summary>
    MachineWithoutBeep,

    /// <summary>486.</summary>
    Busy,

    /// <summary>Rings until the caller gives up.</summary>
    NoAnswer,

    /// <summary>Announcement in early media, then 404.</summary>
    Invalid,

    /// <summary>503.</summary>
    Congestion,

    /// <summary>603 after a few rings.</summary>
    Declined,

    /// <summary>Answers with the tone of a fax machine.</summary>
    Fax,

    /// <summary>A handset's assistant that asks who is calling.</summary>
    Screening,

    /// <summary>Answers and is silent.</summary>
    Silence,
}
