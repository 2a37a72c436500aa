namespace CallCenter.Sip;

/// <summary>A binding came, was refreshed, or went.</summary>
public sealed record RegistrationChange(RegistrationChangeKind Kind, SipBinding Binding);

/// <summary>What happened to a binding.</summary>
public enum RegistrationChangeKind
{
    /// <summary>New binding.</summary>
    Registered,

    /// <summary>Known contact, new expiry or flow.</summary>
    Refreshed,

    /// <summary>Removed by its phone (Expires 0 or '*') or pushed out by newer ones.</summary>
    Removed,

    /// <summary>Not refreshed in time.</summary>
    Expired,
}
