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

    /// <summary>Who had the call, one after another.</summary>
    public List<AgentPart> Agents { get; } = [];

    /// <summary>The agent whose phone went and did not come back, the last one.</summary>
    public UserId? LostAgent { get; private set; }

    /// <summary>The agent was lost and nobody took the call.</summary>
    public bool HasNoAgentLeft => LostAgent is not null && Agents[^1].Until is not null;

    /// <summary>What the record says beside the outcome.</summary>
    public string? Remark => LostAgent is null ? null : HasNoAgentLeft ? "agent lost: nobody took the call over" : "agent lost: a colleague took the call over";

    public LegQuality? CustomerQuality { get; set; }

    public LegFacts? CustomerLeg { get; set; }

    /// <summary>An agent has the call from now on.</summary>
    public void GiveTo(UserId agent, DateTimeOffset at) => Agents.Add(new AgentPart(agent, at, null));

    /// <summary>The agent who has the call is lost.</summary>
    public void LoseAgent(DateTimeOffset at)
    {
        Agents[^1] = Agents[^1] with { Until = at };
        LostAgent = Agents[^1].Agent;
    }

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

/// <summary>An agent's part of a call.</summary>
/// <param name="Until">When the agent was lost; null for who had it to the end.</param>
internal sealed record AgentPart(UserId Agent, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>What the record keeps of the customer's side.</summary>
internal sealed record LegFacts(string? Remote, int LocalPort, string? Codec, IReadOnlyDictionary<string, string>? Quality);
