namespace CallCenter.Sip;

/// <summary>One header field, name as sent (long form preferred), value without folding.</summary>
public readonly record struct SipHeader(string Name, string Value);
