using System.Globalization;

namespace CallCenter.Supervisor.Lists.Csv;

/// <summary>A field that a column can fill.</summary>
public enum TargetKind
{
    FullName,
    FirstName,
    LastName,
    Company,
    Phone,
    PhoneType,
    Email,
    Language,
    TimeZone,
    Segment,
    Owner,
    ExternalId,
    Note,
    Custom,
}

/// <summary>A field that a column fills.</summary>
/// <param name="Place">1 to 9 for telephone numbers and their types, else 0.</param>
/// <param name="Name">The custom field's name, else null.</param>
public readonly record struct Target(TargetKind Kind, int Place = 0, string? Name = null)
{
    private const int MaxCustomName = 64;

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => Kind switch
    {
        TargetKind.Custom => "custom." + Name,
        TargetKind.Phone => $"phone{Place}",
        TargetKind.PhoneType => $"phone{Place}Type",
        _ => char.ToLowerInvariant(Kind.ToString()[0]) + Kind.ToString()[1..],
    };

    /// <summary>Reads "phone1", "phone2Type", "custom.plan", "fullName", ...; case does not matter.</summary>
    public static bool TryParse(string text, out Target target)
    {
        text = text.Trim();
        if (text.StartsWith("custom.", StringComparison.OrdinalIgnoreCase))
        {
            string name = text[7..].Trim();
            target = new Target(TargetKind.Custom, 0, name);
            return name.Length is > 0 and <= MaxCustomName && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ' ');
        }

        if (text.StartsWith("phone", StringComparison.OrdinalIgnoreCase) && text.Length >= 6 && text[5] is >= '1' and <= '9')
        {
            string rest = text[6..];
            bool type = rest.Equals("Type", StringComparison.OrdinalIgnoreCase);
            target = new Target(type ? TargetKind.PhoneType : TargetKind.Phone, text[5] - '0');
            return type || rest.Length == 0;
        }

        bool known = Enum.TryParse(text, ignoreCase: true, out TargetKind kind)
            && Enum.IsDefined(kind) && text.All(char.IsAsciiLetter)
            && kind is not (TargetKind.Phone or TargetKind.PhoneType or TargetKind.Custom);
        target = new Target(kind);
        return known;
    }
}

/// <summary>A mapping that cannot be used; <see cref="Code"/> goes out as the problem's code.</summary>
/// <param name="Field">The name in the request, for example "mapping.columns.Phone".</param>
public sealed record MappingFault(string Code, string Field, string Message);

/// <summary>Which column fills which field.</summary>
public sealed class ColumnMapping
{
    private ColumnMapping(IReadOnlyList<(int Column, Target Target)> targets) => Targets = targets;

    /// <summary>Columns counted from 0.</summary>
    public IReadOnlyList<(int Column, Target Target)> Targets { get; }

    /// <summary>Applies what the uploader said, column by column.</summary>
    /// <param name="columns">Column name (or number from "1" without a header) to target name.</param>
    public static (ColumnMapping? Mapping, MappingFault? Fault) From(IReadOnlyDictionary<string, string> columns, CsvShape shape)
    {
        var targets = new List<(int, Target)>();
        foreach ((string column, string name) in columns)
        {
            string field = $"mapping.columns.{column}";
            if (string.IsNullOrWhiteSpace(name))
            {
                continue; // left out on purpose
            }

            if (!Target.TryParse(name, out Target target))
            {
                return (null, new("unknown_target", field, $"'{name}' is no field of a lead. Fields are fullName, firstName, lastName, company, phone1 to phone9, phone1Type to phone9Type, email, language, timeZone, segment, owner, externalId, note and custom.NAME."));
            }

            int[] at = Find(column, shape);
            if (at.Length == 0)
            {
                return (null, new("missing_column", field, $"The file has no column '{column}'. It has: {string.Join(", ", shape.Columns.Take(30))}."));
            }

            if (at.Length > 1)
            {
                return (null, new("ambiguous_column", field, $"The file has {at.Length} columns called '{column}': rename them, or map without a header by number."));
            }

            if (targets.Exists(t => SameTarget(t.Item2, target)))
            {
                return (null, new("duplicate_target", field, $"Two columns fill '{name}'."));
            }

            targets.Add((at[0], target));
        }

        return Checked(targets);
    }

