using System.Net;
using CallCenter.Dialer.Monitoring;
using CallCenter.Sip;

namespace CallCenter.Dialer;

/// <summary>What the Dialer is told at start; everything a person changes while it runs is in the database.</summary>
public sealed record DialerSettings
{
    /// <summary>SIP address, UDP; port 0 takes any free one.</summary>
    public required IPEndPoint SipListen { get; init; }

    /// <summary>Host that trunks and phones shall send to, when it is not the listening address.</summary>
    public string? Advertise { get; init; }

    /// <summary>RTP ports; even ones are used. 0 and 0: any free ports.</summary>
    public int RtpLow { get; init; } = 20000;

    public int RtpHigh { get; init; } = 29999;

    /// <summary>UDP address of all browser phones; port 0 takes any free one, null lets browsers have none.</summary>
    public IPEndPoint? WebRtcListen { get; init; }

    /// <summary>Where browsers send to when it is neither <see cref="WebRtcListen"/> nor follows from <see cref="Advertise"/>; port 0 = the same port.</summary>
    public IPEndPoint? WebRtcAdvertise { get; init; }

    /// <summary>Folder for recordings and keys; exists and is writable.</summary>
    public required string DataFolder { get; init; }

    /// <summary>What SIP strangers get: challenge on loopback, silence elsewhere, unless set.</summary>
    public UnknownSourcePolicy UnknownSources { get; init; } = UnknownSourcePolicy.Challenge;

    /// <summary>Name of this dialer in attempts and leases; the same after a restart.</summary>
    public string NodeName { get; init; } = "dialer-1";

    /// <summary>How long calls may go on after SIGTERM.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What happens when, in a call whose agent's phone is away.</summary>
    public AwayTimes Away { get; init; } = new();

    /// <summary>How supervisors listen.</summary>
    public MonitoringSettings Monitoring { get; init; } = new();

    /// <summary>The address of a local media port as others see it: for session descriptions.</summary>
    public IPEndPoint Seen(IPEndPoint local)
        => IPAddress.TryParse(Advertise, out IPAddress? outside) ? new IPEndPoint(outside, local.Port) : local;

    /// <summary>The address for browsers' session descriptions; null: the one listened on.</summary>
    public IPEndPoint? WebRtcSeen
        => WebRtcAdvertise ?? (WebRtcListen is { } listen && !IPAddress.IsLoopback(listen.Address) ? Seen(new IPEndPoint(listen.Address, 0)) : null);

    /// <summary>Where recordings go.</summary>
    public string RecordingsFolder => Path.Combine(DataFolder, "recordings");
}
