using System.Collections.Concurrent;
using CallCenter.Contracts;
using CallCenter.Data.Campaigns;
using CallCenter.Dialer.Calls;
using CallCenter.Dialer.Trunks;
using CallCenter.Domain;
using CallCenter.Domain.Readiness;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Pacing;

/// <summary>A runner for every campaign that has been started, paused or looked at; starts, pauses and stops them.</summary>
internal sealed class CampaignDirectory(CampaignStore store, RunnerParts parts, PromptShelf prompts)
{
    private readonly ConcurrentDictionary<CampaignId, CampaignRunner> _runners = new();
    private readonly SemaphoreSlim _change = new(1, 1);
    private volatile bool _stopping;

    public IEnumerable<CampaignRunner> Runners => _runners.Values;

    /// <summary>No new calls from now on.</summary>
    public bool IsStopping => _stopping;

    /// <summary>At start: campaigns that ran before the program ended go on running.</summary>
    public async Task ResumeAsync(CancellationToken ct)
    {
        foreach (CampaignState state in (CampaignState[])[CampaignState.Running, CampaignState.Paused])
        {
            foreach (Campaign campaign in await store.ByStateAsync(state, ct))
            {
                await PreparePromptAsync(campaign, ct);
                _runners[campaign.Id] = await MakeAsync(campaign, ct);
            }
        }
    }

    /// <summary>The runner, made when the campaign exists; null when it does not.</summary>
    public async Task<CampaignRunner?> FindAsync(CampaignId id, CancellationToken ct)
    {
        if (_runners.TryGetValue(id, out CampaignRunner? runner))
        {
            return runner;
        }

        await _change.WaitAsync(ct);
        try
        {
            if (_runners.TryGetValue(id, out runner))
            {
                return runner;
            }

            return await store.GetAsync(id, ct) is { } campaign ? _runners[id] = await MakeAsync(campaign, ct) : null;
        }
        finally
        {
            _change.Release();
        }
    }

    private async Task<CampaignRunner> MakeAsync(Campaign campaign, CancellationToken ct)
        => new(campaign, await CampaignRunner.TotalsAsync(parts.Ledger, campaign.Id, DateTimeOffset.UnixEpoch, ct), parts);

    /// <summary>Starts dialling, or says what is missing.</summary>
    public async Task<DialerReply> StartAsync(CampaignId id, UserId? by, CancellationToken ct)
    {
        if (_stopping)
        {
            return new Refused("dialer_stopping", "The dialer is being stopped and starts no campaign.");
        }

        if (await FindAsync(id, ct) is not { } runner || await store.GetAsync(id, ct) is not { } campaign)
        {
            return NotFound;
        }

        if (Missing(campaign, parts.Trunks) is { } missing)
        {
            return missing;
        }

        if (await PreparePromptAsync(campaign, ct) is { } promptError)
        {
            return new Refused("prompt_not_playable", promptError);
        }

        return await SetStateAsync(runner, CampaignState.Running, by, ct);
    }

    public async Task<DialerReply> PauseAsync(CampaignId id, UserId? by, CancellationToken ct)
        => await FindAsync(id, ct) is not { } runner ? NotFound
            : runner.Campaign.State == CampaignState.Stopped ? new Refused("campaign_not_running", "The campaign is not running.")
            : await SetStateAsync(runner, CampaignState.Paused, by, ct);

    public async Task<DialerReply> StopAsync(CampaignId id, UserId? by, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } runner)
        {
            return NotFound;
        }

        DialerReply reply = await SetStateAsync(runner, CampaignState.Stopped, by, ct);
        await runner.GiveUpRingingAsync("campaign stopped", ct);
        return reply;
    }

    /// <summary>The row was edited.</summary>
    public async Task ReloadAsync(CampaignId id, CancellationToken ct)
    {
        if (_runners.TryGetValue(id, out CampaignRunner? runner) && await store.GetAsync(id, ct) is { } campaign)
        {
            await PreparePromptAsync(campaign, ct);
            await RefreshAsync(runner, ct);
        }
    }

    /// <summary>Reads and applies in one turn: a row read before a stop must not be applied after it.</summary>
    private async Task RefreshAsync(CampaignRunner runner, CancellationToken ct)
    {
        await _change.WaitAsync(ct);
        try
        {
            if (await store.GetAsync(runner.Campaign.Id, ct) is { } campaign)
            {
                runner.Apply(campaign);
            }
        }
        finally
        {
            _change.Release();
        }
    }

    /// <summary>Ends every runner; their calls go on until they close.</summary>
    public async Task StopAllAsync()
    {
        _stopping = true;
        await _change.WaitAsync(); // a runner that is being made is in the directory then
        _change.Release();
        await Task.WhenAll(_runners.Values.Select(r => r.StopAsync()));
    }

    private static Refused NotFound { get; } = new("not_found", "This campaign does not exist.");

    /// <summary>The same check list that the manager sees, as far as the campaign's own settings go.</summary>
    private static Refused? Missing(Campaign campaign, TrunkDirectory trunks)
    {
        CampaignFacts facts = new(campaign, [.. trunks.Of(campaign).Select(line => line.Settings)]);
        IReadOnlyList<CheckItem> missing = CampaignCheckList.Missing(facts);
        string code = (missing is [{ } first, ..] ? first.Code : "") switch
        {
            "mode" => "mode_not_available",
            "amd" => "amd_not_available",
            "archived" => "campaign_archived",
            _ => "campaign_incomplete",
        };
        return missing.Count == 0 ? null : new Refused(code, string.Join(' ', missing.Select(m => $"{m.Text} {m.Remedy}")));
    }

    private async Task<DialerReply> SetStateAsync(CampaignRunner runner, CampaignState state, UserId? by, CancellationToken ct)
    {
        CampaignId id = runner.Campaign.Id;
        await store.SetStateAsync(id, state, by, parts.Time.GetUtcNow(), ct);
        await RefreshAsync(runner, ct);
        runner.LeadsChanged();
        PacingLog.StateChanged(parts.Log, runner.Campaign.Name, state);
        return new Done();
    }

    private async Task<string?> PreparePromptAsync(Campaign campaign, CancellationToken ct)
        => campaign.SafeHarbourPromptId is { } prompt ? await prompts.PrepareAsync(prompt, ct) : null;
}
