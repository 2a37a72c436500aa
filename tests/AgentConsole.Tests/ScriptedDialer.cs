using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CallCenter.Contracts;
using CallCenter.Domain;

namespace CallCenter.AgentConsole.Tests;

/// <summary>A Dialer that says what the test tells it to, and notes what it is told.</summary>
internal sealed class ScriptedDialer : IDialerLink
{
    private readonly ConcurrentDictionary<Channel<DialerEvent>, bool> _readers = new();
    private readonly ConcurrentDictionary<Guid, DialerReply> _answered = new();

    public ConcurrentQueue<DialerCommand> Commands { get; } = new();

    public ConcurrentDictionary<UserId, AgentSnapshot> Agents { get; } = new();

    /// <summary>Answers before the usual answers; null: the usual one.</summary>
    public Func<DialerCommand, DialerReply?> Answer { get; set; } = _ => null;

    /// <summary>Waited for before a command is answered.</summary>
    public Func<DialerCommand, CancellationToken, Task> Hold { get; set; } = (_, _) => Task.CompletedTask;

    public bool IsConnected => true;

    public async Task<DialerReply> SendAsync(DialerCommand command, CancellationToken ct)
    {
        Commands.Enqueue(command);
        await Hold(command, ct);
        return _answered.GetOrAdd(command.CommandId, _ => Answer(command) ?? command switch
        {
            GetAgent get => new AgentReply(AgentOf(get.Agent)),
            PlaceManualCall => new CallPlaced(CallId.New(DateTimeOffset.UnixEpoch)),
            OfferPhone => new PhoneAnswer("v=0 answer"),
            GetDialerHealth => new DialerHealthReply(true, true, "127.0.0.1:5060", [], []),
            _ => new Done(),
        });
    }

    public async IAsyncEnumerable<DialerEvent> SubscribeAsync([EnumeratorCancellation] CancellationToken ct)
    {
        Channel<DialerEvent> events = Channel.CreateUnbounded<DialerEvent>();
        _readers[events] = true;
        try
        {
            await foreach (DialerEvent happened in events.Reader.ReadAllAsync(ct))
            {
                yield return happened;
            }
        }
        finally
        {
            _readers.TryRemove(events, out _);
        }
    }

    /// <summary>The agent moved: remembered and told.</summary>
    public void Move(AgentSnapshot agent)
    {
        Agents[agent.UserId] = agent;
        Happen(new AgentChanged(agent));
    }

    public void Happen(DialerEvent happened)
    {
        foreach (Channel<DialerEvent> reader in _readers.Keys)
        {
            reader.Writer.TryWrite(happened);
        }
    }

    public AgentSnapshot AgentOf(UserId agent)
        => Agents.GetValueOrDefault(agent, new AgentSnapshot(agent, "", AgentState.SignedOut, DateTimeOffset.UnixEpoch, null, null, [], null));
}
