using CallCenter.Data;
using CallCenter.Data.Audit;
using CallCenter.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallCenter.Composition;

/// <summary>Writes the audit log's head out once a day and when the program ends.</summary>
internal sealed partial class AuditHeadWriter(AuditLog log, ServerSettings settings, TimeProvider time, ILogger<AuditHeadWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Interval, time);
        try
        {
            do
            {
                await WriteAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The program ends; StopAsync writes the last head.
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        try
        {
            await AuditHeads.WriteAsync(settings.DataFolder, log, time, ct);
        }
        catch (Exception e) when (e is DatabaseUnavailableException or IOException or UnauthorizedAccessException)
        {
            NotWritten(logger, e.Message);
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "The head of the audit log could not be written out: {Reason}")]
    private static partial void NotWritten(ILogger logger, string reason);
}
