using System.Threading.Channels;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Lists;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallCenter.Supervisor.Lists;

/// <summary>Wakes the worker; one signal that was not heard yet is enough, further ones are dropped.</summary>
public sealed class UploadSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is something to import.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Waits for a signal.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken ct) => _channel.Reader.ReadAsync(ct);
}

/// <summary>
/// Imports queued uploads, one at a time in the order they came. The queue is the uploads table, so that it survives a
/// restart; at the start it puts right what an earlier process left half done.
/// </summary>
public sealed class UploadWorker(
    UploadStore uploads, ListImport import, UploadService service, UploadFiles files, StagedFileStore staged, UploadSignal signal, IDialerLink dialer, TimeProvider time, ILogger<UploadWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _keepIncoming = TimeSpan.FromHours(12);

    /// <summary>Ends what an earlier process left in the middle; what another process works on now is left alone.</summary>
    public async Task RecoverAsync(CancellationToken ct)
    {
        IReadOnlyList<Upload> queued = await uploads.InStateAsync(UploadState.Queued, ct);
        IReadOnlyList<Upload> running = await uploads.InStateAsync(UploadState.Running, ct);
        IEnumerable<string> waiting = (await staged.AllAsync(ct)).SelectMany(f => new[] { f.StoredPath, f.OriginalPath ?? f.StoredPath });
        files.DiscardUnknown(queued.Concat(running).Select(u => u.StoredPath).Concat(waiting).ToHashSet(StringComparer.Ordinal), time.GetUtcNow() - _keepIncoming);
        foreach (Upload upload in running)
        {
            using FileStream? held = files.TryTakeOver(upload.StoredPath);
            if (held is null)
            {
                continue;
            }

            if (upload.FinishedAt is not null)
            {
                await import.PublishAsync(upload.Id, ct); // every row was stored: only the release was missing
            }
            else
            {
                ListsLog.CutOff(log, upload.Id.Value);
                await import.FailAsync(upload.Id, "The program ended during the import; its rows were taken away again. Upload the file once more.", ct);
            }

            files.Remove(upload.StoredPath);
        }

        foreach (Upload upload in await uploads.HalfUndoneAsync(ct))
        {
            using FileStream? held = files.TryTakeOver(upload.StoredPath);
            if (held is not null)
            {
                await service.CarryOutUndoAsync(upload, ct);
            }
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool recovered = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!recovered)
                {
                    await RecoverAsync(stoppingToken);
                    recovered = true;
                }

                while (await NextAsync(stoppingToken))
                {
                    // one after the other
                }
            }
            catch (DatabaseUnavailableException e)
            {
                ListsLog.Waits(log, e);
                recovered = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await WaitAsync(stoppingToken);
        }
    }

    /// <returns>False when nothing is queued.</returns>
    private async Task<bool> NextAsync(CancellationToken ct)
    {
        foreach (Upload upload in await uploads.InStateAsync(UploadState.Queued, ct))
        {
            using FileStream? held = files.TryTakeOver(upload.StoredPath);
            if (held is null || !await uploads.MoveAsync(upload.Id, UploadState.Queued, UploadState.Running, time.GetUtcNow(), null, ct))
            {
                continue; // another process was quicker, or it was cancelled
            }

            Upload ended = await import.RunAsync(upload, ct);
            files.Remove(upload.StoredPath);
            if (ended.State == UploadState.Done && !ended.DryRun)
            {
                await dialer.SendAsync(new ListChanged(upload.ListId), ct);
            }

            return true;
        }

        return false;
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task poll = Task.Delay(_poll, time, limit.Token);
        await Task.WhenAny(signal.WaitAsync(limit.Token).AsTask(), poll);
        await limit.CancelAsync();
    }
}
