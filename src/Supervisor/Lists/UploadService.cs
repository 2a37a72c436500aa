using CallCenter.Contracts;
using CallCenter.Data.Lists;
using CallCenter.Domain;
using CallCenter.Supervisor.Lists.Csv;

namespace CallCenter.Supervisor.Lists;

/// <summary>How a wish about an upload ended.</summary>
public enum UploadWish
{
    Done,
    NotFound,

    /// <summary>Cancel: it is complete already. Undo: it is not complete, or was undone.</summary>
    WrongState,

    /// <summary>Undo: one of its leads was dialled.</summary>
    AlreadyDialled,

    /// <summary>Another process works on it.</summary>
    Busy,
}

/// <summary>Takes files in, and carries out cancel and undo. The rows are imported by <see cref="UploadWorker"/>.</summary>
public sealed class UploadService(
    UploadStore uploads, UploadRows rows, UploadFiles files, UploadIntake intake, StagingService staging, UploadSignal signal, IDialerLink dialer, TimeProvider time)
{
    /// <summary>Uploads that may wait at the same time.</summary>
    public const int MaxQueued = 100;

    /// <summary>True when no further upload is taken for now.</summary>
    public async Task<bool> IsFullAsync(CancellationToken ct) => (await uploads.InStateAsync(UploadState.Queued, ct)).Count >= MaxQueued;

    /// <summary>Looks at a file that has arrived and, when its mapping is right, stores the upload.</summary>
    /// <param name="stored">Name of the file that arrived; it is the upload's from now on, or deleted when it is refused.</param>
    /// <param name="state">Queued, or running for a caller that holds the file's lock and imports it himself.</param>
    public async Task<(Upload? Upload, MappingFault? Fault)> AcceptAsync(
        LeadList list, string stored, string fileName, MappingRequest mapping, UploadChoices choices, UserId? user, UploadState state, CancellationToken ct)
    {
        (ReadableFile? readable, MappingFault? fault) = await ReadOnceAsync(stored, mapping.Sheet, ct);
        return readable is null ? (null, fault) : await AcceptTextAsync(list, readable.Stored, readable.Sheet is not null, fileName, mapping, choices, user, state, ct);
    }

    /// <summary>Queues an import of a staged file; the file stays for further ones.</summary>
    public async Task<(Upload? Upload, MappingFault? Fault)> AcceptStagedAsync(
        LeadList list, StagedFile staged, MappingRequest mapping, UploadChoices choices, UserId? user, CancellationToken ct)
    {
        (StagedFile? file, MappingFault? fault) = await staging.ChooseSheetAsync(staged, mapping.Sheet, ct);
        if (file is null)
        {
            return (null, fault);
        }

        if (await files.CopyAsync(file.StoredPath, ct) is not { } copy)
        {
            return (null, new MappingFault("file_gone", "fileId", "The file was removed: upload it again."));
        }

        (Upload? upload, fault) = await AcceptTextAsync(list, copy, file.OriginalPath is not null, file.FileName, mapping, choices, user, UploadState.Queued, ct);
        if (upload is not null && !choices.DryRun && mapping.Columns is { Count: > 0 } columns)
        {
            await staging.RememberAsync(InspectedFile.FromJson(upload.Mapping, upload.Columns).Shape, columns, user, ct);
        }

        return (upload, fault);
    }

    /// <summary>As above, of text that is a copy of a staged file's.</summary>
    /// <param name="sheet">It was made from a workbook.</param>
    public async Task<(Upload? Upload, MappingFault? Fault)> AcceptTextAsync(
        LeadList list, string stored, bool sheet, string fileName, MappingRequest mapping, UploadChoices choices, UserId? user, UploadState state, CancellationToken ct)
    {
        bool adopted = false;
        try
        {
            InspectedFile? inspected;
            MappingFault? fault;
            await using (FileStream file = files.OpenRead(stored) ?? throw new FileNotFoundException("The file that arrived is gone."))
            {
                (inspected, fault) = await FileInspection.InspectAsync(file, mapping, sheet, ct);
            }

            if (inspected is null)
            {
                return (null, fault);
            }

            DateTimeOffset now = time.GetUtcNow();
            var upload = new Upload
            {
                ListId = list.Id,
                State = state,
                FileName = CleanName(fileName),
                StoredPath = stored,
                Mapping = inspected.ToJson(),
                Encoding = inspected.Shape.EncodingName,
                Separator = inspected.Shape.Separator.ToString(),
                Columns = inspected.Shape.Columns,
                Duplicates = choices.Duplicates,
                DuplicateScope = choices.Scope,
                DryRun = choices.DryRun,
                CreatedBy = user,
                CreatedAt = now,
                StartedAt = state == UploadState.Running ? now : null,
            };
            upload = upload with { Id = await uploads.CreateAsync(upload, ct) };
            adopted = true;
            signal.Set();
            return (upload, null);
        }
        finally
        {
            if (!adopted)
            {
                files.Remove(stored);
            }
        }
    }

    /// <summary>Ends an upload that is queued or running; its rows are taken away again.</summary>
    public async Task<UploadWish> CancelAsync(UploadId id, CancellationToken ct)
    {
        if (await uploads.GetAsync(id, ct) is not { } upload)
        {
            return UploadWish.NotFound;
        }

        if (!await uploads.AskCancelAsync(id, ct))
        {
            return UploadWish.WrongState;
        }

        if (await uploads.MoveAsync(id, UploadState.Queued, UploadState.Cancelled, time.GetUtcNow(), null, ct))
        {
            files.Remove(upload.StoredPath);
        }

        return UploadWish.Done;
    }

    /// <summary>
    /// Takes away what a complete upload brought, unless one of its leads was dialled. Begun, it is carried through, at
    /// the next start if need be.
    /// </summary>
    public async Task<UploadWish> UndoAsync(UploadId id, CancellationToken ct)
    {
        Upload? upload = await uploads.GetAsync(id, ct);
        if (upload is null)
        {
            return UploadWish.NotFound;
        }

        if (upload.State != UploadState.Done)
        {
            return UploadWish.WrongState;
        }

        using FileStream? held = files.TryTakeOver(upload.StoredPath);
        if (held is null)
        {
            return UploadWish.Busy;
        }

        if (await rows.WasDialledAsync(id, ct))
        {
            return UploadWish.AlreadyDialled;
        }

        return await CarryOutUndoAsync(upload, CancellationToken.None);
    }

    /// <summary>The undo itself, from any point at which it may have been cut off; the caller holds the upload's lock.</summary>
    internal async Task<UploadWish> CarryOutUndoAsync(Upload upload, CancellationToken ct)
    {
        if (!await uploads.MarkUndoAsync(upload.Id, on: true, ct))
        {
            return UploadWish.WrongState;
        }

        // Held back first: from here on the hopper cannot take them, and what it had taken is called off.
        await rows.StageAsync(upload.Id, ct);
        await dialer.SendAsync(new ListChanged(upload.ListId), ct);
        if (await rows.WasDialledAsync(upload.Id, ct))
        {
            await rows.ReleaseAsync(upload.Id, ct);
            await uploads.MarkUndoAsync(upload.Id, on: false, ct);
            return UploadWish.AlreadyDialled;
        }

        await rows.RemoveAsync(upload.Id, time.GetUtcNow(), ct);
        await uploads.MoveAsync(upload.Id, UploadState.Done, UploadState.Undone, time.GetUtcNow(), null, ct);
        files.Remove(upload.StoredPath);
        await dialer.SendAsync(new ListChanged(upload.ListId), ct);
        return UploadWish.Done;
    }

    /// <summary>Makes text of a file that nobody needs afterwards.</summary>
    private async Task<(ReadableFile? File, MappingFault? Fault)> ReadOnceAsync(string stored, string? sheet, CancellationToken ct)
    {
        ReadableFile? readable = null;
        MappingFault? fault = null;
        try
        {
            (readable, fault) = await intake.ReadAsync(stored, sheet, ct);
            return (readable, fault);
        }
        finally
        {
            if (readable is null || readable.Original is not null)
            {
                files.Remove(stored);
            }
        }
    }

    /// <summary>The last part of what the client called the file, without control characters; only ever shown.</summary>
    internal static string CleanName(string name)
    {
        string last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        string clean = string.Concat(last.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(200));
        return clean.Length == 0 ? "upload.csv" : clean;
    }
}
