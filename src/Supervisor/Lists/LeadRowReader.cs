using System.Text;
using CallCenter.Data.Lists;
using CallCenter.Supervisor.Lists.Csv;

namespace CallCenter.Supervisor.Lists;

/// <summary>
/// Makes a lead of a CSV row: cells by their mapping, cleaned and checked. A row goes in when at least one of its
/// numbers can be dialled; a cell beside it that cannot be used is left out and counted as a warning.
/// </summary>
public sealed class LeadRowReader(ColumnMapping mapping, CsvShape shape, string country, NumberReader numbers)
{
    private const int ReportedChars = 1000;
    private const int MaxCustomChars = 2000;

    private readonly Dictionary<string, bool> _zones = new(StringComparer.Ordinal);

    /// <summary>Warnings so far.</summary>
    public long Warnings { get; private set; }

    /// <summary>Reads a row.</summary>
    /// <returns>A lead, or why there is none; never both.</returns>
    public (ImportRow? Lead, RejectedRow? Refused) Read(in CsvRow row)
    {
        if (row.Fault != CsvFault.None)
        {
            return Refuse(row, Code(row.Fault), Reason(row.Fault));
        }

        int width = row.Cells.Length;
        while (width > shape.Columns.Count && row.Cells[width - 1].Length == 0)
        {
            width--; // separators at the end of a line, as some spreadsheets write them
        }

        if (width != shape.Columns.Count)
        {
            return Refuse(row, "column_count", $"The row has {width} columns, the file has {shape.Columns.Count}.");
        }

        var draft = new Draft();
        foreach ((int column, Target target) in mapping.Targets)
        {
            string cell = FormulaGuard.Unprotect(row.Cells[column].Trim());
            if (cell.Length == 0)
            {
                continue;
            }

            if (Check(cell, target, shape.Columns[column]) is { } wrong)
            {
                return Refuse(row, wrong.Code, wrong.Reason);
            }

            draft.Put(target, target.Kind is TargetKind.Note ? cell : OneLine(cell));
        }

        return Finish(row, draft);
    }

    private (ImportRow?, RejectedRow?) Finish(in CsvRow row, Draft draft)
    {
        var found = new List<ImportNumber>();
        (string Code, string Reason)? first = null;
        long warnings = 0;
        for (int place = 1; place <= 9; place++)
        {
            if (draft.Phones[place] is not { } raw)
            {
                continue;
            }

            NumberReading reading = numbers(raw, country);
            if (reading.Number is { } number)
            {
                if (!found.Exists(n => string.Equals(n.Number, number.Number, StringComparison.Ordinal)))
                {
                    found.Add(draft.Types[place] is { } type ? number with { Type = type } : number);
                }

                continue;
            }

            warnings++;
            first ??= (reading.Code!, $"phone{place} '{Shown(raw)}': {reading.Reason}");
        }

        if (found.Count == 0)
        {
            return first is { } why ? Refuse(row, why.Code, why.Reason) : Refuse(row, "no_number", "The row has no telephone number.");
        }

        if (draft.Fields.TimeZone is { } zone && !IsZone(zone))
        {
            return Refuse(row, "unknown_time_zone", $"'{Shown(zone)}' is no IANA time zone (for example America/New_York).");
        }

        CustomerFields fields = draft.Fields;
        if (fields.Email is { } email && !LooksLikeEmail(email))
        {
            fields = fields with { Email = null };
            warnings++;
        }

        Warnings += warnings;
        return (new ImportRow(row.Line, WithFullName(fields), found, draft.Custom ?? ReadOnlyFields.Empty), null);
    }

    private static (string Code, string Reason)? Check(string cell, Target target, string column)
    {
        int longest = MaxChars(target.Kind);
        if (cell.Length > longest)
        {
            return ("too_long", $"Column '{column}' has {cell.Length} characters, at most {longest} fit.");
        }

        return cell.Contains('\0', StringComparison.Ordinal) ? ("control_character", $"Column '{column}' holds a NUL character.")
            : cell.Contains('\uFFFD', StringComparison.Ordinal) ? ("encoding", $"Column '{column}' holds bytes that are no text in the file's encoding.")
            : null;
    }

    private static int MaxChars(TargetKind kind) => kind switch
    {
        TargetKind.FullName or TargetKind.Company => 200,
        TargetKind.Email => 254,
        TargetKind.Language => 35,
        TargetKind.TimeZone or TargetKind.Phone => 64,
        TargetKind.PhoneType => 20,
        TargetKind.Segment => 50,
        TargetKind.Note => 4000,
        TargetKind.Custom => MaxCustomChars,
        _ => 100,
    };

