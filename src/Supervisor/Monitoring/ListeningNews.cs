using System.Diagnostics.CodeAnalysis;
using CallCenter.Contracts;
using CallCenter.Contracts.Monitoring;
using CallCenter.Domain;
using CallCenter.Supervisor.LiveBoard;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallCenter.Supervisor.Monitoring;

/// <summary>
/// Tells supervisors' tabs of their own listening as it happens: another call, an agent who signs out, a phone that another tab took. A tab that
/// was away asks <c>GET /api/v1/monitoring</c>.
/// </summary>
internal sealed class ListeningNews(IDialerLink dialer, IHubContext<SupervisorHub> tabs, TimeProvider time, ILogger<ListeningNews> log) : BackgroundService
{
    /// <summary>The client's method.</summary>
    public const string Method = "listening";

    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    [SuppressMessage("Design", "CA1031", Justification = "the owner's loop: news that cannot be told must not end the program")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (DialerEvent happened in dialer.SubscribeAsync(stoppingToken))
                {
                    await TellAsync(happened, stoppingToken);
                }

            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                ListeningLog.Failed(log, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(ReadAgainAfter, time, stoppingToken).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private Task TellAsync(DialerEvent happened, CancellationToken ct) => happened switch
    {
        MonitoringChanged changed => SendAsync(changed.Monitoring.SupervisorId, new ListeningChange(changed.Monitoring, changed.Ended, null), ct),
        PhoneMoved { Phone.Tab: { } tab } moved => SendAsync(moved.Agent, new ListeningChange(null, null, tab), ct),
        _ => Task.CompletedTask,
    };

    private Task SendAsync(UserId person, ListeningChange change, CancellationToken ct)
        => tabs.Clients.Group(SupervisorHub.GroupOf(person)).SendAsync(Method, change, ct);
}
