using CallCenter.Contracts;
using CallCenter.Data.Compliance;
using CallCenter.Domain;
using CallCenter.Supervisor.Lists;
using CallCenter.Supervisor.Lists.Csv;

namespace CallCenter.Supervisor.Compliance;

/// <summary>A do-not-call file to be taken in.</summary>
/// <param name="Stored">Its name among the uploaded files; it stays the caller's.</param>
/// <param name="Country">Of numbers without a country code.</param>
/// <param name="Prefixes">Every entry is a prefix; else only those that end with an asterisk are.</param>
public sealed record DoNotCallFile(string Stored, string Country, bool Prefixes, CampaignId? Campaign, string Source, string? Reason, UserId? User);

/// <summary>A row that is no number.</summary>
public sealed record DoNotCallReject(long Row, string Text, string Code, string Reason);

/// <summary>What became of a do-not-call file; rows = added + already + rejected.</summary>
/// <param name="Already">They were there, or stood in the file twice.</param>
/// <param name="Rejects">The first of the rejected rows.</param>
public sealed record DoNotCallImportReport(long Rows, long Added, long Already, long Rejected, string Column, IReadOnlyList<DoNotCallReject> Rejects);

/// <summary>
/// Takes in a registry's file or any list of numbers: the column that holds numbers is found, each batch is on disk and with the Dialer before
/// the next is read. Nothing is taken back when a later row is bad: a number once read is a number not to be called.
/// </summary>
public sealed class DoNotCallImport(DoNotCallStore entries, UploadFiles files, UploadIntake intake, NumberReader numbers, IDialerLink dialer, TimeProvider time)
{
    private const int BatchRows = 2000;
    private const int ShownRejects = 200;

    /// <summary>Reads the file to its end.</summary>
    public async Task<(DoNotCallImportReport? Report, MappingFault? Fault)> RunAsync(DoNotCallFile order, CancellationToken ct)
    {
        (ReadableFile? readable, MappingFault? fault) = await intake.ReadAsync(order.Stored, null, ct);
        if (readable is null)
        {
            return (null, fault);
        }

        try
        {
            await using FileStream file = files.OpenRead(readable.Stored)!;
            (InspectedFile? inspected, fault) = await FileInspection.InspectAsync(file, new MappingRequest(), readable.Sheet is not null, ct);
            return inspected is null ? (null, fault) : (await ReadAsync(order, file, inspected, ct), null);
        }
        finally
        {
            if (readable.Original is not null)
            {
                files.Remove(readable.Stored);
            }
        }
    }

    private async Task<DoNotCallImportReport> ReadAsync(DoNotCallFile order, FileStream file, InspectedFile inspected, CancellationToken ct)
    {
        int column = inspected.Mapping.Targets.Where(t => t.Target.Kind == TargetKind.Phone).MinBy(t => t.Target.Place).Column;
        file.Position = 0;
        using CsvRowReader reader = await inspected.OpenRowsAsync(file, ct);
        var batch = new List<DoNotCallEntry>(BatchRows);
        var rejects = new List<DoNotCallReject>();
        long rows = 0, added = 0, rejected = 0;
        while (await reader.ReadAsync(ct))
        {
            CsvRow row = reader.Current;
            if (row.IsBlank)
            {
                continue;
            }

            rows++;
            string text = row.Fault == CsvFault.None && column < row.Cells.Length ? FormulaGuard.Unprotect(row.Cells[column].Trim()) : "";
            (DoNotCallEntry? entry, string code, string reason) = Read(text, order);
            if (entry is null)
            {
                rejected++;
                if (rejects.Count < ShownRejects)
                {
                    rejects.Add(new DoNotCallReject(row.Line, text.Length <= 60 ? text : text[..60], code, reason));
                }

                continue;
            }

            batch.Add(entry);
            if (batch.Count == BatchRows)
            {
                added += await StoreAsync(batch, ct);
            }
        }

        added += await StoreAsync(batch, ct);
        return new DoNotCallImportReport(rows, added, rows - added - rejected, rejected, inspected.Shape.Columns[column], rejects);
    }

    private async Task<long> StoreAsync(List<DoNotCallEntry> batch, CancellationToken ct)
    {
        if (batch.Count == 0)
        {
            return 0;
        }

        int added = await entries.AddManyAsync(batch, ct);
        if (added > 0)
        {
            await dialer.SendAsync(new DoNotCallChanged([.. batch.Select(e => e.Number)]), ct);
        }

        batch.Clear();
        return added;
    }

    private (DoNotCallEntry? Entry, string Code, string Reason) Read(string text, DoNotCallFile order)
    {
        bool prefix = order.Prefixes || text.EndsWith('*');
        string raw = text.TrimEnd('*').Trim();
        if (raw.Length == 0)
        {
            return (null, "no_number", "The row has no telephone number.");
        }

        if (prefix)
        {
            return DoNotCallNumbers.Prefix(raw, order.Country) is { } beginning
                ? (Entry(beginning, DoNotCallKind.Prefix, order), "", "")
                : (null, "not_a_prefix", "A prefix has 1 to 14 digits behind a plus sign or the country's own.");
        }

        if (DoNotCallNumbers.Number(raw, order.Country, numbers) is { } number)
        {
            return (Entry(number, DoNotCallKind.Number, order), "", "");
        }

        NumberReading reading = numbers(raw, order.Country);
        return (null, reading.Code ?? "not_a_number", reading.Reason ?? "This is not a telephone number.");
    }

    private DoNotCallEntry Entry(string number, DoNotCallKind kind, DoNotCallFile order) => new()
    {
        Number = number,
        Kind = kind,
        Campaign = order.Campaign,
        Source = order.Source,
        Reason = order.Reason,
        CreatedBy = order.User,
        CreatedAt = time.GetUtcNow(),
    };
}
