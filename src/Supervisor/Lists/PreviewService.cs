using System.Globalization;
using CallCenter.Data;
using CallCenter.Data.Compliance;
using CallCenter.Data.Lists;
using CallCenter.Supervisor.Lists.Csv;

namespace CallCenter.Supervisor.Lists;

/// <summary>Reads the first rows of a file as the import would, and says what would become of each.</summary>
public sealed class PreviewService(Database database, UploadFiles files, StagingService staging, NumberReader numbers)
{
    private const int ShownRows = 50;
    private const int ShownColumns = 200;
    private const int SampleCells = 4;
    private const int ShownChars = 200;

    /// <summary>The preview, or why the file cannot even be read.</summary>
    public async Task<(FilePreview? Preview, MappingFault? Fault)> MakeAsync(StagedFile staged, LeadList list, PreviewRequest request, CancellationToken ct)
    {
        await using FileStream? file = files.OpenRead(staged.StoredPath);
        if (file is null)
        {
            return (null, new MappingFault("file_gone", "file", "The file was removed: upload it again."));
        }

        MappingRequest wanted = request.ToMapping();
        (CsvShape? shape, MappingFault? fault) = await FileInspection.ShapeAsync(file, wanted, staged.OriginalPath is not null, ct);
        if (shape is null)
        {
            return (null, fault);
        }

        Dictionary<string, string>? remembered = wanted.Columns is null ? await staging.RememberedAsync(shape, ct) : null;
        if (remembered is not null)
        {
            wanted.Columns = remembered;
        }

        (ColumnMapping? mapping, fault) = FileInspection.Map(shape, wanted);
        IReadOnlyList<(int Column, Target Target)> guessed = ColumnMapping.Guess(shape).Mapping?.Targets ?? ColumnMapping.GuessAny(shape);
        IReadOnlyList<PreviewRow> rows = await RowsAsync(file, new InspectedFile(shape, mapping ?? ColumnMapping.Nothing), list, request, mapping is not null, ct);
        return (
            new FilePreview(
                staged.Id.ToString(CultureInfo.InvariantCulture),
                staged.ListId,
                staged.FileName,
                staged.Bytes,
                staged.OriginalPath is null ? "csv" : "xlsx",
                shape.EncodingName,
                staged.OriginalPath is null ? shape.Separator.ToString() : null,
                shape.HasHeader,
                staged.Sheet,
                staged.Sheets,
                remembered is not null,
                [.. shape.Columns.Take(ShownColumns).Select((name, i) => Column(shape, name, i, TargetOf(mapping?.Targets ?? Wanted(shape, wanted), i), TargetOf(guessed, i)))],
                rows,
                fault is null ? null : new PreviewFault(fault.Code, fault.Field, fault.Message),
                staged.CreatedAt),
            null);
    }

    private async Task<IReadOnlyList<PreviewRow>> RowsAsync(
        FileStream file, InspectedFile inspected, LeadList list, PreviewRequest request, bool mapped, CancellationToken ct)
    {
        file.Position = 0;
        using CsvRowReader reader = await inspected.OpenRowsAsync(file, ct);
        var leads = new LeadRowReader(inspected.Mapping, inspected.Shape, list.DefaultCountry, numbers);
        var read = new List<(string[] Cells, ImportRow? Lead, RejectedRow? Refused, long Line)>();
        while (read.Count < ShownRows && await reader.ReadAsync(ct))
        {
            if (!reader.Current.IsBlank)
            {
                (ImportRow? lead, RejectedRow? refused) = mapped ? leads.Read(reader.Current) : (null, null);
                read.Add(([.. reader.Current.Cells.Take(ShownColumns).Select(Shown)], lead, refused, reader.Current.Line));
            }
        }

        ImportRow[] taken = [.. read.Select(r => r.Lead).OfType<ImportRow>()];
        var batch = new NumberBatch(taken);
        (IReadOnlyList<NumberMatch> matches, IReadOnlySet<string> blocked) = await database.ReadAsync(
            async session => (await ImportRows.MatchAsync(session, list.Id, request.DuplicateScope, batch), await DoNotCallStore.MatchAsync(session, batch)), ct);
        HashSet<string> there = [.. matches.Where(m => m.LeadId is not null).Select(m => m.Number)];
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        return [.. read.Select(r => Row(r.Line, r.Cells, r.Lead, r.Refused, request.Duplicates, there, earlier, blocked))];
    }

    private static PreviewRow Row(
        long line, string[] cells, ImportRow? lead, RejectedRow? refused, DuplicateMode mode, HashSet<string> there, HashSet<string> earlier, IReadOnlySet<string> blocked)
    {
        if (lead is null)
        {
            return new PreviewRow(line, cells, refused is null ? RowVerdict.New : RowVerdict.Rejected, refused?.Code, refused?.Reason, null, [], false);
        }

        bool inFile = lead.Numbers.Any(n => earlier.Contains(n.Number));
        bool duplicate = inFile || lead.Numbers.Any(n => there.Contains(n.Number));
        foreach (ImportNumber number in lead.Numbers)
        {
            earlier.Add(number.Number);
        }

        RowVerdict verdict = !duplicate ? RowVerdict.New : mode == DuplicateMode.Skip ? RowVerdict.Duplicate : RowVerdict.Update;
        string name = lead.Fields.FullName.Length > 0 ? lead.Fields.FullName : lead.Fields.Company;
        return new PreviewRow(
            line, cells, verdict, null, null, name, [.. lead.Numbers.Select(n => new PreviewNumber(n.Number, n.Type, n.Country, n.TimeZones, blocked.Contains(n.Number)))], inFile);
    }

    /// <summary>What the request says of the columns, as far as it can be read: the wizard shows it beside what is wrong.</summary>
    private static List<(int Column, Target Target)> Wanted(CsvShape shape, MappingRequest request)
    {
        var wanted = new List<(int, Target)>();
        foreach ((string column, string field) in request.Columns ?? [])
        {
            if (ColumnMapping.Find(column, shape) is [int at] && Target.TryParse(field, out Target target))
            {
                wanted.Add((at, target));
            }
        }

        return wanted;
    }

    private static string? TargetOf(IReadOnlyList<(int Column, Target Target)> targets, int column)
    {
        foreach ((int at, Target target) in targets)
        {
            if (at == column)
            {
                return target.ToString();
            }
        }

        return null;
    }

    private static ColumnView Column(CsvShape shape, string name, int column, string? target, string? guess)
    {
        string[] cells = [.. shape.Samples.Where(r => column < r.Length && !string.IsNullOrWhiteSpace(r[column])).Select(r => r[column].Trim())];
        return new ColumnView(name, ColumnCells.KindOf(cells), target, guess, [.. cells.Distinct(StringComparer.Ordinal).Take(SampleCells).Select(Shown)]);
    }

    private static string Shown(string cell) => cell.Length <= ShownChars ? cell : cell[..(char.IsHighSurrogate(cell[ShownChars - 1]) ? ShownChars - 1 : ShownChars)] + "…";
}
