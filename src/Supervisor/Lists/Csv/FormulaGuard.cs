using System.Text;

namespace CallCenter.Supervisor.Lists.Csv;

/// <summary>
/// Keeps a spreadsheet from running a cell as a formula: an apostrophe goes in front on the way out and is taken off
/// again on the way in, so that an exported file imports to the text it came from.
/// </summary>
public static class FormulaGuard
{
    /// <summary>The cell as it may stand in a file for a spreadsheet.</summary>
    public static string Protect(string cell) => Runs(cell) ? "'" + cell : cell;

    /// <summary>Takes one guard off; other text, a leading apostrophe of its own included, stays as it is.</summary>
    public static string Unprotect(string cell) => cell.Length > 1 && cell[0] == '\'' && Runs(cell) ? cell[1..] : cell;

    /// <summary>True when the text behind leading blanks, invisible characters and apostrophes begins a formula in any width.</summary>
    private static bool Runs(string cell)
    {
        if (cell.Length > 0 && cell[0] is '\t' or '\r' or '\n')
        {
            return true;
        }

        foreach (char c in cell)
        {
            if (c is '\'' || char.IsWhiteSpace(c) || char.IsControl(c)
                || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format)
            {
                continue;
            }

            return c is '=' or '+' or '-' or '@' or '|' or '%' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20' or '\uFE66' or '\uFE62' or '\uFE63' or '\uFE6B' or '\u2212';
        }

        return false;
    }
}

/// <summary>Writes CSV for people with spreadsheets: UTF-8 with mark, comma, CRLF, every cell quoted and guarded.</summary>
public static class CsvText
{
    /// <summary>One line with its end.</summary>
    public static string Line(IEnumerable<string> cells)
    {
        var line = new StringBuilder();
        foreach (string cell in cells)
        {
            line.Append(line.Length == 0 ? "\"" : ",\"");
            line.Append(FormulaGuard.Protect(cell).Replace("\"", "\"\"", StringComparison.Ordinal));
            line.Append('"');
        }

        return line.Append("\r\n").ToString();
    }
}
