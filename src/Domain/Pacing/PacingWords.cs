using System.Globalization;

namespace CallCenter.Domain.Pacing;

/// <summary>A decision in one sentence, for screens and the why panel.</summary>
public static class PacingWords
{
    /// <summary>Says which limit was binding and with which figures.</summary>
    public static string Explain(in PacingDecision d)
    {
        string figures = string.Create(CultureInfo.InvariantCulture, $"{d.Idle} free agents, {d.Pending} calls under way");
        return d.Reason switch
        {
            PacingReason.Policy => string.Create(CultureInfo.InvariantCulture, $"{figures}: {d.CallsToPlace} placed."),
            PacingReason.NoAgents => "No agent of this campaign is signed in and out of pause.",
            PacingReason.EveryAgentBusy => $"Every agent is busy ({figures}).",
            PacingReason.CallsUnderWayAreEnough => $"The calls under way are enough ({figures}).",
            PacingReason.NoLeads => $"No checked lead is ready in the hopper ({figures}).",
            PacingReason.NoChannels => $"No trunk has a free channel or is up ({figures}).",
            PacingReason.RateLimit => $"Limited by the trunks' calls per second ({figures}).",
            PacingReason.LinesCap => $"Limited by the most lines per agent ({figures}).",
            PacingReason.AbandonmentEmergency => "Emergency: far too many calls were abandoned in the last 24 hours; one call per free agent.",
            PacingReason.LegalWindow => "The abandoned share of the legal period is above its limit; one call per free agent until it is below.",
            PacingReason.AbandonmentBurst => "Several calls were abandoned within a minute; one call per free agent for a minute.",
            PacingReason.TooFewAgents => $"Too few agents for more than one call each ({figures}).",
            PacingReason.FailureBurst => "Most calls fail at once: the trunk seems to be in trouble; one call per free agent until calls connect.",
            PacingReason.WindowCloses => "The calling window closes before another call could ring out.",
            PacingReason.StaleSnapshot => "The clock jumped or pacing stood still; nothing is placed this time.",
            PacingReason.BadEstimate => "A figure is not a number; nothing is placed this time.",
            PacingReason.ModeDoesNotDial => "In this mode calls are started by the agents.",
            _ => figures,
        };
    }
}
