using System.Threading.Channels;
using CallCenter.Data;
using CallCenter.Data.Lists;
using CallCenter.Domain;
using CallCenter.Supervisor.Lists.Csv;
using Microsoft.Extensions.Logging;

namespace CallCenter.Supervisor.Lists;

/// <summary>
/// Step 1 of the way of a call: a file becomes leads and refused rows with reasons. Rows go in by batches of a
/// transaction each, staged; the last one makes the import complete, and only then are the leads given to the hopper.
/// What ends early is taken away again, so that a list never holds half a file.
/// </summary>
public sealed class ListImport(
    Database database, UploadStore uploads, ListStore lists, UploadRows rows, UploadFiles files, NumberReader numbers, TimeProvider time, ILogger<ListImport> log)
{
    /// <summary>Rows of a transaction: the Dialer's writes wait behind one for some tens of milliseconds.</summary>
    public const int BatchRows = 2000;

    private static readonly NumberBatch _noNumbers = new([]);

    /// <summary>Characters of a transaction, so that rows of a megabyte do not add up.</summary>
    private const long BatchChars = 8L << 20;

    /// <summary>Imports an upload that is in state running, to its end; the caller holds its lock.</summary>
    /// <param name="ct">The program stops: what is stored so far is taken away at the next start.</param>
    /// <returns>The upload as it ended.</returns>
    public async Task<Upload> RunAsync(Upload upload, CancellationToken ct)
    {
        try
        {
            bool complete = await ReadAllAsync(upload, ct);
            if (!complete)
            {
                await rows.RemoveAsync(upload.Id, time.GetUtcNow(), ct);
                await uploads.MoveAsync(upload.Id, UploadState.Running, UploadState.Cancelled, time.GetUtcNow(), null, ct);
            }
            else
            {
                await PublishAsync(upload.Id, ct);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException && e is not DatabaseUnavailableException)
        {
            ListsLog.Failed(log, upload.Id.Value, e);
            await FailAsync(upload.Id, "The import failed; its rows were taken away again. The log tells more.", ct);
        }

        Upload ended = (await uploads.GetAsync(upload.Id, ct))!;
        ListsLog.Ended(log, upload.Id.Value, ended.State, ended.RowCount, ended.InsertedCount, ended.UpdatedCount, ended.DuplicateCount, ended.RejectedCount);
        return ended;
    }

    /// <summary>Gives the leads of a complete upload to the hopper; may be repeated.</summary>
    public async Task PublishAsync(UploadId id, CancellationToken ct)
    {
        await rows.ReleaseAsync(id, ct);
        await uploads.MoveAsync(id, UploadState.Running, UploadState.Done, time.GetUtcNow(), null, ct);
    }

    /// <summary>Takes away what an upload stored and says why.</summary>
    public async Task FailAsync(UploadId id, string error, CancellationToken ct)
    {
        await rows.RemoveAsync(id, time.GetUtcNow(), ct);
        await uploads.MoveAsync(id, UploadState.Running, UploadState.Failed, time.GetUtcNow(), error, ct);
    }

    /// <returns>False when somebody asked for its end.</returns>
    private async Task<bool> ReadAllAsync(Upload upload, CancellationToken ct)
    {
        LeadList list = await lists.GetAsync(upload.ListId, ct) ?? throw new InvalidDataException("The list is gone.");
        var inspected = InspectedFile.FromJson(upload.Mapping, upload.Columns);

        // One thread reads and checks rows while another stores those before them; two batches may lie between.
        var batches = Channel.CreateBounded<Batch>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task reading = Task.Run(() => ReadBatchesAsync(upload, inspected, list.DefaultCountry, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            if (!await StoreBatchesAsync(upload, batches.Reader, ct))
            {
                return false;
            }

            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        string[] fields = [.. inspected.Mapping.Targets.Where(t => t.Target.Kind == TargetKind.Custom).Select(t => t.Target.Name!)];
        return await uploads.FinishAsync(
            upload.Id, time.GetUtcNow(), session => upload.DryRun ? Task.CompletedTask : ListStore.AddFieldsAsync(session, list.Id, fields), ct);
    }

    /// <summary>Reads the file into <paramref name="batches"/>, which is closed with the fault if there is one.</summary>
    private async Task ReadBatchesAsync(Upload upload, InspectedFile inspected, string country, ChannelWriter<Batch> batches, CancellationToken ct)
    {
        Exception? fault = null;
        try
        {
            await using FileStream file = files.OpenRead(upload.StoredPath) ?? throw new InvalidDataException("The file is gone.");
            using CsvRowReader reader = await inspected.OpenRowsAsync(file, ct);
            var leads = new LeadRowReader(inspected.Mapping, inspected.Shape, country, numbers);
            double length = Math.Max(1, file.Length);
            while (await NextBatchAsync(reader, leads, ct) is { } batch)
            {
                await batches.WriteAsync(batch with { Numbers = new NumberBatch(batch.Leads), Warnings = leads.Warnings, Progress = Math.Min(0.99, file.Position / length) }, ct);
            }
        }
        catch (Exception e)
        {
            fault = e;
            throw;
        }
        finally
        {
            batches.Complete(fault);
        }
    }

    /// <returns>False when somebody asked for the end.</returns>
    private async Task<bool> StoreBatchesAsync(Upload upload, ChannelReader<Batch> batches, CancellationToken ct)
    {
        // A stored row is found in the database when its number comes again; what a dry run decided is known only here.
        SeenNumbers? seen = upload.DryRun ? new SeenNumbers() : null;
        var totals = new UploadTotals(0, 0, 0, 0, 0, 0, 0);
        await foreach (Batch batch in batches.ReadAllAsync(ct))
        {
            (totals, bool cancel) = await StoreAsync(upload, batch, totals, seen, ct);
            if (cancel)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<Batch?> NextBatchAsync(CsvRowReader reader, LeadRowReader leads, CancellationToken ct)
    {
        var batch = new Batch(new List<ImportRow>(BatchRows), [], _noNumbers);
        long chars = 0;
        while (batch.Count < BatchRows && chars < BatchChars && await reader.ReadAsync(ct))
        {
            CsvRow row = reader.Current;
            if (row.IsBlank)
            {
                continue;
            }

            foreach (string cell in row.Cells)
            {
                chars += cell.Length;
            }

            (ImportRow? lead, RejectedRow? refused) = leads.Read(row);
            if (lead is not null)
            {
                batch.Leads.Add(lead);
            }
            else
            {
                batch.Refused.Add(refused!);
            }
        }

        return batch.Count == 0 ? null : batch;
    }

    private async Task<(UploadTotals Totals, bool Cancel)> StoreAsync(
        Upload upload, Batch batch, UploadTotals before, SeenNumbers? seen, CancellationToken ct)
    {
        DateTimeOffset now = time.GetUtcNow();
        (BatchPlan plan, UploadTotals totals, bool cancel) = await database.WriteAsync(
            async session =>
            {
                BatchPlan made = await BatchPlan.MakeAsync(session, upload, batch.Leads, batch.Numbers, seen);
                if (!upload.DryRun)
                {
                    await made.StoreAsync(session, upload, now);
                }

                await UploadStore.AddRejectsAsync(session, upload.Id, batch.Refused);
                var sum = new UploadTotals(
                    before.Rows + batch.Count,
                    before.Inserted + made.Inserted,
                    before.Updated + made.Updated,
                    before.Duplicates + made.Duplicates,
                    before.Rejected + batch.Refused.Count,
                    before.DoNotCall + made.DoNotCall,
                    batch.Warnings);
                return (made, sum, await UploadStore.SaveTotalsAsync(session, upload.Id, sum, batch.Progress));
            },
            ct);
        if (seen is not null)
        {
            plan.Remember(seen);
        }

        return (totals, cancel);
    }

    /// <summary>Rows that were read together.</summary>
    /// <param name="Warnings">So far in the file.</param>
    /// <param name="Progress">0 to 1, as far as the file was read.</param>
    private sealed record Batch(List<ImportRow> Leads, List<RejectedRow> Refused, NumberBatch Numbers, long Warnings = 0, double Progress = 0)
    {
        public int Count => Leads.Count + Refused.Count;
    }
}
