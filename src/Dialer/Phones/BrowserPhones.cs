using System.Collections.Concurrent;
using CallCenter.Contracts;
using CallCenter.Dialer.Live;
using CallCenter.Domain;
using CallCenter.Media;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Phones;

/// <summary>
/// Browser phones by person, with or without a session: who has which, in which tab, and who may take it. Never two audio legs for
/// one person (hardening R12).
/// </summary>
public sealed class BrowserPhones(MediaEngine media, EventFan events, TimeProvider time, ILogger<BrowserPhones> log)
{
    /// <summary>Longest offer, in characters; a browser's has 3 to 6 thousand.</summary>
    public const int LongestOffer = 16 * 1024;

    /// <summary>A phone without a session is given up when no audio came for this long.</summary>
    public static readonly TimeSpan ForgetAfter = TimeSpan.FromSeconds(15);

    private const int LongestTab = 100;
    private const int OffersAtOnce = 10;
    private static readonly TimeSpan OffersWithin = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<UserId, BrowserPhone> _phones = new();
    private readonly ConcurrentDictionary<UserId, Queue<DateTimeOffset>> _offers = new();
    private TaskCompletionSource _news = NewNews();

    /// <summary>A page offers its audio.</summary>
    public DialerReply Offer(OfferPhone offer)
    {
        ArgumentNullException.ThrowIfNull(offer);
        if (offer.Sdp.Length > LongestOffer)
        {
            return new Refused("invalid_sdp", $"An offer has at most {LongestOffer} characters.");
        }

        if (offer.Tab.Length is 0 or > LongestTab)
        {
            return new Refused("invalid_tab", $"The tab names itself with 1 to {LongestTab} characters.");
        }

        lock (_lock)
        {
            return TooMany(offer.Agent)
                ? new Refused("too_many_offers", "The page offers its audio too often; wait a few seconds.")
                : OfferInTurn(offer);
        }
    }

    /// <summary>The page lets go; without effect from a tab that does not have the phone.</summary>
    public async Task LeaveAsync(LeavePhone leave)
    {
        ArgumentNullException.ThrowIfNull(leave);
        if (Find(leave.Agent) is { } phone && string.Equals(phone.Tab, leave.Tab, StringComparison.Ordinal))
        {
            phone.Left();
            if (!phone.IsLent)
            {
                await DropAsync(phone);
            }
        }
    }

    /// <summary>Hearing the own microphone on or off; null when done, else why not.</summary>
    public Refused? Echo(UserId person, bool on)
    {
        if (Find(person) is not { Health: LineHealth.Up } phone)
        {
            return new Refused("phone_not_connected", "The browser's phone is not connected.");
        }

        phone.SetEcho(on);
        return null;
    }

    /// <summary>A person's phone as screens show it; null without one.</summary>
    public AgentPhone? View(UserId person) => Find(person)?.View();

    /// <summary>Gives up phones that nobody uses.</summary>
    public async Task ForgetAsync()
    {
        foreach (BrowserPhone phone in _phones.Values)
        {
            if (phone is { IsLent: false, Health: not LineHealth.Up } && time.GetUtcNow() - phone.Since >= ForgetAfter)
            {
                await DropAsync(phone);
            }
        }

        DateTimeOffset old = time.GetUtcNow() - OffersWithin;
        lock (_lock)
        {
            foreach ((UserId person, Queue<DateTimeOffset> offers) in _offers)
            {
                if (offers.All(at => at < old))
                {
                    _offers.TryRemove(person, out _);
                }
            }
        }
    }

    /// <summary>Ends all of them.</summary>
    public async Task StopAsync()
    {
        foreach (BrowserPhone phone in _phones.Values)
        {
            await phone.DisposeAsync();
        }
    }

    internal BrowserPhone? Find(UserId person) => _phones.GetValueOrDefault(person);

    /// <summary>Waits until the person's phone has audio; false when <paramref name="limit"/> passed first.</summary>
    internal async Task<bool> WaitUntilUpAsync(UserId person, TimeSpan limit, CancellationToken ct)
    {
        DateTimeOffset end = time.GetUtcNow() + limit;
        while (true)
        {
            Task news = Volatile.Read(ref _news).Task;
            if (Find(person) is { Health: LineHealth.Up })
            {
                return true;
            }

            TimeSpan left = end - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            try
            {
                await news.WaitAsync(left, time, ct);
            }
            catch (TimeoutException)
            {
                // looked at once more
            }
        }
    }

    private static TaskCompletionSource NewNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DialerReply OfferInTurn(OfferPhone offer)
    {
        BrowserPhone? phone = Find(offer.Agent);
        string? before = phone?.Tab;
        bool sameTab = string.Equals(before, offer.Tab, StringComparison.Ordinal);
        if (phone is { IsTaken: true } && !sameTab && !offer.TakeOver)
        {
            return new Refused("phone_open_elsewhere", "The phone is open in another tab or on another machine; take it over to use it here.");
        }

        BrowserLeg leg;
        try
        {
            leg = phone?.Leg ?? media.TryOpenBrowserLeg();
        }
        catch (MediaUnavailableException e)
        {
            PhoneLog.NoBrowserPhones(log, e);
            return new Refused("browser_phones_unavailable", e.Message);
        }

        OfferReply reply = leg.Accept(offer.Sdp);
        if (reply is not OfferAccepted answer)
        {
            if (phone is null)
            {
                leg.Dispose();
            }

            return new Refused("invalid_sdp", $"The offer cannot be answered: {(reply as OfferRefused)?.Reason}");
        }

        if (phone is null)
        {
            phone = new BrowserPhone(offer.Agent, offer.UserName, leg, time, Changed);
            _phones[offer.Agent] = phone;
        }

        phone.OfferedBy(offer.Tab);
        PhoneLog.BrowserOffered(log, phone.UserName, before is null ? "new" : sameTab ? "again" : "taken over");
        if (!sameTab && phone.IsLent)
        {
            events.Publish(new PhoneMoved(phone.Person, phone.View()));
        }

        return new PhoneAnswer(answer.Sdp);
    }

    private bool TooMany(UserId person)
    {
        DateTimeOffset now = time.GetUtcNow();
        Queue<DateTimeOffset> offers = _offers.GetOrAdd(person, _ => new Queue<DateTimeOffset>());
        while (offers.TryPeek(out DateTimeOffset first) && now - first > OffersWithin)
        {
            offers.Dequeue();
        }

        if (offers.Count >= OffersAtOnce)
        {
            return true;
        }

        offers.Enqueue(now);
        return false;
    }

    private async Task DropAsync(BrowserPhone phone)
    {
        lock (_lock)
        {
            // Not when a page offered in this very moment.
            if (phone.IsLent || phone.Health is LineHealth.Up || !_phones.TryRemove(new KeyValuePair<UserId, BrowserPhone>(phone.Person, phone)))
            {
                return;
            }
        }

        await phone.DisposeAsync();
        events.Publish(new PhoneMoved(phone.Person, null));
        PhoneLog.BrowserGone(log, phone.UserName);
    }

    private void Changed(BrowserPhone phone)
    {
        Interlocked.Exchange(ref _news, NewNews()).TrySetResult();
        if (!phone.IsLent)
        {
            events.Publish(new PhoneMoved(phone.Person, phone.View())); // with a session the agent's own change tells it
        }
    }
}
