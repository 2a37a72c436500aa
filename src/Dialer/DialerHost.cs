using CallCenter.Contracts;
using CallCenter.Data.Calls;
using CallCenter.Data.Dispositions;
using CallCenter.Data.Leads;
using CallCenter.Data.Phones;
using CallCenter.Dialer.Calls;
using CallCenter.Dialer.Live;
using CallCenter.Dialer.Monitoring;
using CallCenter.Dialer.Pacing;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Recording;
using CallCenter.Dialer.Routing;
using CallCenter.Dialer.Trunks;
using CallCenter.Media;
using CallCenter.Sip;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer;

/// <summary>
/// Starts the Dialer in the order in which its parts need each other, and stops it in the opposite one: no new calls, then every
/// call ends with BYE and its record, then phones, then SIP and media.
/// </summary>
internal sealed class DialerHost(
    DialerSettings settings,
    StopManner manner,
    NodeHold node,
    SipEndpoint sip,
    MediaEngine media,
    TrunkDirectory trunks,
    TrunkWatch trunkWatch,
    SipUserDirectory users,
    PhoneDesk phones,
    BrowserPhones browsers,
    MonitoringRoom monitoring,
    MonitoringLedger monitoringLedger,
    AgentFloor floor,
    CampaignDirectory campaigns,
    CallRegistry calls,
    TrunkTests tests,
    CallJournal journal,
    RecordingReconciler reconciler,
    RecordingRoom recordings,
    AttemptLedger ledger,
    LeadQueue leads,
    AgentSessionStore sessions,
    CallbackStore callbacks,
    TimeProvider time,
    ILogger<DialerHost> log) : IHostedLifecycleService
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan PhonesLimit = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PromisesEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PromiseGrace = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan UsersEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LimitsEvery = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stop = new();
    private Task _loops = Task.CompletedTask;
    private Task _ledger = Task.CompletedTask;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.RecordingsFolder);
        await node.TakeAsync(cancellationToken);
        await PutRightAsync(cancellationToken);
        await users.LoadAsync(cancellationToken);
        await trunks.LoadAsync(cancellationToken);
        journal.Start();
        media.Start();
        sip.Start();
        trunkWatch.WatchAll();
        await campaigns.ResumeAsync(cancellationToken);
        _ledger = monitoringLedger.RunAsync(_stop.Token);
        _loops = Task.WhenAll(
            OwnAsync("incoming calls", AnswerInvitesAsync),
            OwnAsync("registrations", phones.FollowRegistrationsAsync),
            OwnAsync("recording troubles", recordings.WatchAsync),
            OwnAsync("agents' limits", EnforceLimitsAsync),
            OwnAsync("listening supervisors", monitoring.FollowAsync),
            OwnAsync("SIP users", FollowUsersAsync),
            OwnAsync("promises", KeepPromisesAsync),
            OwnAsync("the dialer's name", node.KeepAsync));
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before any service stops, the web server among them: while calls go on, agents hang up, note and dispose as usual.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await campaigns.StopAllAsync();
        if (manner.Drain && calls.Count > 0)
        {
            DialerLog.Draining(log, calls.Count, settings.DrainLimit);
            await WaitForCallsAsync(settings.DrainLimit);
        }
    }

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await campaigns.StopAllAsync(); // a host without life-cycle calls begins here
        foreach (OutboundCall call in calls.All)
        {
            call.Post(new ShutDown());
        }

        await Task.WhenAny(tests.StopAsync(), Task.Delay(CloseLimit, time, CancellationToken.None));
        await WaitForCallsAsync(CloseLimit);
        if (calls.Count > 0)
        {
            DialerLog.CallsLeft(log, calls.Count);
        }

        await _stop.CancelAsync();
        await _loops;
        await monitoring.StopAsync();
        await _ledger;
        Task goodbyes = Task.WhenAll(floor.Snapshots().Select(s => floor.Find(s.UserId)).OfType<AgentPresence>().Select(SayGoodbyeAsync));
        await Task.WhenAny(goodbyes, Task.Delay(PhonesLimit, time, CancellationToken.None)); // phones that are gone must not keep us
        await phones.StopAsync();
        await browsers.StopAsync();
        await trunkWatch.StopAsync();
        await journal.StopAsync();
        await sip.DrainAsync(TimeSpan.FromSeconds(2), CancellationToken.None);
        await sip.DisposeAsync();
        await media.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>What an earlier run left behind: attempts without an end, leases, sessions, recordings.</summary>
    private async Task PutRightAsync(CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        int interrupted = (await ledger.CloseInterruptedAsync(settings.NodeName, now, TimeSpan.FromMinutes(30), ct)).Count;
        await leads.ReleaseAllOfAsync(settings.NodeName, ct);
        await sessions.EndAllAsync(now, ct);
        await reconciler.RunAsync(ct);
        if (interrupted > 0)
        {
            DialerLog.Interrupted(log, interrupted);
        }
    }

    private async Task AnswerInvitesAsync(CancellationToken ct)
    {
        await foreach (IncomingInvite invite in sip.IncomingInvites.ReadAllAsync(ct))
        {
            if (invite.RequestUser == "*55")
            {
                try
                {
                    await phones.AnswerSessionCallAsync(invite, ct);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    PhoneLog.IncomingFailed(log, invite.RequestUser, e);
                    invite.Reject(500); // without effect when it was answered
                }
            }
            else
            {
                PhoneLog.NobodyThere(log, invite.RequestUser, invite.Source.ToString());
                invite.Reject(404);
            }
        }
    }

    /// <summary>Users that were made by the command line while we run.</summary>
    private async Task FollowUsersAsync(CancellationToken ct)
    {
        using PeriodicTimer timer = new(UsersEvery, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            await users.LoadAsync(ct);
        }
    }

    /// <summary>An agent's own call-back that nobody made in time goes to whoever is free (A7): the promise counts.</summary>
    private async Task KeepPromisesAsync(CancellationToken ct)
    {
        using PeriodicTimer timer = new(PromisesEvery, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            await callbacks.OpenOverdueToAnyoneAsync(time.GetUtcNow() - PromiseGrace, ct);
        }
    }

    private async Task EnforceLimitsAsync(CancellationToken ct)
    {
        using PeriodicTimer timer = new(LimitsEvery, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            foreach (AgentPresence agent in floor.EnforceLimits())
            {
                await phones.EndAsync(agent, ct);
            }

            await browsers.ForgetAsync();
        }
    }

    private async Task SayGoodbyeAsync(AgentPresence agent)
    {
        try
        {
            await phones.EndAsync(agent, CancellationToken.None);
        }
        catch (Exception e)
        {
            DialerLog.LoopFailed(log, "the end of a session", e);
        }
    }

    private async Task WaitForCallsAsync(TimeSpan longest)
    {
        using CancellationTokenSource limit = new(longest, time);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20), time);
        try
        {
            while (calls.Count > 0)
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // the caller looks at what is left
        }
    }

    /// <summary>Runs a loop until the stop; an error is logged and the loop begins again a second later.</summary>
    private async Task OwnAsync(string what, Func<CancellationToken, Task> loop)
    {
        await Task.Yield();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await loop(_stop.Token);
                return;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                DialerLog.LoopFailed(log, what, e);
                await Task.Delay(TimeSpan.FromSeconds(1), time, _stop.Token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }
}
