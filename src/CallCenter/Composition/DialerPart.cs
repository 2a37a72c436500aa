using CallCenter.Contracts;
using CallCenter.Contracts.Link;
using CallCenter.Dialer;
using CallCenter.Dialer.Monitoring;
using CallCenter.Sip;
using CallCenter.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Composition;

/// <summary>The one place that decides what is behind <see cref="IDialerLink"/>: the Dialer of this process, or another process.</summary>
internal static class DialerPart
{
    /// <summary>Registers the Dialer, or the way to it.</summary>
    public static IServiceCollection AddDialerLink(this IServiceCollection services, ServerSettings settings)
    {
        if (!settings.HasDialer)
        {
            return services.AddSingleton<IDialerLink>(s => new RemoteDialerLink(settings.DataFolder, s.GetRequiredService<TimeProvider>()));
        }

        services.AddDialer(new DialerSettings
        {
            SipListen = settings.Sip,
            Advertise = settings.Advertise,
            RtpLow = settings.RtpPorts.Low,
            RtpHigh = settings.RtpPorts.High,
            WebRtcListen = settings.WebRtc,
            WebRtcAdvertise = settings.WebRtcAdvertise,
            DataFolder = settings.DataFolder,
            NodeName = settings.NodeName,
            DrainLimit = settings.DrainLimit,
            Monitoring = new MonitoringSettings { ShowToAgent = settings.ShowListenersToAgent },
            UnknownSources = settings.UnknownSources == UnknownSources.Silent ? UnknownSourcePolicy.Silent : UnknownSourcePolicy.Challenge,
        });
        return services;
    }
}
