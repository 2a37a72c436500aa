using CallCenter.Sip;

namespace CallCenter.Bench.Kit;

/// <summary>One INVITE as the far end saw it. Times are Stopwatch timestamps; 0 = did not happen.</summary>
public sealed class FarEndCall(string number, long invitedAt)
{
    /// <summary>The number called.</summary>
    public string Number { get; } = number;

    /// <summary>The INVITE came.</summary>
    public long InvitedAt { get; } = invitedAt;

    /// <summary>Just before the 200 OK was handed to the SIP stack.</summary>
    public long AnsweredAt { get; set; }

    /// <summary>The call was over.</summary>
    public long EndedAt { get; set; }

    /// <summary>CANCEL came before the answer.</summary>
    public bool Cancelled { get; set; }

    /// <summary>Who ended the dialog.</summary>
    public DialogEndCause? End { get; set; }

    /// <summary>What answered our BYE; 0 when the dialler hung up first.</summary>
    public int ByeStatus { get; set; }

    /// <summary>Hears the agent.</summary>
    public OnsetEar Ear { get; } = new();
}
