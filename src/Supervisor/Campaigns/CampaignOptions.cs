using CallCenter.Domain;
using CallCenter.Domain.Readiness;
using CallCenter.Domain.Rules;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>What a campaign's form can offer.</summary>
public sealed record CampaignOptions(IReadOnlyList<DialModeOption> Modes, IReadOnlyList<AmdOption> Amd, IReadOnlyList<RuleSetOption> RuleSets)
{
    internal static CampaignOptions Now { get; } = new(
        [.. Enum.GetValues<DialMode>().Select(m => new DialModeOption(m, DialModes.IsAvailable(m)))],
        [.. Enum.GetValues<AmdMode>().Select(m => new AmdOption(m, DialModes.IsAvailable(m)))],
        [.. Domain.Rules.RuleSets.Names.Select(n => RuleSetOption.Of(Domain.Rules.RuleSets.Find(n)!))]);
}

/// <summary>A dial mode.</summary>
/// <param name="Available">False: campaigns can be kept in it, but not started yet.</param>
public sealed record DialModeOption(DialMode Mode, bool Available);

/// <summary>What can be done with answering machines.</summary>
/// <param name="Available">False: not yet.</param>
public sealed record AmdOption(AmdMode Mode, bool Available);

/// <summary>Calling rules of a country.</summary>
/// <param name="Confirmed">False: to be confirmed by a lawyer.</param>
/// <param name="Hours">In the called party's time; empty: any hour.</param>
/// <param name="OnlyLoopbackTrunks">For demonstration and tests.</param>
public sealed record RuleSetOption(
    string Name, string Source, bool Confirmed, IReadOnlyList<CallingHours> Hours, int MinimumRingSeconds, double AbandonLimit, int LockAfterAbandonedHours, bool OnlyLoopbackTrunks)
{
    internal static RuleSetOption Of(RuleSet r)
        => new(r.Name, r.Source, r.Confirmed, r.Hours, r.MinimumRingSeconds, r.AbandonLimit, r.LockAfterAbandonedHours, r.OnlyLoopbackTrunks);
}
