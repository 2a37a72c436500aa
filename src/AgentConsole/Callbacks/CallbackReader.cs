using CallCenter.AgentConsole.ScreenPops;
using CallCenter.Contracts.Desk;
using CallCenter.Data.Dispositions;
using CallCenter.Domain;

namespace CallCenter.AgentConsole.Callbacks;

/// <summary>An agent's own promised calls.</summary>
public sealed class CallbackReader(CallbackStore store)
{
    private const int LongestNote = 500;
    private static readonly DateTimeOffset Ever = DateTimeOffset.MaxValue;

    /// <summary>The one that is due first, or overdue; null when there is none.</summary>
    public async Task<CallbackView?> NextAsync(UserId agent, CancellationToken ct)
        => await store.OfOwnerAsync(agent, DateTimeOffset.UnixEpoch, Ever, 1, ct) is [{ } first] ? View(first) : null;

    /// <summary>Overdue and coming ones, those due first in front.</summary>
    /// <param name="after">Exclusive.</param>
    /// <param name="until">Inclusive.</param>
    public async Task<IReadOnlyList<CallbackView>> ListAsync(UserId agent, DateTimeOffset after, DateTimeOffset until, int limit, CancellationToken ct)
        => [.. (await store.OfOwnerAsync(agent, after, until, limit, ct)).Select(View)];

    /// <summary>The agent's own open one; null when it is none.</summary>
    public async Task<Callback?> OwnAsync(CallbackId id, UserId agent, CancellationToken ct)
        => await store.GetAsync(id, ct) is { State: CallbackState.Open } found && found.OwnerId == agent ? found : null;

    private static CallbackView View(Callback c)
    {
        IReadOnlyList<string> zones = CustomerZones.Of(c.CustomerTimeZone, c.NumberTimeZones, c.Number);
        string? note = c.Note is { Length: > LongestNote } longer ? longer[..LongestNote] : c.Note;
        return new CallbackView(c.Id, c.DueAt, c.CustomerName, c.Number, zones.Count > 0 ? zones[0] : "Etc/UTC", note, c.LeadId, c.CampaignId);
    }
}
