using CallCenter.Contracts;
using CallCenter.Dialer.Phones;
using CallCenter.Domain;
using CallCenter.Sip;

namespace CallCenter.Dialer.Monitoring;

/// <summary>A supervisor's phone for listening: the browser's, or a registered one, which is called.</summary>
public sealed class MonitoringPhones(BrowserPhones browsers, SipUserDirectory users, SipEndpoint sip, PhoneRinger ringer)
{
    /// <summary>How long is waited for a browser whose audio is still being set up.</summary>
    private static readonly TimeSpan BrowserLimit = TimeSpan.FromSeconds(3);

    /// <summary>The line, or why there is none.</summary>
    /// <param name="before">The line that this supervisor listens with already; used again when it is of the same kind.</param>
    internal Task<(AgentLine? Line, Refused? Refused)> TakeAsync(StartMonitoring order, AgentLine? before, CancellationToken ct)
    {
        if (before is { IsOver: false } && before.Kind == order.Phone)
        {
            return Task.FromResult<(AgentLine?, Refused?)>((before, null));
        }

        return order.Phone == PhoneKind.Browser ? TakeBrowserAsync(order.Supervisor, ct) : RingAsync(order.Supervisor, ct);
    }

    private async Task<(AgentLine? Line, Refused? Refused)> TakeBrowserAsync(UserId supervisor, CancellationToken ct)
    {
        if (!await browsers.WaitUntilUpAsync(supervisor, BrowserLimit, ct) || browsers.Find(supervisor) is not { } phone)
        {
            return (null, new Refused(
                "phone_not_registered", "Your browser's phone is not connected: allow the microphone and wait for the phone to connect, then try again."));
        }

        return phone.IsLent
            ? (null, new Refused("phone_in_use", "This phone takes calls in a session of its own; end that session first."))
            : (phone.Lend(), null);
    }

    private async Task<(AgentLine? Line, Refused? Refused)> RingAsync(UserId supervisor, CancellationToken ct)
    {
        if (users.Find(supervisor) is not { } user || sip.Registrar.Find(user.UserName) is not { } binding)
        {
            return (null, new Refused("phone_not_registered", "No phone is registered for this user. Register it first, or listen in the browser."));
        }

        return await ringer.RingAsync(binding, ct);
    }
}
