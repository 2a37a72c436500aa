using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CallCenter.Contracts;
using CallCenter.Contracts.Link;
using CallCenter.Dialer.Link;
using CallCenter.Dialer.Live;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Tests.Link;

/// <summary>The border between two processes, over a real web server.</summary>
public sealed class LinkTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private DialerRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await DialerRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Commands_cross_only_with_the_secret_of_the_data_folder()
    {
        using RemoteDialerLink link = new(_rig.Folder, TimeProvider.System);
        Assert.Equal("dialer_unreachable", Assert.IsType<Refused>(await link.SendAsync(new GetDialerHealth(), CancellationToken.None)).Code);
        Assert.False(link.IsConnected);

        await using WebApplication door = await OpenAsync();
        Assert.IsType<DialerHealthReply>(await link.SendAsync(new GetDialerHealth(), CancellationToken.None));
        Assert.True(link.IsConnected);
        Assert.Equal("not_found", Assert.IsType<Refused>(await link.SendAsync(new StartCampaign(CampaignId.From(99)), CancellationToken.None)).Code);
        CampaignId campaign = await _rig.AddCampaignAsync(await _rig.AddListAsync("+12125550141"), [await _rig.AddTrunkAsync()]);
        Assert.IsType<Done>(await link.SendAsync(new StartCampaign(campaign), CancellationToken.None));
        Assert.Equal(CampaignState.Running, Assert.IsType<CampaignLiveReply>(await link.SendAsync(new GetCampaignLive(campaign), CancellationToken.None)).Live.State);

        LinkAddress address = LinkAddress.TryRead(_rig.Folder)!;
        using HttpClient http = new();
        foreach (string? secret in (string?[])[null, "", "wrong", address.Secret[..^1], address.Secret.ToLowerInvariant() + "x"])
        {
            using HttpRequestMessage request = new(HttpMethod.Post, address.Url + "/link/commands");
            request.Headers.Authorization = secret is null ? null : new AuthenticationHeaderValue("Bearer", secret);
            request.Content = new StringContent("""{"command":"getDialerHealth"}""", Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        foreach (string body in (string[])["", "{", "null", """{"command":"noSuch"}""", "[1]"])
        {
            using HttpRequestMessage request = new(HttpMethod.Post, address.Url + "/link/commands");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", address.Secret);
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        using HttpResponseMessage events = await http.GetAsync(new Uri(address.Url + "/link/events"));
        Assert.Equal(HttpStatusCode.Unauthorized, events.StatusCode);
    }

    [Fact]
    public async Task Events_cross_and_go_on_after_the_dialer_was_restarted()
    {
        WebApplication door = await OpenAsync();
        using RemoteDialerLink link = new(_rig.Folder, TimeProvider.System);
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(60));
        IAsyncEnumerator<DialerEvent> events = link.SubscribeAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        ValueTask<bool> first = events.MoveNextAsync();
        await WaitFor.TrueAsync("the socket", () => link.IsConnected, Limit);
        Assert.True(await first);
        Assert.IsType<EventsLost>(events.Current); // nothing is known of what was before
        await RaiseUntilAsync("one", events.MoveNextAsync());
        Assert.Equal("one", Assert.IsType<AlarmRaised>(events.Current).Alarm.Code);

        // An orderly end does not wait for the web process to go.
        long started = TimeProvider.System.GetTimestamp();
        await door.StopAsync();
        await door.DisposeAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 5);

        await using WebApplication again = await OpenAsync();
        Assert.IsType<EventsLost>(await NextAsync(events, e => e is EventsLost));
        Assert.IsType<DialerHealthReply>(await link.SendAsync(new GetDialerHealth(), CancellationToken.None));
        ValueTask<bool> next = events.MoveNextAsync();
        await RaiseUntilAsync("two", next);
        await stop.CancelAsync();
        await events.DisposeAsync();
    }

    private static async Task<DialerEvent> NextAsync(IAsyncEnumerator<DialerEvent> events, Predicate<DialerEvent> which)
    {
        while (await events.MoveNextAsync())
        {
            if (which(events.Current))
            {
                return events.Current;
            }
        }

        throw new InvalidOperationException("The events ended.");
    }

    /// <summary>The far side subscribes a moment after its socket is open, so that one event may come too early.</summary>
    private async Task RaiseUntilAsync(string code, ValueTask<bool> arrives)
    {
        Task<bool> arrived = arrives.AsTask();
        AlarmBoard board = _rig.Get<AlarmBoard>();
        await WaitFor.TrueAsync(
            "an event",
            () =>
            {
                board.Raise(code, "a test");
                board.Clear(code);
                return arrived.IsCompleted;
            },
            Limit);
        Assert.True(await arrived);
    }

    private async Task<WebApplication> OpenAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_rig.Link);
        WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseWebSockets();
        LinkServer server = new(_rig.Get<DialerSettings>());
        server.Map(app);
        await app.StartAsync();
        server.Announce(app.Urls.First());
        return app;
    }
}
