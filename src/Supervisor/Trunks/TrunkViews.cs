using CallCenter.Domain;

namespace CallCenter.Supervisor.Trunks;

/// <summary>A trunk to be made, or as it should be (design.md, fixed points).</summary>
public sealed record TrunkRequest
{
    public required string Name { get; init; }

    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = 5060;

    public TrunkTransport Transport { get; init; } = TrunkTransport.Udp;

    public string? UserName { get; init; }

    /// <summary>Never shown again.</summary>
    public string? Password { get; init; }

    public bool Register { get; init; }

    /// <summary>1 to 5,000.</summary>
    public int MaxChannels { get; init; } = 30;

    /// <summary>0.1 to 500.</summary>
    public double CallsPerSecond { get; init; } = 5;

    /// <summary>PCMU and PCMA, in the order offered.</summary>
    public IReadOnlyList<string> Codecs { get; init; } = ["PCMU", "PCMA"];

    /// <summary>Lower is tried first; 0 to 1,000.</summary>
    public int Priority { get; init; } = 1;

    public bool Enabled { get; init; } = true;

    /// <summary>Numbers the carrier lets us show; empty: any.</summary>
    public IReadOnlyList<string> CallerIds { get; init; } = [];

    internal static TrunkRequest Of(Trunk t) => new()
    {
        Name = t.Name,
        Host = t.Host,
        Port = t.Port,
        Transport = t.Transport,
        UserName = t.UserName,
        Password = t.Password,
        Register = t.Register,
        MaxChannels = t.MaxChannels,
        CallsPerSecond = t.CallsPerSecond,
        Codecs = t.Codecs,
        Priority = t.Priority,
        Enabled = t.Enabled,
        CallerIds = t.CallerIds,
    };

    internal Trunk ToTrunk(TrunkId id, int version) => new()
    {
        Id = id,
        Version = version,
        Name = Name.Trim(),
        Host = Host.Trim(),
        Port = Port,
        Transport = Transport,
        UserName = string.IsNullOrEmpty(UserName) ? null : UserName,
        Password = string.IsNullOrEmpty(Password) ? null : Password,
        Register = Register,
        MaxChannels = MaxChannels,
        CallsPerSecond = CallsPerSecond,
        Codecs = [.. Codecs.Select(c => c.ToUpperInvariant()).Distinct(StringComparer.Ordinal)],
        Priority = Priority,
        Enabled = Enabled,
        CallerIds = [.. CallerIds.Select(n => n.Trim()).Distinct(StringComparer.Ordinal)],
    };
}

/// <summary>What is known of a trunk's far end.</summary>
/// <param name="Attempts">INVITEs of the last hour that came to an end.</param>
/// <param name="Answers">Those of them that were answered.</param>
public sealed record TrunkHealthView(TrunkHealthState State, string? LastError, int CallsNow, int Attempts, int Answers);

/// <summary>A campaign that dials over a trunk.</summary>
public sealed record TrunkUseView(CampaignId Id, string Name);

/// <summary>A trunk; the password is never shown.</summary>
/// <param name="LastTest">Null: never tested.</param>
/// <param name="Campaigns">Those of the asker's that dial over it.</param>
/// <param name="Version">For If-Match; also the ETag.</param>
public sealed record TrunkView(
    TrunkId Id,
    string Name,
    string Host,
    int Port,
    TrunkTransport Transport,
    string? UserName,
    bool HasPassword,
    bool Register,
    int MaxChannels,
    double CallsPerSecond,
    IReadOnlyList<string> Codecs,
    int Priority,
    bool Enabled,
    IReadOnlyList<string> CallerIds,
    TrunkTest? LastTest,
    IReadOnlyList<TrunkUseView> Campaigns,
    int Version,
    TrunkHealthView Health);
