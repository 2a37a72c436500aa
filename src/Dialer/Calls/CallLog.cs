using CallCenter.Domain;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Calls;

internal static partial class CallLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Call {Call}: its conductor failed")]
    public static partial void ConductorFailed(ILogger log, CallId call, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {Call}: its recording failed")]
    public static partial void RecordingFailed(ILogger log, CallId call, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {Call}: no RTP port is free; widen the range of --rtp")]
    public static partial void NoMediaPort(ILogger log, CallId call);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {Call} of campaign {Campaign} is abandoned: no agent in time")]
    public static partial void Abandoned(ILogger log, CallId call, CampaignId campaign);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {Call}: no audio from the customer for {Silence}")]
    public static partial void MediaLost(ILogger log, CallId call, TimeSpan silence);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database is away; {Entries} call records wait in memory")]
    public static partial void JournalWaits(ILogger log, int entries, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is back; the call records are stored")]
    public static partial void JournalBack(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "A call record could not be stored and is left out: {Entry}")]
    public static partial void JournalEntryRefused(ILogger log, string entry, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The result of a test call over trunk {Trunk} could not be stored")]
    public static partial void TestNotKept(ILogger log, TrunkId trunk, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Call {Call}: the agent's phone is back after {Away}")]
    public static partial void AgentBack(ILogger log, CallId call, TimeSpan away);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {Call}: the phone of agent {Agent} did not come back; looking for a colleague")]
    public static partial void AgentLost(ILogger log, CallId call, string agent);
}
