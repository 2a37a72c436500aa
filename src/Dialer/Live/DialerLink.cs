using System.Collections.Concurrent;
using CallCenter.Contracts;
using CallCenter.Data;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Live;

/// <summary>The Dialer's end of the border: repeats of a command get the first answer, failures become refusals.</summary>
internal sealed class DialerLink(CommandDesk desk, EventFan events, ILogger<DialerLink> log) : IDialerLink
{
    /// <summary>Answers are kept for this many commands; a retry comes within seconds.</summary>
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<Guid, Lazy<Task<DialerReply>>> _answers = new();
    private readonly ConcurrentQueue<Guid> _order = new();

    /// <inheritdoc />
    public bool IsConnected => true;

    /// <inheritdoc />
    public Task<DialerReply> SendAsync(DialerCommand command, CancellationToken ct)
    {
        if (IsQuestion(command))
        {
            return Task.Run(() => CarryOutAsync(command), CancellationToken.None).WaitAsync(ct);
        }

        // Lazy, because the dictionary may call its factory twice when two send at once; only one of them stays.
        Lazy<Task<DialerReply>> answer = _answers.GetOrAdd(command.CommandId, _ => new Lazy<Task<DialerReply>>(() =>
        {
            _order.Enqueue(command.CommandId);
            return Task.Run(() => CarryOutAsync(command), CancellationToken.None);
        }));
        Task<DialerReply> reply = answer.Value;
        while (_order.Count > Remembered && _order.TryDequeue(out Guid old))
        {
            _answers.TryRemove(old, out Lazy<Task<DialerReply>>? _);
        }

        return reply.WaitAsync(ct);
    }

    /// <summary>Questions change nothing and are asked all the time: their answers are not kept.</summary>
    private static bool IsQuestion(DialerCommand command)
        => command is GetAgent or GetAgents or GetMonitorings or GetCampaignLive or GetCampaignWhy or GetLeadWhy or GetNumberWhy or GetAgentWhy
            or GetTrunkTest or GetTrunkHealth or GetDialerHealth;

    /// <inheritdoc />
    public IAsyncEnumerable<DialerEvent> SubscribeAsync(CancellationToken ct) => events.SubscribeAsync(ct);

    private async Task<DialerReply> CarryOutAsync(DialerCommand command)
    {
        try
        {
            return await desk.CarryOutAsync(command, CancellationToken.None);
        }
        catch (DatabaseUnavailableException)
        {
            return new Refused("database_unavailable", "The database is away; try again in a moment.");
        }
        catch (Exception e)
        {
            LiveLog.CommandFailed(log, command.GetType().Name, e);
            return new Refused("dialer_error", "The dialer met an error; see its log.");
        }
    }
}
