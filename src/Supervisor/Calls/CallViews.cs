using CallCenter.Contracts.Quality;
using CallCenter.Data.Calls;
using CallCenter.Data.Recordings;
using CallCenter.Domain;
using CallCenter.Portal.Access;

namespace CallCenter.Supervisor.Calls;

/// <summary>How a call sounded; null where it was not measured.</summary>
/// <param name="Mos">1 to 4.5.</param>
public sealed record CallQualityView(double? Mos, double? LossPercent, double? JitterMs);

/// <summary>A call's record (design.md, fixed points), with the names that lists show.</summary>
/// <param name="Scores">Finished scores.</param>
/// <param name="ScorePercent">Their mean; null without any.</param>
public record CallView(
    CallId Id,
    AttemptId? AttemptId,
    CampaignId? CampaignId,
    LeadId? LeadId,
    CustomerId? CustomerId,
    UserId? AgentId,
    string Number,
    CallDirection Direction,
    TrunkId? TrunkId,
    DateTimeOffset StartedAt,
    DateTimeOffset? RingingAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? ConnectedAt,
    DateTimeOffset? EndedAt,
    EndedBy? EndedBy,
    CallOutcome? Outcome,
    int? SipStatus,
    string? Reason,
    string? Disposition,
    string? Notes,
    RecordingId? RecordingId,
    CallQualityView Quality,
    string? AgentName,
    string? CustomerName,
    string? Company,
    string? CampaignName,
    int Scores,
    double? ScorePercent)
{
    /// <summary>A call as the asker may see it.</summary>
    internal static CallView Of(CurrentUser asker, FoundCall c) => new(
        c.Id,
        c.AttemptId,
        c.CampaignId,
        c.LeadId,
        c.CustomerId,
        c.AgentId,
        Masking.Number(asker, c.Number),
        c.Direction,
        c.TrunkId,
        c.StartedAt,
        c.RingingAt,
        c.AnsweredAt,
        c.ConnectedAt,
        c.EndedAt,
        c.EndedBy,
        c.Outcome,
        c.SipStatus,
        c.Reason,
        c.Disposition,
        c.Notes,
        c.RecordingId,
        new CallQualityView(c.Mos, c.LossPercent, c.JitterMs),
        c.AgentName,
        c.CustomerName,
        c.Company,
        c.CampaignName,
        c.Scores,
        c.Score is { } score ? Math.Round(score, 1, MidpointRounding.AwayFromZero) : null);
}

/// <summary>Calls of a search.</summary>
/// <param name="Next">Where the search goes on. A page may hold fewer calls than asked for, or none, and have a next one: what is rare is looked for in steps.</param>
/// <param name="SearchedTo">The start of the oldest call looked at so far; null at the end of the search.</param>
public sealed record CallPage(IReadOnlyList<CallView> Items, string? Next, DateTimeOffset? SearchedTo);

/// <summary>One party's side of a call.</summary>
/// <param name="Side">customer, agent, consultation, supervisor.</param>
/// <param name="Quality">As measured, by name; null when it was not.</param>
public sealed record LegView(
    string Side, UserId? UserId, string? UserName, string? Codec, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyDictionary<string, string>? Quality);

/// <summary>What the calling-rules gate said.</summary>
public sealed record GateView(DateTimeOffset At, string? Origin, bool Allowed, IReadOnlyList<string> Reasons);

/// <summary>One INVITE of a call.</summary>
public sealed record AttemptView(
    AttemptId Id,
    TrunkId? TrunkId,
    string? TrunkName,
    string CallerId,
    DateTimeOffset OpenedAt,
    DateTimeOffset? InvitedAt,
    DateTimeOffset? RingingAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? EndedAt,
    CallOutcome? Outcome,
    int? SipStatus,
    string? Reason,
    GateView? Gate);

/// <summary>A line of the agent's notes.</summary>
/// <param name="AtMs">Milliseconds since the answer; null for lines without a time.</param>
public sealed record NoteLineView(long? AtMs, string Text);

/// <summary>A recording of a call.</summary>
/// <param name="OffsetMs">Milliseconds from the answer to the recording's beginning: what is noted at t is heard at t minus this.</param>
/// <param name="Silences">Stretches without sound on purpose (paused) or for want of disk.</param>
public sealed record CallRecordingView(
    RecordingId Id, RecordingState State, DateTimeOffset StartedAt, long? DurationMs, long OffsetMs, IReadOnlyList<RecordingSilence> Silences);

/// <summary>A call with all that is known of it.</summary>
/// <param name="DispositionName">In the words of the call centre.</param>
/// <param name="TalkMs">From the first word with the agent to the end; null when nobody talked.</param>
public sealed record CallDetailView(
    CallView Call,
    string? DispositionName,
    ListId? ListId,
    string? ListName,
    long? TalkMs,
    IReadOnlyList<NoteLineView> NoteLines,
    IReadOnlyList<LegView> Legs,
    IReadOnlyList<AttemptView> Attempts,
    IReadOnlyList<CallRecordingView> Recordings,
    IReadOnlyList<ScoreLine> ScoreLines);
