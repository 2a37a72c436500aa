namespace CallCenter.TestKit.Browsers;

/// <summary>How a <see cref="BrowserFarEnd"/> behaves; the defaults are a well-behaved Chromium.</summary>
public sealed record BrowserFarEndOptions
{
    /// <summary>What the offer says of the handshake: actpass, active or passive.</summary>
    public string Setup { get; init; } = "actpass";

    /// <summary>Direction of the offer: sendrecv, sendonly, recvonly.</summary>
    public string Direction { get; init; } = "sendrecv";

    /// <summary>SRTP profiles as OpenSSL names them, in order.</summary>
    public string Profiles { get; init; } = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";

    /// <summary>Audio formats of the media line with their rtpmap values, in order.</summary>
    public IReadOnlyList<(int Type, string Name)> Formats { get; init; } = [(111, "opus/48000/2"), (0, "PCMU/8000"), (8, "PCMA/8000"), (110, "telephone-event/48000"), (126, "telephone-event/8000")];

    /// <summary>The offer names another certificate than the one shown.</summary>
    public bool WrongFingerprint { get; init; }

    /// <summary>So many DTLS datagrams of the other side are lost on their way here.</summary>
    public int LoseFirstHandshakeDatagrams { get; init; }

    /// <summary>What got no answer in the handshake is sent again; false leaves it to the other side.</summary>
    public bool RepeatsHandshake { get; init; } = true;

    /// <summary>Pause between connectivity checks once connected; browsers: about 2.5 s.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(2.5);
}