    private bool IsZone(string zone)
    {
        if (!_zones.TryGetValue(zone, out bool known))
        {
            known = zone.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);
            if (_zones.Count < 1000)
            {
                _zones[zone] = known;
            }
        }

        return known;
    }

    private static bool LooksLikeEmail(string email)
    {
        int at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == email.LastIndexOf('@') && email.IndexOf('.', at) > at + 1 && !email.EndsWith('.') && !email.Any(char.IsWhiteSpace);
    }

    /// <summary>Line ends and other control characters become blanks: none of this text may break a header line later (H-S9).</summary>
    private static string OneLine(string cell)
        => cell.AsSpan().IndexOfAnyInRange('\0', '\x1F') < 0 && cell.AsSpan().IndexOfAnyInRange('\x7F', '\x9F') < 0
            ? cell
            : string.Create(cell.Length, cell, static (span, text) =>
            {
                for (int i = 0; i < span.Length; i++)
                {
                    span[i] = char.IsControl(text[i]) ? ' ' : text[i];
                }
            });

    /// <summary>A full name from its parts, family name first where that is the custom.</summary>
    private static CustomerFields WithFullName(CustomerFields f)
    {
        if (f.FullName.Length > 0 || f.FirstName.Length + f.LastName.Length == 0)
        {
            return f;
        }

        bool han = f.LastName.Any(c => c is >= '\u3400' and <= '\u9FFF');
        return f with { FullName = han ? f.LastName + f.FirstName : $"{f.FirstName} {f.LastName}".Trim() };
    }

    private static (ImportRow?, RejectedRow?) Refuse(in CsvRow row, string code, string reason)
        => (null, new RejectedRow(row.Line, code, reason, [.. row.Cells.Take(64).Select(c => c.Length <= ReportedChars ? c : Cut(c))]));

    private static string Cut(string cell)
        => cell[..(char.IsHighSurrogate(cell[ReportedChars - 1]) ? ReportedChars - 1 : ReportedChars)] + "…";

    private static string Shown(string raw) => OneLine(raw.Length <= 30 ? raw : raw[..30] + "…");

    internal static string Code(CsvFault fault) => fault switch
    {
        CsvFault.UnbalancedQuote => "unbalanced_quote",
        CsvFault.TextAfterQuote => "text_after_quote",
        CsvFault.RowTooLong => "row_too_long",
        _ => "too_many_columns",
    };

    internal static string Reason(CsvFault fault) => fault switch
    {
        CsvFault.UnbalancedQuote => "A quotation mark opens a cell and nothing closes it.",
        CsvFault.TextAfterQuote => "Text stands between a closing quotation mark and the next separator.",
        CsvFault.RowTooLong => "The row is longer than a million characters.",
        _ => "The row has more than 512 columns.",
    };

    private sealed class Draft
    {
        public CustomerFields Fields { get; private set; } = new();

        public string?[] Phones { get; } = new string?[10];

        public string?[] Types { get; } = new string?[10];

        public Dictionary<string, string>? Custom { get; private set; }

        public void Put(Target target, string text)
        {
            switch (target.Kind)
            {
                case TargetKind.Phone:
                    Phones[target.Place] = text;
                    Types[target.Place] ??= target.Name;
                    break;
                case TargetKind.PhoneType:
                    Types[target.Place] = text.ToLowerInvariant();
                    break;
                case TargetKind.Custom:
                    (Custom ??= new Dictionary<string, string>(StringComparer.Ordinal))[target.Name!] = text;
                    break;
                default:
                    Fields = Put(Fields, target.Kind, text);
                    break;
            }
        }

        private static CustomerFields Put(CustomerFields f, TargetKind kind, string text) => kind switch
        {
            TargetKind.FullName => f with { FullName = text },
            TargetKind.FirstName => f with { FirstName = text },
            TargetKind.LastName => f with { LastName = text },
            TargetKind.Company => f with { Company = text },
            TargetKind.Email => f with { Email = text },
            TargetKind.Language => f with { Language = text },
            TargetKind.TimeZone => f with { TimeZone = text },
            TargetKind.Segment => f with { Segment = text },
            TargetKind.Owner => f with { Owner = text },
            TargetKind.ExternalId => f with { ExternalId = text },
            _ => f with { Note = text },
        };
    }
}

/// <summary>No custom fields.</summary>
internal static class ReadOnlyFields
{
    public static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
