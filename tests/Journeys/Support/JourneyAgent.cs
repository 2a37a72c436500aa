using CallCenter.TestKit.Api;
using CallCenter.TestKit.Processes;

namespace CallCenter.Journeys.Support;

/// <summary>An agent and what they work with.</summary>
public sealed record JourneyAgent(string UserName, CreatedUser User, string Key, ApiClient Api)
{
    private static readonly TimeSpan PhoneLimit = TimeSpan.FromSeconds(10);

    /// <summary>The same agent at a program that was started again.</summary>
    public JourneyAgent At(CallCenterProcess process) => this with { Api = process.Client(Key) };

    /// <summary>Begins a session on the registered phone and waits until the phone is connected.</summary>
    public async Task BeginAsync(params string[] campaigns)
    {
        await Api.BeginSessionAsync(campaigns);
        await Api.AgentInAsync("paused", PhoneLimit);
    }

    /// <summary>Begins a session and takes calls.</summary>
    public async Task BeginReadyAsync(params string[] campaigns)
    {
        await BeginAsync(campaigns);
        await Api.SetStateAsync("ready");
    }

    /// <summary>Waits until the agent talks; the call.</summary>
    public async Task<AgentCallView> TalkingAsync(TimeSpan limit) => (await Api.AgentInAsync("talking", limit)).Call!;

    /// <summary>Hangs up and gives the verdict.</summary>
    public async Task FinishAsync(string call, string disposition)
    {
        await Api.PostAsync($"agent/calls/{call}/hangup");
        await Api.AgentInAsync("wrapUp", TimeSpan.FromSeconds(5));
        await Api.PostAsync($"agent/calls/{call}/wrapup", new { disposition, notes = "written by a journey" });
    }

    /// <summary>Ends the session.</summary>
    public Task EndAsync() => Api.DeleteAsync("agent/session");
}
