using CallCenter.Contracts;
using Microsoft.AspNetCore.SignalR;

namespace CallCenter.Portal.Hubs;

/// <summary>Refusals of hub methods that answer with something else than a reply: the message is <c>code: text</c>.</summary>
public static class HubRefusal
{
    /// <summary>With a stable, snake_case code.</summary>
    public static HubException Of(string code, string text) => new($"{code}: {text}");

    /// <summary>The Dialer's refusal.</summary>
    public static HubException Of(Refused refused) => Of(refused.Code, refused.Message);
}
