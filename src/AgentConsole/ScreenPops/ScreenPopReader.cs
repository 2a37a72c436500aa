using CallCenter.Contracts;
using CallCenter.Contracts.Desk;
using CallCenter.Data.Desk;
using CallCenter.Domain;

namespace CallCenter.AgentConsole.ScreenPops;

/// <summary>Step 8 of a call: who is on the line, before the agent says a word.</summary>
public sealed class ScreenPopReader(PopReader facts, TimeProvider time)
{
    /// <summary>The call that the agent has, as the Dialer sees it.</summary>
    public async Task<ScreenPop> ReadAsync(AgentCall call, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(call);
        PopQuery query = new(call.Id, call.CampaignId, call.LeadId, call.CustomerId, call.Number);
        return ScreenPopBuilder.Build(query, call.AnsweredAt, await facts.ReadAsync(query, ct), time.GetUtcNow());
    }

    /// <summary>A call of the agent that is stored; null when there is none of that id, or it is another agent's.</summary>
    public async Task<ScreenPop?> ReadOwnAsync(CallId call, UserId agent, CancellationToken ct)
    {
        PopQuery query = new(call, null, null, null, "");
        PopFacts found = await facts.ReadAsync(query, ct);
        return found.Call is { } row && row.AgentId == agent ? ScreenPopBuilder.Build(query, null, found, time.GetUtcNow()) : null;
    }
}
