using System.Diagnostics;
using System.Globalization;
using System.Net;
using CallCenter.Bench.Answer;
using CallCenter.Bench.Kit;
using CallCenter.TestKit;
using CallCenter.TestKit.Api;

// From a customer's 200 OK to the bridge and to the first sound both ways. dotnet run -c Release --project bench/Answer [calls] [agents] [callsPerSecond]
// The first 20 calls meet code that is not compiled yet; they are shown by themselves.
const int WarmUp = 20;
int calls = Argument(0, 200);
int agentCount = Argument(1, 20);
int rate = Argument(2, 5);

await using FarEnd farEnd = new(new FarEndManner(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)));
farEnd.Start();
await using BenchPhones phones = new();
await using MeasuredCenter center = await MeasuredCenter.StartAsync();
IReadOnlyList<BenchAgent> agents = await center.AddAgentsAsync(agentCount);
string campaign = await center.AddCampaignAsync(calls + WarmUp, farEnd.Port, rate, ratio: 1);
Dictionary<string, OnsetEar> ears = new(StringComparer.Ordinal);
foreach (BenchAgent agent in agents)
{
    ears[agent.Id] = await phones.AddAsync(center.Process.Sip!, agent);
    await agent.Api.BeginSessionAsync(campaign);
    await agent.Api.SetStateAsync("ready");
}

await center.Admin.StartAsync(campaign);
IReadOnlyList<CallView> records = await center.Admin.EndedCallsAsync(campaign, calls + WarmUp, TimeSpan.FromSeconds(60 + (4.0 * (calls + WarmUp) / rate)));

List<double> toAgent = [], toCustomer = [];
int unheard = 0;
foreach (FarEndCall call in farEnd.Calls.Where(call => call.AnsweredAt != 0))
{
    CallView? record = records.FirstOrDefault(record => string.Equals(record.Number, call.Number, StringComparison.Ordinal));
    long atAgent = record?.AgentId is { } agent ? ears[agent].Onsets.FirstOrDefault(onset => onset > call.AnsweredAt && onset < call.EndedAt) : 0;
    if (atAgent == 0 || call.Ear.First == 0)
    {
        unheard++;
        continue;
    }

    toAgent.Add(Stopwatch.GetElapsedTime(call.AnsweredAt, atAgent).TotalMilliseconds);
    toCustomer.Add(Stopwatch.GetElapsedTime(call.AnsweredAt, call.Ear.First).TotalMilliseconds);
}

List<double> bridged = [.. center.Probe.Measurements("callcenter.answer_to_bridge.duration").Select(seconds => seconds * 1000)];
Console.WriteLine(FormattableString.Invariant($"{records.Count} calls, {agentCount} agents, {rate} calls/s at most; outcomes: {string.Join(", ", records.CountBy(record => record.Outcome ?? "open").Select(pair => $"{pair.Key} {pair.Value}"))}"));
Show($"first {WarmUp} calls, 200 OK to route swap", bridged[..WarmUp]);
Show($"first {WarmUp} calls, to first sound at the agent", toAgent[..WarmUp]);
Show($"first {WarmUp} calls, to first sound at the customer", toCustomer[..WarmUp]);
bridged = bridged[WarmUp..];
toAgent = toAgent[WarmUp..];
toCustomer = toCustomer[WarmUp..];
Show("200 OK to route swap", bridged);
Show("200 OK to first sound at the agent", toAgent);
Show("200 OK to first sound at the customer", toCustomer);
bool good = unheard == 0 && bridged.Quantile(0.99) < 1 && toAgent.Quantile(0.95) < 25 && toCustomer.Quantile(0.95) < 25;
Console.WriteLine(FormattableString.Invariant($"not heard both ways: {unheard}; targets (p99 < 1 ms, p95 < 25 ms, p95 < 25 ms): {(good ? "met" : "MISSED")}"));
return good ? 0 : 1;

static void Show(string what, IReadOnlyCollection<double> ms) => Console.WriteLine(FormattableString.Invariant(
    $"{what}: n {ms.Count}, median {ms.Quantile(0.5):0.000} ms, p95 {ms.Quantile(0.95):0.000}, p99 {ms.Quantile(0.99):0.000}, max {ms.Quantile(1):0.000}"));

int Argument(int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
