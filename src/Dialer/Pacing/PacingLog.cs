using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Pacing;

internal static partial class PacingLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Campaign {Campaign}: this pacing step failed")]
    public static partial void StepFailed(ILogger log, string campaign, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {Campaign} is {State}")]
    public static partial void StateChanged(ILogger log, string campaign, CallCenter.Domain.CampaignState state);
}
