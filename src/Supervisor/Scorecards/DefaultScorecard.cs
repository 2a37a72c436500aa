using System.Text.Json;
using CallCenter.Data.Quality;
using CallCenter.Domain.Quality;
using CallCenter.Portal.Api;
using Microsoft.Extensions.Hosting;

namespace CallCenter.Supervisor.Scorecards;

/// <summary>At the first start: the scorecard that comes with the product, so that the first call can be scored.</summary>
internal sealed class DefaultScorecard(ScorecardStore cards, TimeProvider time) : IHostedService
{
    private const string Name = "Standard";

    /// <summary>Five sections: etiquette, process, professional conduct, sales skill, service skill; in every language of the product.</summary>
    public static IReadOnlyList<ScorecardSection> Sections()
    {
        using Stream json = typeof(DefaultScorecard).Assembly.GetManifestResourceStream("default-card.json")!;
        return JsonSerializer.Deserialize<ScorecardSection[]>(json, ApiJson.Options)!;
    }

    public Task StartAsync(CancellationToken cancellationToken) => cards.CreateFirstAsync(Name, Sections(), time.GetUtcNow(), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
