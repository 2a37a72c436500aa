using System.Net;
using CallCenter.Contracts;
using CallCenter.Dialer.Calls;
using CallCenter.Dialer.Hopper;
using CallCenter.Dialer.Link;
using CallCenter.Dialer.Live;
using CallCenter.Dialer.Monitoring;
using CallCenter.Dialer.Pacing;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Recording;
using CallCenter.Dialer.Routing;
using CallCenter.Dialer.Trunks;
using CallCenter.Media;
using CallCenter.Sip;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer;

/// <summary>Puts the Dialer together. The stores of Data and a <see cref="TimeProvider"/> are registered by the caller.</summary>
public static class DialerServices
{
    /// <summary>Adds the Dialer and its <see cref="IDialerLink"/> for web services in the same process.</summary>
    public static IServiceCollection AddDialer(this IServiceCollection services, DialerSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<StopManner>();
        services.AddSingleton<NodeHold>();
        services.AddSingleton<LinkServer>();
        services.AddSingleton<EventFan>();
        services.AddSingleton<AlarmBoard>();
        services.AddSingleton<SipUserDirectory>();
        services.AddSingleton<TrunkDirectory>();
        services.AddSingleton(SipOf);
        services.AddSingleton(MediaOf);
        services.AddSingleton<TrunkWatch>();
        services.AddSingleton<AgentFloor>();
        services.AddSingleton<BrowserPhones>();
        services.AddSingleton<PhoneRinger>();
        services.AddSingleton<PhoneDesk>();
        services.AddSingleton<MonitoringLedger>();
        services.AddSingleton<MonitoringPhones>();
        services.AddSingleton<MonitoringRoom>();
        services.AddSingleton<CallRegistry>();
        services.AddSingleton<CallMeters>();
        services.AddSingleton<CallJournal>();
        services.AddSingleton<PromptShelf>();
        services.AddSingleton<RecordingRoom>();
        services.AddSingleton<RecordingReconciler>();
        services.AddSingleton<CallParts>();
        services.AddSingleton<GateKeeper>();
        services.AddSingleton<PlacingTurn>();
        services.AddSingleton<RunnerParts>();
        services.AddSingleton<CampaignDirectory>();
        services.AddSingleton<ManualDialing>();
        services.AddSingleton<TrunkTests>();
        services.AddSingleton<WhyPanel>();
        services.AddSingleton<CommandDesk>();
        services.AddSingleton<IDialerLink, DialerLink>();
        services.AddHostedService<DialerHost>();
        return services;
    }

    private static SipEndpoint SipOf(IServiceProvider services)
    {
        DialerSettings settings = services.GetRequiredService<DialerSettings>();
        SipUserDirectory users = services.GetRequiredService<SipUserDirectory>();
        TrunkDirectory trunks = services.GetRequiredService<TrunkDirectory>();
        SipEndpointOptions options = new()
        {
            Listen = settings.SipListen,
            AdvertisedHost = settings.Advertise,
            UnknownSources = settings.UnknownSources,
            FindUser = users.FindSecret,
            IsKnownPeer = trunks.IsTrunk,
        };
        return new SipEndpoint(options, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>());
    }

    private static MediaEngine MediaOf(IServiceProvider services)
    {
        DialerSettings settings = services.GetRequiredService<DialerSettings>();
        MediaOptions options = new()
        {
            Bind = settings.SipListen.Address,
            PortLow = settings.RtpLow,
            PortHigh = settings.RtpHigh,
            WebRtc = settings.WebRtcListen,
            WebRtcAdvertised = settings.WebRtcSeen,
        };
        return new MediaEngine(options, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>());
    }
}
