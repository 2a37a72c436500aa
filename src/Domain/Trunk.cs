using System.Net;
using System.Text.Json.Serialization;

namespace CallCenter.Domain;

/// <summary>How a trunk is reached.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TrunkTransport>))]
public enum TrunkTransport
{
    Udp,
    Tcp,
    Tls,
}

/// <summary>What we know of a trunk's far end.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TrunkHealthState>))]
public enum TrunkHealthState
{
    Unknown,
    Up,
    Down,
}

/// <summary>How a trunk's last test call ended.</summary>
/// <param name="Answered">Somebody picked up and heard the message.</param>
/// <param name="Text">In plain words.</param>
public sealed record TrunkTest(DateTimeOffset At, bool Answered, int SipStatus, string Text);

/// <summary>Account and route to a carrier.</summary>
public sealed record Trunk
{
    public required TrunkId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = 5060;

    public TrunkTransport Transport { get; init; } = TrunkTransport.Udp;

    public string? UserName { get; init; }

    /// <summary>In clear here, encrypted in the database.</summary>
    public string? Password { get; init; }

    public bool Register { get; init; }

    /// <summary>1 to 5,000.</summary>
    public int MaxChannels { get; init; } = 30;

    /// <summary>0.1 to 500.</summary>
    public double CallsPerSecond { get; init; } = 5;

    /// <summary>"PCMU" and "PCMA", in the order offered.</summary>
    public IReadOnlyList<string> Codecs { get; init; } = ["PCMU", "PCMA"];

    /// <summary>Lower is tried first.</summary>
    public int Priority { get; init; } = 1;

    public bool Enabled { get; init; } = true;

    /// <summary>Numbers the carrier lets us show; empty: any.</summary>
    public IReadOnlyList<string> CallerIds { get; init; } = [];

    /// <summary>Null: never tested.</summary>
    public TrunkTest? LastTest { get; init; }

    /// <summary>Rises with every edit.</summary>
    public int Version { get; init; } = 1;

    /// <summary>True when it can lead to this machine only; a name other than localhost may lead anywhere tomorrow.</summary>
    [JsonIgnore]
    public bool IsLoopback
        => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
