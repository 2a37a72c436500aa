using System.Text.Json;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Identity;
using CallCenter.Domain;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>One field that was changed.</summary>
/// <param name="From">Null: it was not there before.</param>
public sealed record FieldChangeView(string Field, JsonElement? From, JsonElement? To);

/// <summary>Who did something.</summary>
public sealed record ActorView(UserId Id, string Name);

/// <summary>One change of a campaign.</summary>
/// <param name="By">Null: the program, or a key that acts as nobody.</param>
/// <param name="Change">created, edited, archived, restored, or "state " and the new state.</param>
public sealed record CampaignChangeView(string Id, int Version, DateTimeOffset At, ActorView? By, string Change, IReadOnlyList<FieldChangeView> Fields);

/// <summary>A campaign's history as what changed from one version to the next.</summary>
public sealed class CampaignHistory(CampaignStore campaigns, UserStore users)
{
    private static readonly string[] _notShown = ["id", "version", "state", "firstStartedAt", "archivedAt"];

    /// <summary>Newest first; one more than the limit when there are more.</summary>
    public async Task<IReadOnlyList<CampaignChangeView>> PageAsync(CampaignId id, long? before, int limit, CancellationToken ct)
    {
        // The change before the page's last one tells what that one changed.
        IReadOnlyList<CampaignChange> rows = await campaigns.HistoryAsync(id, before, limit + 1, ct);
        Dictionary<UserId, ActorView> actors = [];
        foreach (UserId user in rows.Select(r => r.UserId).OfType<UserId>().Distinct())
        {
            actors[user] = new ActorView(user, (await users.GetAsync(user, ct))?.DisplayName ?? user.ToString());
        }

        return [.. rows.Take(limit).Select((row, i) => new CampaignChangeView(
            row.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            row.Version,
            row.At,
            row.UserId is { } by ? actors[by] : null,
            row.Change,
            row.Change == "edited" && i + 1 < rows.Count ? Differences(rows[i + 1].Snapshot, row.Snapshot) : []))];
    }

    private static List<FieldChangeView> Differences(string before, string after)
    {
        using JsonDocument old = JsonDocument.Parse(before);
        using JsonDocument now = JsonDocument.Parse(after);
        List<FieldChangeView> changes = [];
        foreach (JsonProperty property in now.RootElement.EnumerateObject())
        {
            JsonElement? was = old.RootElement.TryGetProperty(property.Name, out JsonElement found) ? found : null;
            if (!_notShown.Contains(property.Name, StringComparer.Ordinal) && (was is null || !JsonElement.DeepEquals(was.Value, property.Value)))
            {
                changes.Add(new FieldChangeView(property.Name, was?.Clone(), property.Value.Clone()));
            }
        }

        return changes;
    }
}
