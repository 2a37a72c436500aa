namespace CallCenter.Sip;

/// <summary>Account shown to a trunk that challenges us.</summary>
public sealed record SipCredentials(string UserName, string Password)
{
    /// <summary>Passwords stay out of logs.</summary>
    public override string ToString() => $"SipCredentials({UserName})";
}
