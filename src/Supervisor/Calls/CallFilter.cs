using CallCenter.Data.Calls;
using CallCenter.Domain;
using CallCenter.Domain.Numbers;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;

namespace CallCenter.Supervisor.Calls;

/// <summary>Which calls are looked for; what is absent does not matter.</summary>
/// <param name="Customer">How the customer's full name, family name or company begins.</param>
/// <param name="Number">The number's end or beginning, in any writing.</param>
/// <param name="MinSeconds">Talked at least so long.</param>
/// <param name="MaxSeconds">Talked at most so long.</param>
internal sealed record CallFilter(
    Id<CampaignId>? CampaignId,
    Id<UserId>? AgentId,
    Id<ListId>? ListId,
    string? Customer,
    string? Number,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? Disposition,
    string? Outcome,
    int? MinSeconds,
    int? MaxSeconds,
    bool? HasRecording,
    bool? Scored)
{
    private const int LongestText = 100;

    /// <summary>The search within the asker's scope, or what is wrong with it.</summary>
    public async Task<(CallQuery? Query, ApiProblem? Problem)> QueryAsync(CurrentUser asker, AskerScope scope, CallStore calls, CancellationToken ct)
    {
        List<(string, string)> faults = [];
        CallOutcome? outcome = null;
        if (!string.IsNullOrEmpty(Outcome))
        {
            outcome = Enum.GetValues<CallOutcome>().Where(o => string.Equals(o.Word(), Outcome, StringComparison.Ordinal)).Select(o => (CallOutcome?)o).FirstOrDefault();
            if (outcome is null)
            {
                faults.Add(("outcome", $"one of {string.Join(", ", Enum.GetValues<CallOutcome>().Select(o => o.Word()))}."));
            }
        }

        foreach ((string field, string? text) in new[] { ("customer", Customer), ("number", Number), ("disposition", Disposition) })
        {
            if (text is { Length: > LongestText } || text?.Any(char.IsControl) == true)
            {
                faults.Add((field, $"at most {LongestText} characters, no control characters."));
            }
        }

        NumberPart? number = null;
        if (!string.IsNullOrWhiteSpace(Number) && faults.Count == 0)
        {
            string[] codes = [.. (await calls.CountriesAsync(ct)).Select(PhoneNumbers.CallingCode).OfType<string>().Distinct(StringComparer.Ordinal)];
            number = NumberPart.Read(Number, codes);
            if (number is null)
            {
                faults.Add(("number", "2 to 15 digits: the end or the beginning of the number."));
            }
        }

        if (MinSeconds is < 0 or > 86400 || MaxSeconds is < 0 or > 86400)
        {
            faults.Add((MinSeconds is < 0 or > 86400 ? "minSeconds" : "maxSeconds", "0 to 86400."));
        }

        return faults.Count > 0
            ? (null, ApiProblem.Invalid([.. faults]))
            : (new CallQuery
            {
                Campaign = CampaignId?.Value,
                Agent = AgentId?.Value,
                List = ListId?.Value,
                Customer = string.IsNullOrWhiteSpace(Customer) ? null : Customer.Trim(),
                Number = number,
                From = From,
                To = To,
                Disposition = string.IsNullOrEmpty(Disposition) ? null : Disposition,
                Outcome = outcome,
                Shortest = MinSeconds is { } least ? TimeSpan.FromSeconds(least) : null,
                Longest = MaxSeconds is { } most ? TimeSpan.FromSeconds(most) : null,
                Recorded = HasRecording,
                Scored = Scored,
                Within = asker.Scope.LimitedToCampaigns ? asker.Scope.Campaigns : null,
                Agents = await scope.AgentsAsync(asker, ct),
            }, null);
    }
}
