namespace CallCenter.Sip;

/// <summary>A final response, or <see cref="NoResponse"/>.</summary>
/// <param name="Status">200-699; 0 when nothing came back.</param>
public sealed record SipReply(int Status, string Phrase, IReadOnlyList<SipHeader> Headers, byte[] Body)
{
    /// <summary>The far side stayed silent until timer F (or the request's own limit), or the datagram could not be sent.</summary>
    public static SipReply NoResponse { get; } = new(0, "No response", [], []);

    /// <summary>True for 200-299.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>First value of a header, or null.</summary>
    public string? Header(string name)
    {
        foreach (SipHeader header in Headers)
        {
            if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
                return header.Value;
        }

        return null;
    }
}
