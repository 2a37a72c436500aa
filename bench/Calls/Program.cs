using System.Globalization;
using CallCenter.Bench.Calls;
using CallCenter.Bench.Kit;
using CallCenter.TestKit;
using CallCenter.TestKit.Api;
using CallCenter.TestKit.Sipp;

// Calls placed and answered for minutes, and what remains of them. dotnet run -c Release --project bench/Calls [callsPerSecond] [minutes] [agents] [ratio]
double rate = Argument(0, 10);
double minutes = Argument(1, 10);
int agentCount = (int)Argument(2, 50);
double ratio = Argument(3, 1);
int leads = (int)(rate * minutes * 60 * 1.1) + 200;
Console.WriteLine(FormattableString.Invariant($"{rate} calls/s, {minutes} minutes, {agentCount} agents, ratio {ratio}, {leads} leads"));

await using FarEnd farEnd = new(new FarEndManner(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)));
farEnd.Start();
await using MeasuredCenter center = await MeasuredCenter.StartAsync();
IReadOnlyList<BenchAgent> agents = await center.AddAgentsAsync(agentCount);
string campaign = await center.AddCampaignAsync(leads, farEnd.Port, rate, ratio);
await using SippRunner phones = await SippPhones.StartAsync(center.Process.Sip!, agents);
foreach (BenchAgent agent in agents)
{
    await agent.Api.BeginSessionAsync(campaign);
    await agent.Api.SetStateAsync("ready");
}

Samples samples = new(center, farEnd);
long liveBefore = await center.Probe.LiveAsync();
await center.Admin.StartAsync(campaign);
await samples.TakeAsync(TimeSpan.FromMinutes(minutes));
await center.Admin.PostAsync($"campaigns/{campaign}/pause");
await WaitFor.TrueAsync("the far end's calls to end", () => farEnd.Running == 0, TimeSpan.FromSeconds(60));
await WaitFor.AnswerAsync("the dialler's calls to end", _ => center.Admin.LiveAsync(campaign), live => live.Calls.Total == 0, TimeSpan.FromSeconds(60));
long liveAfter = await center.Probe.LiveAsync();

IReadOnlyList<CallView> records = await center.Admin.CallsAsync(campaign);
samples.Print();
Console.WriteLine(FormattableString.Invariant($"alive after a full collection: {liveBefore / 1e6:0.0} MB before the first call, {liveAfter / 1e6:0.0} MB after the last"));
bool whole = new Comparison(farEnd.Calls, records).Print(Console.Out);
IReadOnlyList<double> bridged = center.Probe.Measurements("callcenter.answer_to_bridge.duration");
Console.WriteLine(FormattableString.Invariant(
    $"answer to bridge: {bridged.Count} times, median {bridged.Quantile(0.5) * 1000:0.00} ms, p95 {bridged.Quantile(0.95) * 1000:0.00} ms, p99 {bridged.Quantile(0.99) * 1000:0.00} ms, max {bridged.Quantile(1) * 1000:0.00} ms"));
Console.WriteLine(whole ? "PASS: every call the far end saw has one record, closed" : "FAIL");
return whole ? 0 : 1;

double Argument(int index, double otherwise) => args.Length > index ? double.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
