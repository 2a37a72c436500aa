using System.Net;

namespace CallCenter.Sip;

/// <summary>One registered contact. Requests for it go to <paramref name="Flow"/>, not to the contact's host.</summary>
public sealed record SipBinding(string UserName, string ContactUri, IPEndPoint Flow, DateTimeOffset ExpiresAt, string UserAgent)
{
    /// <summary>
    /// What to dial: the contact without its header part, so that a Route a phone wrote there is kept but never followed
    /// (RFC 4475 3.3.14). Use with <see cref="Flow"/> as destination and <see cref="OutboundInvite.StayOnFlow"/>.
    /// </summary>
    public string RequestUri => ContactUri.IndexOf('?', ContactUri.IndexOf('@', StringComparison.Ordinal) + 1) is var at and >= 0 ? ContactUri[..at] : ContactUri;
}
