namespace CallCenter.Settings;

/// <summary>One setting: its key, its option, its default. The names are fixed (docs/quick-start.md lists them).</summary>
/// <param name="Key">As in appsettings.json, with colons.</param>
/// <param name="Option">On the command line; null: environment and file only.</param>
/// <param name="Default">Used when nothing else says it; null: none.</param>
/// <param name="Meaning">One line for --help.</param>
/// <param name="Secret">Never shown; may come from the file named by <c>..._FILE</c>.</param>
internal sealed record SettingKey(string Key, string? Option, string? Default, string Meaning, bool Secret = false)
{
    /// <summary>In front of every environment key.</summary>
    public const string Prefix = "CALLCENTER__";

    /// <summary>The environment key.</summary>
    public string Environment => Prefix + Key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>How a message names it.</summary>
    public string Name => Option is null ? Environment : $"{Option} ({Environment})";
}

/// <summary>Every setting.</summary>
internal static class SettingKeys
{
    public static readonly SettingKey Http = new("Http:Listen", "--http", "127.0.0.1:8080", "address of the web server, port 0 = any");

    public static readonly SettingKey Insecure = new("Http:Insecure", "--insecure", null, "allow plain HTTP on an address that others can reach");

    public static readonly SettingKey Tls = new("Http:Tls", "--tls", null, "PEM file with certificate and key, or 'self' for a self-signed one");

    public static readonly SettingKey Sip = new("Sip:Listen", "--sip", "127.0.0.1:5060", "address for SIP over UDP, port 0 = any");

    public static readonly SettingKey Advertise = new("Sip:Advertise", "--advertise", null, "address that carriers and phones see, when another than the one listened on");

    public static readonly SettingKey UnknownSources = new("Sip:UnknownSources", null, null, "challenge or silent");

    public static readonly SettingKey Rtp = new("Media:RtpPorts", "--rtp", "20000-29999", "UDP ports for audio, LOW-HIGH");

    public static readonly SettingKey WebRtc = new("Media:WebRtc", "--webrtc", "127.0.0.1:8443", "address for browsers' audio");

    public static readonly SettingKey WebRtcAdvertise = new(
        "Media:WebRtcAdvertise", "--webrtc-advertise", null, "address and port that browsers send their audio to, when another than the one listened on");

    public static readonly SettingKey Data = new("Data", "--data", "./data", "folder for database, recordings and keys");

    public static readonly SettingKey Role = new("Role", "--role", "all", "all, dialer or web");

    public static readonly SettingKey Database = new("Database:Provider", null, "sqlite", "sqlite or sqlserver");

    public static readonly SettingKey ConnectionString = new("Database:ConnectionString", null, null, "for sqlserver", Secret: true);

    public static readonly SettingKey DrainSeconds = new("Dialer:DrainSeconds", null, "60", "longest wait for calls in progress when the program ends");

    public static readonly SettingKey NodeName = new("Dialer:NodeName", null, "dialer-1", "name of this dialer in records and leases; one each where several share a database");

    public static readonly SettingKey ShowListeners = new("Monitoring:ShowToAgent", null, "true", "whether agents see who listens to them");

    public static readonly SettingKey Carrier = new("Demo:Carrier", "--carrier", "127.0.0.1:5090", "address of the demo carrier (demo mode only), port 0 = any");

    /// <summary>All, in the order in which <c>doctor</c> prints them.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
        [Http, Insecure, Tls, Sip, Advertise, UnknownSources, Rtp, WebRtc, WebRtcAdvertise, Data, Role, Database, ConnectionString, DrainSeconds, NodeName, ShowListeners, Carrier];
}
