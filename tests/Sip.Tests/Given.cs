using System.Net;
using System.Threading.Channels;
using CallCenter.Sip.Sdp;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Sip.Tests;

/// <summary>What most tests begin with.</summary>
internal static class Given
{
    public static readonly TimeSpan Limit = FarEnd.Limit;

    public static readonly byte[] Sdp = AudioOffer.Create(new IPEndPoint(IPAddress.Loopback, 40000), ["PCMU", "PCMA"]);

    public static readonly string SdpText = System.Text.Encoding.ASCII.GetString(Sdp);

    public static SipEndpoint Endpoint(TimeProvider? time = null, Func<SipEndpointOptions, SipEndpointOptions>? with = null)
    {
        var options = new SipEndpointOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) };
        var endpoint = new SipEndpoint(with?.Invoke(options) ?? options, time ?? TimeProvider.System, NullLoggerFactory.Instance);
        endpoint.Start();
        return endpoint;
    }

    public static Func<string, DigestSecret?> Users(params (string Name, string Password)[] users)
    {
        Dictionary<string, DigestSecret> secrets = users.ToDictionary(u => u.Name, u => DigestSecret.From(u.Name, "callcenter", u.Password), StringComparer.Ordinal);
        return name => secrets.GetValueOrDefault(name);
    }

    public static OutboundInvite Invite(IPEndPoint to, SipCredentials? credentials = null) => new()
    {
        RequestUri = $"sip:+15550100@{to}",
        Destination = to,
        From = "\"Acme\" <sip:+15550199@callcenter.test>",
        Sdp = Sdp,
        Credentials = credentials,
    };

    public static async Task<T> NextAsync<T>(this ChannelReader<T> reader) => await reader.ReadAsync().AsTask().WaitAsync(Limit);

    /// <summary>Skips to the first event of the type.</summary>
    public static async Task<TWanted> NextAsync<T, TWanted>(this ChannelReader<T> reader)
        where TWanted : T
    {
        while (true)
        {
            if (await reader.NextAsync() is TWanted wanted)
                return wanted;
        }
    }

    public static Task<InviteAnswered> AnsweredAsync(this InviteClientSession session) => session.Events.NextAsync<InviteEvent, InviteAnswered>();

    public static Task<InviteEnded> EndedAsync(this InviteClientSession session) => session.Events.NextAsync<InviteEvent, InviteEnded>();

    public static Task<DialogEnded> EndedAsync(this Dialog dialog) => dialog.Events.NextAsync<DialogEvent, DialogEnded>();
}
