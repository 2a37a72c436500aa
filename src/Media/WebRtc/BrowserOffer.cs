namespace CallCenter.Media.WebRtc;

/// <summary>What we need of a browser's offer.</summary>
internal sealed record BrowserOffer
{
    /// <summary>Identification of the audio section (RFC 5888); "0" when the offer names none.</summary>
    public required string Mid { get; init; }

    /// <summary>The section's transport as offered: UDP/TLS/RTP/SAVPF or SAVP.</summary>
    public required string Protocol { get; init; }

    public required string IceName { get; init; }

    public required string IcePassword { get; init; }

    /// <summary>SHA-256 values of the certificates the browser may show.</summary>
    public required IReadOnlyList<byte[]> Fingerprints { get; init; }

    /// <summary>The browser wants to be called: we open the handshake.</summary>
    public required bool WeAreActive { get; init; }

    public required AudioCodec Codec { get; init; }

    public required int PayloadType { get; init; }

    /// <summary>Payload type of telephone-event at 8 kHz; null when not offered.</summary>
    public required int? EventPayloadType { get; init; }

    /// <summary>The browser will send audio.</summary>
    public required bool Sends { get; init; }

    /// <summary>The browser wants to hear.</summary>
    public required bool Receives { get; init; }

    /// <summary>Media lines in order, audio of ours included: an answer has as many (RFC 3264 6).</summary>
    public required IReadOnlyList<OfferedSection> Sections { get; init; }

    /// <summary>Place of the audio section in <see cref="Sections"/>.</summary>
    public required int AudioAt { get; init; }
}

/// <summary>A media line of an offer.</summary>
internal sealed record OfferedSection(string Media, string Protocol, string FirstFormat, string? Mid);
