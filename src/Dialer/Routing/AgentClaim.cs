using CallCenter.Domain;

namespace CallCenter.Dialer.Routing;

/// <summary>A call's wish for an agent of its campaign: fulfilled at once, later, or withdrawn.</summary>
public sealed class AgentClaim
{
    private readonly TaskCompletionSource<AgentPresence> _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal AgentClaim(CampaignId campaign, CallId call)
    {
        Campaign = campaign;
        Call = call;
    }

    public CampaignId Campaign { get; }

    public CallId Call { get; }

    /// <summary>Completes with the agent reserved; is cancelled when the claim was withdrawn first.</summary>
    public Task<AgentPresence> Granted => _granted.Task;

    internal bool Grant(AgentPresence agent) => _granted.TrySetResult(agent);

    internal bool Withdraw() => _granted.TrySetCanceled();
}
