using System.Text.Json.Serialization;
using CallCenter.Domain;

namespace CallCenter.Contracts.Board;

/// <summary>A team by its name, for filters.</summary>
public sealed record BoardTeam(TeamId Id, string Name);

/// <summary>A trunk on the live board.</summary>
public sealed record BoardTrunk(TrunkId Id, string Name, TrunkHealthState State, string? LastError, int CallsNow, int MaxChannels);

/// <summary>How bad an alarm is.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AlarmLevel>))]
public enum AlarmLevel
{
    /// <summary>Look at it soon.</summary>
    Warning,

    /// <summary>Something does not work, or a limit of the law is passed.</summary>
    Bad,
}

/// <summary>Something to do something about.</summary>
/// <param name="Key">One alarm at a time has it.</param>
/// <param name="Code">Stable: abandonNear, abandonOver, noLeads, trunkDown, longWrapUp, longCall, longPause, unreachable, or one of the Dialer's.</param>
/// <param name="Text">English; screens translate by code.</param>
/// <param name="Values">Names and figures in the text.</param>
public sealed record BoardAlarm(
    string Key,
    string Code,
    AlarmLevel Level,
    string Text,
    DateTimeOffset Since,
    IReadOnlyDictionary<string, string> Values,
    UserId? AgentId,
    CampaignId? CampaignId,
    TrunkId? TrunkId);

/// <summary>From when on a state is too long: screens show its time in red.</summary>
public sealed record BoardLimits(int TalkSeconds, int WrapUpSeconds, int PausedSeconds, int UnreachableSeconds);

/// <summary>The asker's floor since midnight, signed-out agents included.</summary>
/// <param name="TalkSeconds">Of all agents together.</param>
public sealed record BoardTotals(int Calls, int Contacts, int Sales, long TalkSeconds, long WrapUpSeconds);
