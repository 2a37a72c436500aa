using System.Globalization;

namespace CallCenter.Supervisor.Lists.Sheets;

/// <summary>A cell's number as text: dates as dates, telephone numbers with all their digits.</summary>
internal static class CellNumbers
{
    /// <summary>Numbers have fifteen exact digits in a spreadsheet: beyond, what is shown is not what was typed.</summary>
    private const double MostExact = 1e15;

    private const double LastDay = 2_958_466;

    /// <summary>Writes the number in the form a row of a CSV file would have it.</summary>
    /// <param name="from1904">The workbook counts its days from 1904.</param>
    public static string Text(string raw, CellFormat format, bool from1904)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            return raw;
        }

        if (format.IsDate && value is >= 0 and < LastDay)
        {
            return Date(value, from1904);
        }

        // Above the exact digits the scientific form stays, so that a number that lost its end is refused and not dialled.
        return Math.Abs(value) >= MostExact ? value.ToString("E14", CultureInfo.InvariantCulture)
            : value == Math.Floor(value) ? ((long)value).ToString(format.Digits is > 1 and <= 20 ? $"D{format.Digits}" : "D", CultureInfo.InvariantCulture)
            : value.ToString("0.###############", CultureInfo.InvariantCulture);
    }

    private static string Date(double days, bool from1904)
    {
        long seconds = (long)Math.Round(days * 86_400);
        if (seconds < 86_400 && !from1904)
        {
            return TimeOnly.FromTimeSpan(TimeSpan.FromSeconds(seconds % 86_400)).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        }

        // 1900 has a 29 February in spreadsheets: days before 1 March count from one day later.
        var start = from1904 ? new DateTime(1904, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)
            : new DateTime(1899, 12, seconds < 60 * 86_400 ? 31 : 30, 0, 0, 0, DateTimeKind.Unspecified);
        DateTime date = start.AddSeconds(seconds);
        return date.ToString(seconds % 86_400 == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
