namespace CallCenter.Dialer;

/// <summary>What happens when, in a call whose agent's phone is away (hardening R12). Tests shorten them.</summary>
public sealed record AwayTimes
{
    /// <summary>A reload is done by then; the customer hears silence so long, then the announcement.</summary>
    public TimeSpan AnnounceAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The call is kept so long for its agent.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a customer whose agent was lost waits for another one.</summary>
    public TimeSpan ColleagueLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A customer for whom nobody was found is called again so soon, by anyone.</summary>
    public TimeSpan CallBackAfter { get; init; } = TimeSpan.FromMinutes(3);
}
