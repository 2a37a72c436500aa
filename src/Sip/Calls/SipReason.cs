namespace CallCenter.Sip;

/// <summary>One value of a Reason header (RFC 3326): protocol "Q.850" or "SIP", its cause number, 0 when absent.</summary>
public sealed record SipReason(string Protocol, int Cause, string? Text);