    /// <summary>No column fills anything.</summary>
    public static ColumnMapping Nothing { get; } = new([]);

    /// <summary>Guesses from the header's names; where none names a telephone, the first column that holds numbers is one.</summary>
    public static (ColumnMapping? Mapping, MappingFault? Fault) Guess(CsvShape shape) => Checked(GuessAny(shape));

    /// <summary>As above, without asking for a telephone number.</summary>
    public static List<(int Column, Target Target)> GuessAny(CsvShape shape)
    {
        var targets = new List<(int, Target)>();
        var plainPhones = new List<(int Column, string? Type)>();
        for (int column = 0; shape.HasHeader && column < shape.Columns.Count; column++)
        {
            string? name = ColumnNames.Guess(shape.Columns[column]);
            if (name is null)
            {
                continue;
            }

            if (name is "phone" || name.StartsWith("phone.", StringComparison.Ordinal))
            {
                plainPhones.Add((column, name.Length > 6 ? name[6..] : null));
            }
            else if (Target.TryParse(name, out Target target) && !targets.Exists(t => SameTarget(t.Item2, target)))
            {
                targets.Add((column, target));
            }
        }

        foreach ((int column, string? type) in plainPhones)
        {
            int place = Enumerable.Range(1, 9).FirstOrDefault(p => !targets.Exists(t => t.Item2.Kind == TargetKind.Phone && t.Item2.Place == p));
            if (place > 0)
            {
                targets.Add((column, new Target(TargetKind.Phone, place, type)));
            }
        }

        if (!targets.Exists(t => t.Item2.Kind == TargetKind.Phone) && NumberColumn(shape, targets) is { } numbers)
        {
            targets.Add((numbers, new Target(TargetKind.Phone, 1)));
        }

        return targets;
    }

    /// <summary>The first free column nine of ten whose cells could be telephone numbers; the only column of a file without a header.</summary>
    private static int? NumberColumn(CsvShape shape, List<(int Column, Target Target)> taken)
    {
        for (int column = 0; column < shape.Columns.Count; column++)
        {
            string[] cells = [.. shape.Samples.Where(r => column < r.Length && !string.IsNullOrWhiteSpace(r[column])).Select(r => r[column])];
            if (!taken.Exists(t => t.Column == column) && cells.Length > 0 && cells.Count(ColumnCells.CouldBeNumber) * 10 >= cells.Length * 9)
            {
                return column;
            }
        }

        return !shape.HasHeader && shape.Columns.Count == 1 && shape.Samples.Any(r => r[0].Count(char.IsDigit) >= 3) ? 0 : null;
    }

    private static (ColumnMapping?, MappingFault?) Checked(List<(int Column, Target Target)> targets)
        => targets.Exists(t => t.Target.Kind == TargetKind.Phone)
            ? (new ColumnMapping(targets), null)
            : (null, new("no_phone_column", "mapping.columns", "No column is mapped to a telephone number (phone1 to phone9)."));

    private static bool SameTarget(Target one, Target other)
        => one.Kind == other.Kind && one.Place == other.Place
            && (one.Kind != TargetKind.Custom || string.Equals(one.Name, other.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where a column stands: by its heading, or by "#" and its place from 1, for headings that are empty or there twice.</summary>
    internal static int[] Find(string column, CsvShape shape)
    {
        int[] at = [.. shape.Columns.Index().Where(c => c.Item.Equals(column.Trim(), StringComparison.OrdinalIgnoreCase)).Select(c => c.Index)];
        bool placed = column.StartsWith('#');
        if (at.Length > 0 || (shape.HasHeader && !placed))
        {
            return at;
        }

        return int.TryParse(column.AsSpan(placed ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= shape.Columns.Count
            ? [number - 1]
            : [];
    }
}
