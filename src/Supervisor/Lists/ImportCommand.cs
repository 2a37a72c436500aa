using System.Text.Json;
using CallCenter.Data.Lists;
using CallCenter.Domain;
using CallCenter.Domain.Numbers;
using CallCenter.Supervisor.Lists.Csv;

namespace CallCenter.Supervisor.Lists;

/// <summary>What the command line asks for: <c>import --list NAME FILE [--map JSON]</c>.</summary>
/// <param name="ListName">Made when there is no list of this name.</param>
/// <param name="MappingJson">As the form field <c>mapping</c>; null: guess.</param>
/// <param name="DefaultCountry">For a list that is made; ISO 3166.</param>
public sealed record ImportOrder(
    string ListName, string Path, string? MappingJson = null, string DefaultCountry = "US", UploadChoices? Choices = null);

/// <summary>The verb <c>import</c>: the same import as the API's, run at once and reported on a writer.</summary>
public sealed class ImportCommand(ListStore lists, UploadStore uploads, UploadService service, ListImport import, UploadFiles files, TimeProvider time)
{
    /// <summary>Imports and reports.</summary>
    /// <returns>Exit code: 0, or 1 when nothing went in.</returns>
    public async Task<int> RunAsync(ImportOrder order, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        MappingRequest mapping;
        try
        {
            mapping = MappingRequest.Parse(order.MappingJson);
        }
        catch (JsonException e)
        {
            await errors.WriteLineAsync($"--map is not the JSON of a mapping: {e.Message}");
            return 1;
        }

        if (!File.Exists(order.Path))
        {
            await errors.WriteLineAsync($"There is no file {order.Path}.");
            return 1;
        }

        string name = order.ListName.Trim();
        if (name.Length is 0 or > 200)
        {
            await errors.WriteLineAsync("The list's name needs 1 to 200 characters.");
            return 1;
        }

        string country = order.DefaultCountry.Trim().ToUpperInvariant();
        if (!PhoneNumbers.IsCountry(country))
        {
            await errors.WriteLineAsync($"'{order.DefaultCountry}' is no country (ISO 3166, for example US).");
            return 1;
        }

        ListId id = await lists.FindAsync(name, ct)
            ?? await lists.CreateAsync(name, country, null, time.GetUtcNow(), ct)
            ?? (await lists.FindAsync(name, ct))!.Value;
        string stored = await CopyAsync(order.Path, ct);
        using FileStream? held = files.TryTakeOver(stored);
        (Upload? upload, MappingFault? fault) = await service.AcceptAsync(
            (await lists.GetAsync(id, ct))!, stored, System.IO.Path.GetFileName(order.Path), mapping, order.Choices ?? new UploadChoices(), null, UploadState.Running, ct);
        if (upload is null)
        {
            await errors.WriteLineAsync($"{fault!.Code}: {fault.Field}: {fault.Message}");
            return 1;
        }

        Upload ended = await import.RunAsync(upload, ct);
        files.Remove(stored);
        await ReportAsync(ended, output, errors, ct);
        return ended.State == UploadState.Done && ended.InsertedCount + ended.UpdatedCount > 0 ? 0 : 1;
    }

    private async Task<string> CopyAsync(string path, CancellationToken ct)
    {
        await using FileStream copy = files.Create(out string stored);
        await using FileStream source = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 128 * 1024, useAsync: true);
        await source.CopyToAsync(copy, ct);
        return stored;
    }

    private async Task ReportAsync(Upload u, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        await output.WriteLineAsync(FormattableString.Invariant(
            $"upload {u.Id}: {u.State.Word()}{(u.DryRun ? " (dry run, nothing kept)" : "")}, {u.Encoding}, separator '{(u.Separator is "\t" ? "tab" : u.Separator)}'"));
        await output.WriteLineAsync(FormattableString.Invariant(
            $"{u.RowCount} rows = {u.InsertedCount} inserted ({u.DoNotCallCount} of them do-not-call) + {u.UpdatedCount} updated + {u.DuplicateCount} duplicates + {u.RejectedCount} rejected"));
        if (u.Error is not null)
        {
            await errors.WriteLineAsync(u.Error);
        }

        const int shown = 20;
        foreach (RejectedRow row in await uploads.RejectsAsync(u.Id, 0, shown, ct))
        {
            await errors.WriteLineAsync(FormattableString.Invariant($"row {row.RowNumber}: {row.Reason}"));
        }

        if (u.RejectedCount > shown)
        {
            await errors.WriteLineAsync(FormattableString.Invariant($"... and {u.RejectedCount - shown} more: GET /api/v1/uploads/{u.Id}/rejected.csv"));
        }
    }
}
