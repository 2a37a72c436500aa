using System.Globalization;

namespace CallCenter.Supervisor.Lists.Csv;

/// <summary>Tells from some of its cells what a column holds.</summary>
internal static class ColumnCells
{
    /// <summary>What nine of ten cells are; six of ten for telephone numbers, which people misspell.</summary>
    public static ColumnKind KindOf(IReadOnlyCollection<string> cells)
    {
        if (cells.Count == 0)
        {
            return ColumnKind.Empty;
        }

        foreach ((ColumnKind kind, Func<string, bool> fits) in ((ColumnKind, Func<string, bool>)[])
            [(ColumnKind.Date, IsDate), (ColumnKind.Phone, CouldBeNumber), (ColumnKind.Email, IsEmail), (ColumnKind.Number, IsNumber)])
        {
            if (cells.Count(fits) * 10 >= cells.Count * (kind == ColumnKind.Phone ? 6 : 9))
            {
                return kind;
            }
        }

        return ColumnKind.Text;
    }

    /// <summary>Eight to fifteen digits without a letter, and no date.</summary>
    public static bool CouldBeNumber(string cell)
        => cell.Count(char.IsDigit) is >= 8 and <= 15 && !cell.Any(c => char.IsLetter(c) || c is ':' or ',' or '@') && !IsDate(cell);

    private static bool IsDate(string cell)
        => cell.Length is >= 8 and <= 19 && cell.Any(c => c is '-' or '/' or '.') && cell[0] is not ('+' or '(')
            && DateTime.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date) && date.Year is > 1900 and < 2100;

    private static bool IsEmail(string cell) => cell.IndexOf('@', StringComparison.Ordinal) > 0 && cell.Contains('.', StringComparison.Ordinal);

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
