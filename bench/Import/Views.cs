using System.Diagnostics;
using System.Globalization;
using CallCenter.Data;
using CallCenter.Data.Lists;
using CallCenter.Domain;

namespace CallCenter.Bench.Import;

/// <summary>How long the views of the lists take over what was just imported: the slowest of five, after one that warms up.</summary>
internal static class Views
{
    private const int Page = 101;

    public static async Task MeasureAsync(Database database)
    {
        var lists = new ListStore(database);
        var leads = new LeadBrowser(database);
        ListId list = (await lists.FindAsync("Bench", CancellationToken.None))!.Value;
        ListId small = (await lists.CreateAsync("Small", "US", null, TimeProvider.System.GetUtcNow(), CancellationToken.None))!.Value;
        await ShowAsync("lists with counts by state", () => lists.StateCountsAsync([list, small], CancellationToken.None));
        await ShowAsync("first page of a list", () => leads.PageAsync(list, 0, null, Page, CancellationToken.None));
        await ShowAsync("page in the middle", () => leads.PageAsync(list, 500_000, null, Page, CancellationToken.None));
        await ShowAsync("page of a state", () => leads.PageAsync(list, 500_000, LeadState.Dialable, Page, CancellationToken.None));
        foreach ((string text, string? number) in ((string, string?)[])[("Ann", null), ("A", null), ("Acme", null), ("Smith", null), ("C0500000", null), ("0123", "+1212"), ("nobody", null)])
        {
            await ShowAsync($"search '{text}' in all lists", () => leads.SearchAsync(null, null, null, text, number, 0, Page, CancellationToken.None));
            await ShowAsync($"search '{text}' in the list", () => leads.SearchAsync(list, null, null, text, number, 0, Page, CancellationToken.None));
            await ShowAsync($"search '{text}' in an empty list", () => leads.SearchAsync(small, null, null, text, number, 0, Page, CancellationToken.None));
        }
    }

    private static async Task ShowAsync<T>(string name, Func<Task<IReadOnlyList<T>>> view)
    {
        IReadOnlyList<T> rows = await view();
        TimeSpan slowest = TimeSpan.Zero;
        for (int i = 0; i < 5; i++)
        {
            long started = Stopwatch.GetTimestamp();
            await view();
            TimeSpan took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {rows.Count} rows, slowest of five {slowest.TotalMilliseconds:0.0} ms"));
    }
}
