using CallCenter.Data;
using CallCenter.Data.Calls;
using CallCenter.Data.Recordings;
using CallCenter.Dialer.Calls;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.TestKit;

namespace CallCenter.Dialer.Tests.Calls;

public sealed class CallJournalTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Stores_entries_that_queued_up_together_and_leaves_out_only_the_one_that_cannot_be()
    {
        await using DialerRig rig = await DialerRig.StartAsync();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        CallId[] calls = [CallId.New(now), CallId.New(now), CallId.New(now)];
        await OpenAsync(rig, calls, now);
        RecordingId[] recordings = [.. calls.Select(_ => RecordingId.New(now))];

        TaskCompletionSource writerIsBusy = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task otherWriter = rig.Get<Database>().WriteAsync(
            async _ =>
            {
                writerIsBusy.SetResult();
                await goOn.Task;
            },
            CancellationToken.None);
        await writerIsBusy.Task.WaitAsync(Limit);
        CallJournal journal = rig.Get<CallJournal>();
        journal.RecordingOpened(recordings[0], calls[0], "0.wav", now); // takes the loop, which waits for its turn
        journal.RecordingOpened(recordings[1], calls[1], "1.wav", now);
        journal.RecordingOpened(RecordingId.New(now), CallId.New(now), "of no call.wav", now);
        journal.RecordingOpened(recordings[2], calls[2], "2.wav", now);
        goOn.SetResult();
        await otherWriter;

        RecordingLedger ledger = rig.Get<RecordingLedger>();
        await WaitFor.AnswerAsync("the last entry", ct => ledger.GetAsync(recordings[2], ct), row => row is not null, Limit);
        foreach (RecordingId id in recordings)
        {
            Assert.Equal(RecordingState.Open, (await ledger.GetAsync(id, CancellationToken.None))!.State);
        }

        Assert.Contains("recording opened", Assert.Single(rig.Failures), StringComparison.Ordinal);
        Assert.False(journal.IsBehind);
    }

    private static async Task OpenAsync(DialerRig rig, IReadOnlyList<CallId> calls, DateTimeOffset now)
    {
        TrunkId trunk = await rig.AddTrunkAsync();
        CampaignId campaign = await rig.AddCampaignAsync(await rig.AddListAsync(), [trunk]);
        await rig.Get<AttemptLedger>().OpenAsync(
            "test",
            [.. calls.Select(call => new NewAttempt { Call = call, Campaign = campaign, Number = "+12125550100", Trunk = trunk, CallerId = "+12125550199" })],
            now,
            CancellationToken.None);
    }
}
