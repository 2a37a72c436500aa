using System.Net;

namespace CallCenter.Settings;

/// <summary>Which services this process hosts.</summary>
public enum ServerRole
{
    All,
    Dialer,
    Web,
}

/// <summary>What to do with SIP requests from addresses nobody knows (A11).</summary>
public enum UnknownSources
{
    Challenge,
    Silent,
}

/// <summary>Everything the program was told, checked: made by <see cref="SettingsReader"/> only.</summary>
public sealed record ServerSettings
{
    /// <summary>Web server; port 0 = any.</summary>
    public required IPEndPoint Http { get; init; }

    /// <summary>Plain HTTP is allowed beyond loopback.</summary>
    public required bool Insecure { get; init; }

    /// <summary>PEM file, "self", or null for plain HTTP.</summary>
    public required string? Tls { get; init; }

    /// <summary>SIP over UDP; port 0 = any.</summary>
    public required IPEndPoint Sip { get; init; }

    /// <summary>Host in Via, Contact and SDP when it differs from the one listened on.</summary>
    public required string? Advertise { get; init; }

    public required UnknownSources UnknownSources { get; init; }

    /// <summary>First and last UDP port for audio.</summary>
    public required (int Low, int High) RtpPorts { get; init; }

    public required IPEndPoint WebRtc { get; init; }

    /// <summary>Where browsers send their audio when it is not <see cref="WebRtc"/> itself; port 0 = the same port.</summary>
    public required IPEndPoint? WebRtcAdvertise { get; init; }

    /// <summary>Absolute path.</summary>
    public required string DataFolder { get; init; }

    public required ServerRole Role { get; init; }

    /// <summary>"sqlite" or "sqlserver".</summary>
    public required string DatabaseProvider { get; init; }

    /// <summary>For sqlserver.</summary>
    public required string? ConnectionString { get; init; }

    /// <summary>Longest wait for calls in progress at the end, 0 to 600 s.</summary>
    public required TimeSpan DrainLimit { get; init; }

    /// <summary>Agents see who listens to them.</summary>
    public required bool ShowListenersToAgent { get; init; }

    /// <summary>Demo users, one-click sign-in on loopback, demo carrier.</summary>
    public bool Demo { get; init; }

    /// <summary>1 to 100 characters.</summary>
    public required string NodeName { get; init; }

    /// <summary>Where the demo carrier listens; used in demo mode only.</summary>
    public required IPEndPoint Carrier { get; init; }

    /// <summary>True when the dialer runs in this process.</summary>
    public bool HasDialer => Role != ServerRole.Web;

    /// <summary>True when the web services run in this process.</summary>
    public bool HasWeb => Role != ServerRole.Dialer;
}
