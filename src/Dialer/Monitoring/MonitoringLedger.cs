using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using CallCenter.Contracts.Monitoring;
using CallCenter.Data;
using CallCenter.Data.Audit;
using CallCenter.Domain;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Monitoring;

/// <summary>
/// Every use of monitoring in the audit log. What lets a supervisor hear or speak is stored before it takes effect: without the log nobody
/// listens. What happens by itself (another call, a phone that goes) is written in order, and again until the database takes it.
/// </summary>
public sealed class MonitoringLedger(AuditLog audit, TimeProvider time, ILogger<MonitoringLedger> log)
{
    private const int MostWaiting = 1000;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Channel<(AuditEntry Entry, DateTimeOffset At)> _waiting = Channel.CreateBounded<(AuditEntry, DateTimeOffset)>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Stored when the task completes.</summary>
    internal Task StoreAsync(string action, MonitoringView monitoring, string remoteAddress, CancellationToken ct)
        => audit.AppendAsync(Entry(action, monitoring, remoteAddress, null), time.GetUtcNow(), ct);

    /// <summary>Will be stored.</summary>
    internal void Note(string action, MonitoringView monitoring, string remoteAddress = "", string? reason = null)
    {
        AuditEntry entry = Entry(action, monitoring, remoteAddress, reason);
        if (!_waiting.Writer.TryWrite((entry, time.GetUtcNow())))
        {
            MonitoringLog.NotAudited(log, entry.Action, entry.Actor, entry.Details, null);
        }
    }

    /// <summary>Writes what was noted, until <see cref="Complete"/> and then to the end.</summary>
    internal async Task RunAsync(CancellationToken ct)
    {
        await foreach ((AuditEntry entry, DateTimeOffset at) in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            await WriteAsync(entry, at, ct);
        }
    }

    /// <summary>Nothing more is noted.</summary>
    internal void Complete() => _waiting.Writer.TryComplete();

    private static AuditEntry Entry(string action, MonitoringView monitoring, string remoteAddress, string? reason)
    {
        string details = JsonSerializer.Serialize(new Details(monitoring.Id, monitoring.Mode, monitoring.Phone, monitoring.CallId, reason), Json);
        return new AuditEntry(monitoring.SupervisorName, action, $"user/{monitoring.AgentId}", details, remoteAddress);
    }

    private async Task WriteAsync(AuditEntry entry, DateTimeOffset at, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await audit.AppendAsync(entry, at, CancellationToken.None);
                return;
            }
            catch (DatabaseUnavailableException e) when (ct.IsCancellationRequested)
            {
                MonitoringLog.NotAudited(log, entry.Action, entry.Actor, entry.Details, e);
                return;
            }
            catch (DatabaseUnavailableException)
            {
                await Task.Delay(RetryAfter, time, ct).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception e)
            {
                MonitoringLog.NotAudited(log, entry.Action, entry.Actor, entry.Details, e);
                return;
            }
        }
    }

    private sealed record Details(MonitoringId Monitoring, MonitoringMode Mode, PhoneKind Phone, CallId? Call, string? Reason);
}
