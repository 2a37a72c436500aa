using System.Diagnostics;
using System.Globalization;
using CallCenter.Bench.Search;
using CallCenter.Data;
using CallCenter.Data.Calls;
using CallCenter.Data.Quality;
using CallCenter.Domain;

const int Rounds = 5;
int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
string folder = Directory.CreateTempSubdirectory("callcenter-bench-").FullName;
try
{
    string path = Path.Combine(folder, "bench.db");
    await using var database = new Database(DatabaseOptions.ForSqlite(path));
    await database.MigrateAsync(CancellationToken.None);
    await SampleCalls.FillAsync(path, count);
    Console.WriteLine($"{count} calls and customers, {new FileInfo(path).Length / 1e6:0} MB");
    CallStore calls = new(database);
    ScoreStore scores = new(database);
    string[] codes = ["1", "44"];
    FoundCalls deep = await calls.PageAsync(new CallQuery { To = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), Limit = 100 }, CancellationToken.None);
    string tail = (await calls.PageAsync(new CallQuery { Limit = 1 }, CancellationToken.None)).Items[0].Number[^7..];
    (string Name, CallQuery Query)[] searches =
    [
        ("everything", new()),
        ("a page ten months back", new() { Cursor = deep.Next }),
        ("an agent", new() { Agent = UserId.From(17) }),
        ("a campaign", new() { Campaign = CampaignId.From(3) }),
        ("a team of 10", new() { Agents = [.. Enumerable.Range(1, 10).Select(i => UserId.From(i))] }),
        ("a number's last 7 digits", new() { Number = NumberPart.Read(tail, codes) }),
        ("a number's last 4 digits", new() { Number = NumberPart.Read(tail[^4..], codes) }),
        ("an area code", new() { Number = NumberPart.Read("415", codes) }),
        ("a country code", new() { Number = NumberPart.Read("+44", codes) }),
        ("a number that is not there", new() { Number = NumberPart.Read("+999 888 777", codes) }),
        ("a name", new() { Customer = "Mia Stone 9" }),
        ("a first name (1 in 16)", new() { Customer = "mia" }),
        ("a company", new() { Customer = "Company 5000" }),
        ("a name that is not there", new() { Customer = "Zzz" }),
        ("a list", new() { List = ListId.From(7) }),
        ("sales", new() { Disposition = "sale" }),
        ("an agent's sales", new() { Agent = UserId.From(17), Disposition = "sale" }),
        ("a campaign's sales", new() { Campaign = CampaignId.From(3), Disposition = "sale" }),
        ("fax machines (1 in 1500)", new() { Outcome = CallOutcome.Fax }),
        ("longer than 590 s", new() { Shortest = TimeSpan.FromSeconds(590) }),
        ("a list's sales over 500 s with a recording", new() { List = ListId.From(7), Disposition = "sale", Shortest = TimeSpan.FromSeconds(500), Recorded = true }),
        ("scored (1 in 1200)", new() { Scored = true }),
        ("an agent's scored ones", new() { Agent = UserId.From(17), Scored = true }),
        ("not scored, an agent's, one month", new() { Agent = UserId.From(17), Scored = false, From = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), To = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero) }),
        ("nothing: an impossible pair", new() { Outcome = CallOutcome.Busy, Recorded = true }),
    ];
    foreach ((string name, CallQuery query) in searches)
    {
        FoundCalls found = new([], null, null);
        Report(name, await MeasureAsync(async () => found = await calls.PageAsync(query with { Limit = 100 }, CancellationToken.None)), $"{found.Items.Count} rows{(found.Next is null ? "" : ", more")}");
    }

    CallDetails details = new(database);
    CallId one = (await calls.PageAsync(new CallQuery { Scored = true, Limit = 1 }, CancellationToken.None)).Items[0].Id;
    Report("one call's page", await MeasureAsync(() => details.ReadAsync(one, CancellationToken.None)), "");
    Report("scores, a page", await MeasureAsync(() => scores.PageAsync(new ScoreQuery { Limit = 100 }, CancellationToken.None)), "");
    Report("means of all scores", await MeasureAsync(() => scores.MeansAsync(new ScoreQuery(), CancellationToken.None)), "");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static async Task<double[]> MeasureAsync(Func<Task> work)
{
    double[] times = new double[Rounds];
    for (int i = 0; i < Rounds; i++)
    {
        long started = Stopwatch.GetTimestamp();
        await work();
        times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    return times;
}

static void Report(string name, double[] times, string found)
    => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-46} first {times[0],7:0.0} ms, median {times.Order().ElementAt(Rounds / 2),7:0.0} ms  {found}"));
