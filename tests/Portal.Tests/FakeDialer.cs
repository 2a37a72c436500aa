using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CallCenter.Contracts;
using CallCenter.Domain;

namespace CallCenter.Portal.Tests;

/// <summary>A Dialer that notes its commands and answers as the test says.</summary>
internal sealed class FakeDialer : IDialerLink
{
    public ConcurrentQueue<DialerCommand> Commands { get; } = new();

    /// <summary>Answers before the usual answers; null: the usual one.</summary>
    public Func<DialerCommand, DialerReply?> Answer { get; set; } = _ => null;

    public bool IsConnected => true;

    public Task<DialerReply> SendAsync(DialerCommand command, CancellationToken ct)
    {
        Commands.Enqueue(command);
        return Task.FromResult(Answer(command) ?? command switch
        {
            GetAgent get => new AgentReply(new AgentSnapshot(get.Agent, "x", AgentState.Paused, DateTimeOffset.UnixEpoch, null, null, [], null)),
            GetDialerHealth => new DialerHealthReply(true, true, "127.0.0.1:5060", [], []),
            PlaceManualCall => new CallPlaced(CallId.New(DateTimeOffset.UnixEpoch)),
            GetAgents => new AgentsReply([]),
            GetMonitorings => new MonitoringsReply([]),
            GetCampaignLive or GetCampaignWhy or GetLeadWhy or GetTrunkHealth => new Refused("not_found", "There is no such thing."),
            _ => new Done(),
        });
    }

    public async IAsyncEnumerable<DialerEvent> SubscribeAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        yield break;
    }
}
