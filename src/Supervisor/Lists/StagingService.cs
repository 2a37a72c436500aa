using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CallCenter.Data.Lists;
using CallCenter.Domain;
using CallCenter.Supervisor.Lists.Csv;

namespace CallCenter.Supervisor.Lists;

/// <summary>
/// Files that have arrived and are being mapped: kept for a day, looked at as often as the uploader likes, and copied into each dry run
/// and import, so that nothing is uploaded twice. Remembers how files with the same headings were mapped.
/// </summary>
public sealed class StagingService(StagedFileStore staged, UploadFiles files, UploadIntake intake, TimeProvider time)
{
    private static readonly TimeSpan _kept = TimeSpan.FromHours(24);

    /// <summary>Takes in a file that has arrived.</summary>
    /// <param name="stored">It is the staged file's from now on, or deleted when it is refused.</param>
    public async Task<(StagedFile? File, MappingFault? Fault)> TakeInAsync(LeadList list, string stored, string fileName, UserId? user, CancellationToken ct)
    {
        await PurgeAsync(ct);
        (ReadableFile? readable, MappingFault? fault) = await KeepOrRemoveAsync(stored, ct);
        if (readable is null)
        {
            return (null, fault);
        }

        var file = new StagedFile
        {
            ListId = list.Id,
            FileName = fileName,
            StoredPath = readable.Stored,
            OriginalPath = readable.Original,
            Bytes = files.Length(stored),
            Sheet = readable.Sheet?.Sheet,
            Sheets = readable.Sheet?.Sheets ?? [],
            CreatedBy = user,
            CreatedAt = time.GetUtcNow(),
        };
        return (file with { Id = await staged.AddAsync(file, ct) }, null);
    }

    /// <summary>The file with another of its sheets as text; the same file when that one is chosen already.</summary>
    public async Task<(StagedFile? File, MappingFault? Fault)> ChooseSheetAsync(StagedFile file, string? sheet, CancellationToken ct)
    {
        if (sheet is null || file.OriginalPath is not { } original || sheet.Equals(file.Sheet, StringComparison.OrdinalIgnoreCase))
        {
            return (file, null);
        }

        (ReadableFile? readable, MappingFault? fault) = await intake.ReadAsync(original, sheet, ct);
        if (readable is null)
        {
            return (null, fault);
        }

        bool changed = await staged.SetSheetAsync(file, readable.Sheet!.Sheet, readable.Stored, ct);
        files.Remove(changed ? file.StoredPath : readable.Stored);
        return changed ? (file with { Sheet = readable.Sheet.Sheet, StoredPath = readable.Stored }, null) : (await staged.GetAsync(file.Id, ct), null);
    }

    /// <summary>Removes a file before its day is over.</summary>
    public async Task RemoveAsync(StagedFile file, CancellationToken ct)
    {
        await staged.RemoveAsync(file.Id, ct);
        RemoveFiles(file);
    }

    /// <summary>The mapping that a file with these headings had last, or null.</summary>
    public async Task<Dictionary<string, string>?> RememberedAsync(CsvShape shape, CancellationToken ct)
    {
        if (KeyOf(shape) is not { } key || await staged.MappingAsync(key, ct) is not { } json)
        {
            return null;
        }

        Dictionary<string, string>? columns = JsonSerializer.Deserialize<Dictionary<string, string>>(json);
        return columns is not null && ColumnMapping.From(columns, shape).Mapping is not null ? columns : null;
    }

    /// <summary>Remembers a mapping for files with these headings.</summary>
    public async Task RememberAsync(CsvShape shape, IReadOnlyDictionary<string, string> columns, UserId? user, CancellationToken ct)
    {
        if (KeyOf(shape) is { } key)
        {
            await staged.RememberAsync(key, JsonSerializer.Serialize(columns), user, time.GetUtcNow(), ct);
        }
    }

    /// <summary>The same for the same headings in the same order; null without a header.</summary>
    private static string? KeyOf(CsvShape shape)
        => shape.HasHeader
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', shape.Columns.Select(c => c.Trim().ToLowerInvariant())))))
            : null;

    private async Task<(ReadableFile? File, MappingFault? Fault)> KeepOrRemoveAsync(string stored, CancellationToken ct)
    {
        bool kept = false;
        try
        {
            (ReadableFile? readable, MappingFault? fault) = await intake.ReadAsync(stored, null, ct);
            kept = readable is not null;
            return (readable, fault);
        }
        finally
        {
            if (!kept)
            {
                files.Remove(stored);
            }
        }
    }

    private async Task PurgeAsync(CancellationToken ct)
    {
        foreach (StagedFile old in await staged.OlderAsync(time.GetUtcNow() - _kept, ct))
        {
            await RemoveAsync(old, ct);
        }
    }

    private void RemoveFiles(StagedFile file)
    {
        files.Remove(file.StoredPath);
        if (file.OriginalPath is { } original)
        {
            files.Remove(original);
        }
    }
}
