using System.Net;

namespace CallCenter.Sip;

/// <summary>One registered contact. Requests for it go to <paramref name="Flow"/>, not to the contact's host.</summary>
public sealed record SipBinding(string UserName, string ContactUri, IPEndPoint Flow, DateTimeOffset ExpiresAt, string UserAgent);
