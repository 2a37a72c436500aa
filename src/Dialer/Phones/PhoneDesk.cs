using System.Collections.Concurrent;
using CallCenter.Contracts;
using CallCenter.Data.Phones;
using CallCenter.Dialer.Routing;
using CallCenter.Domain;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Phones;

/// <summary>Begins and ends agents' sessions: calls the agent's SIP phone or takes the browser's, keeps the line, notices when it goes and comes back.</summary>
public sealed class PhoneDesk(
    SipEndpoint sip,
    MediaEngine media,
    BrowserPhones browsers,
    PhoneRinger ringer,
    AgentFloor floor,
    SipUserDirectory users,
    AgentSessionStore sessions,
    DialerSettings settings,
    TimeProvider time,
    ILogger<PhoneDesk> log)
{
    /// <summary>How long the start of a session waits for a browser whose audio is still being set up.</summary>
    private static readonly TimeSpan BrowserLimit = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<UserId, Task> _watches = new();
    private readonly ConcurrentDictionary<UserId, Task> _reconnects = new();

    private static Refused SessionExists { get; } = new("session_exists", "This agent has a session already; end it first.");

    /// <summary>Connects the agent's phone; the session stands when it is. Returns null, or why not.</summary>
    public Task<Refused?> StartAsync(UserId id, IReadOnlyList<CampaignId> campaigns, PhoneKind phone, CancellationToken ct)
        => phone == PhoneKind.Browser ? StartWithBrowserAsync(id, campaigns, ct) : StartWithSipAsync(id, campaigns, ct);

    private async Task<Refused?> StartWithBrowserAsync(UserId id, IReadOnlyList<CampaignId> campaigns, CancellationToken ct)
    {
        if (floor.Find(id) is not null)
        {
            return SessionExists;
        }

        if (!await browsers.WaitUntilUpAsync(id, BrowserLimit, ct) || browsers.Find(id) is not { } phone)
        {
            return new Refused(
                "phone_not_registered",
                "No browser phone of this user is connected: open the agent console, allow the microphone and wait for the phone to connect, then start the session.");
        }

        if (phone.IsLent)
        {
            return new Refused("phone_in_use", "This phone listens to an agent's calls; stop that first.");
        }

        return await StartOnAsync(id, phone.UserName, campaigns, phone.Lend, ct);
    }

    /// <summary>A session on a line that stands already.</summary>
    internal async Task<Refused?> StartOnAsync(UserId id, string userName, IReadOnlyList<CampaignId> campaigns, Func<AgentLine> lend, CancellationToken ct)
    {
        if (floor.TryAdd(id, userName, campaigns, PhoneKind.Browser) is not { } agent)
        {
            return SessionExists;
        }

        AgentLine line = lend();
        await AdoptAsync(agent, line);
        await StoreStartAsync(agent, PhoneKind.Browser, ct);
        return null;
    }

    private async Task<Refused?> StartWithSipAsync(UserId id, IReadOnlyList<CampaignId> campaigns, CancellationToken ct)
    {
        if (users.Find(id) is not { } user)
        {
            return new Refused("phone_not_registered", "This user has no SIP password; an administrator sets one.");
        }

        if (sip.Registrar.Find(user.UserName) is not { } binding)
        {
            return new Refused("phone_not_registered", $"No phone is registered for '{user.UserName}'. Register it first, then start the session.");
        }

        if (floor.TryAdd(id, user.UserName, campaigns, PhoneKind.Sip) is not { } agent)
        {
            return SessionExists;
        }

        try
        {
            if (await ConnectAsync(agent, binding, ct) is { } refused)
            {
                floor.Remove(agent);
                return refused;
            }
        }
        catch
        {
            floor.Remove(agent);
            throw;
        }

        await StoreStartAsync(agent, PhoneKind.Sip, ct);
        return null;
    }

    /// <summary>A session that could not be stored does not stand: the agent is told to try again, and can.</summary>
    private async Task StoreStartAsync(AgentPresence agent, PhoneKind phone, CancellationToken ct)
    {
        try
        {
            await sessions.StartedAsync(agent.Id, agent.Campaigns, phone, time.GetUtcNow(), ct);
        }
        catch
        {
            AgentLine? line = agent.Line;
            floor.Remove(agent);
            if (line is not null)
            {
                await line.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>Ends the session and hangs a SIP phone up; a browser keeps its phone for the next session.</summary>
    public async Task EndAsync(AgentPresence agent, CancellationToken ct)
    {
        AgentLine? line = agent.Line;
        floor.Remove(agent);
        try
        {
            await sessions.EndedAsync(agent.Id, time.GetUtcNow(), ct);
        }
        finally
        {
            if (line is not null)
            {
                await line.DisposeAsync(); // waits for a phone that may be gone
            }
        }
    }

    /// <summary>Calls an unreachable agent's SIP phone again; a browser comes back by itself.</summary>
    public async Task<Refused?> ReconnectAsync(AgentPresence agent, CancellationToken ct)
    {
        if (agent.Phone == PhoneKind.Browser)
        {
            return null;
        }

        if (sip.Registrar.Find(agent.UserName) is not { } binding)
        {
            return new Refused("phone_not_registered", "The phone is not registered any more.");
        }

        if (!floor.TryReconnect(agent))
        {
            return null;
        }

        Refused? refused = await ConnectAsync(agent, binding, ct);
        if (refused is not null)
        {
            floor.LineDown(agent, "noPhone", refused.Message);
        }

        return refused;
    }

    /// <summary>A registered phone called <c>*55</c>: its own call becomes the agent's line, on the campaigns of the last session.</summary>
    public async Task AnswerSessionCallAsync(IncomingInvite invite, CancellationToken ct)
    {
        if (invite.AuthenticatedUser is not { } name || users.FindByName(name) is not { } user)
        {
            invite.Reject(403);
            return;
        }

        IReadOnlyList<CampaignId> campaigns = await sessions.LastCampaignsAsync(user.UserId, ct);
        if (campaigns.Count == 0)
        {
            invite.Reject(480, "No earlier session: sign in once by web or API");
            return;
        }

        if (media.TryOpenLeg() is not { } leg)
        {
            invite.Reject(503);
            return;
        }

        if (invite.Offer is not { } offer || AudioOffer.Answer(offer, settings.Seen(leg.LocalEndPoint), PhoneRinger.Codecs, sessionId: SdpReply.NewSessionId()) is not { } reply)
        {
            leg.Dispose();
            invite.Reject(488);
            return;
        }

        // A phone that was lost may call instead of waiting to be called.
        bool again = floor.Find(user.UserId) is { Phone: PhoneKind.Sip } known && floor.TryReconnect(known);
        AgentPresence? agent = again ? floor.Find(user.UserId) : floor.TryAdd(user.UserId, user.UserName, campaigns, PhoneKind.Sip);
        if (agent is null || !SdpReply.TryApply(leg, reply.Audio))
        {
            leg.Dispose();
            invite.Reject(agent is null ? 486 : 488, agent is null ? "This agent has a session already" : null);
            if (agent is not null)
            {
                floor.Remove(agent);
            }

            return;
        }

        await AdoptAsync(agent, new SipLine(invite.Answer(reply.Answer), leg, settings.Seen(leg.LocalEndPoint), PhoneRinger.Codecs));
        if (!again)
        {
            await sessions.StartedAsync(user.UserId, campaigns, PhoneKind.Sip, time.GetUtcNow(), ct);
        }
    }

    /// <summary>A phone came back: its unreachable agent gets the line again.</summary>
    public async Task FollowRegistrationsAsync(CancellationToken ct)
    {
        await foreach (RegistrationChange change in sip.Registrar.Changes.ReadAllAsync(ct))
        {
            if (users.FindByName(change.Binding.UserName) is not { } user || floor.Find(user.UserId) is not { Phone: PhoneKind.Sip } agent)
            {
                continue;
            }

            if (change.Kind is RegistrationChangeKind.Registered or RegistrationChangeKind.Refreshed && agent.State == AgentState.Unreachable)
            {
                // Each by itself: a phone that lets us ring for half a minute must not hold up the others.
                _reconnects[agent.Id] = Task.Run(() => ReconnectQuietlyAsync(agent, ct), CancellationToken.None);
            }
        }
    }

    /// <summary>Ends its loops.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_watches.Values.Concat(_reconnects.Values));
        _stop.Dispose();
    }

    private async Task ReconnectQuietlyAsync(AgentPresence agent, CancellationToken ct)
    {
        try
        {
            await ReconnectAsync(agent, ct);
        }
        catch (Exception e)
        {
            PhoneLog.ReconnectFailed(log, agent.UserName, e);
            floor.LineDown(agent, "noPhone", "the phone could not be called");
        }
    }

    private async Task<Refused?> ConnectAsync(AgentPresence agent, SipBinding binding, CancellationToken ct)
    {
        (AgentLine? line, Refused? refused) = await ringer.RingAsync(binding, ct);
        if (line is null)
        {
            return refused;
        }

        return await AdoptAsync(agent, line) ? null : new Refused("session_ended", "The session was ended while the phone rang.");
    }

    private async Task<bool> AdoptAsync(AgentPresence agent, AgentLine line)
    {
        if (!floor.LineUp(agent, line))
        {
            await line.DisposeAsync();
            return false;
        }

        _watches[agent.Id] = WatchAsync(agent, line, _stop.Token);
        return true;
    }

    private async Task WatchAsync(AgentPresence agent, AgentLine line, CancellationToken ct)
    {
        try
        {
            LineState state = line.State;
            floor.Follow(agent, line, state); // it may have changed since it was adopted
            while (state.Health != LineHealth.Over)
            {
                state = await state.Next.WaitAsync(ct);
                floor.Follow(agent, line, state);
            }

            if (state.Problem is { } problem)
            {
                PhoneLog.LineLost(log, agent.UserName, state.Reason!);
                floor.LineDown(agent, problem, state.Reason!);
                line.Leg.Dispose();
            }
        }
        catch (OperationCanceledException)
        {
            // the session or the program ends; the line's owner hangs up
        }
    }
}
