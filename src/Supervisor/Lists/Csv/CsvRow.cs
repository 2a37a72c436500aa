namespace CallCenter.Supervisor.Lists.Csv;

/// <summary>Why a record could not be read as a row of cells.</summary>
public enum CsvFault
{
    /// <summary>It could.</summary>
    None,

    /// <summary>A quotation mark opens a cell and nothing closes it.</summary>
    UnbalancedQuote,

    /// <summary>Text stands between a closing quotation mark and the next separator.</summary>
    TextAfterQuote,

    /// <summary>The record is longer than <see cref="CsvLimits.MaxRowChars"/>.</summary>
    RowTooLong,

    /// <summary>More cells than <see cref="CsvLimits.MaxColumns"/>.</summary>
    TooManyColumns,
}

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The line of the file it begins on, counted from 1.</param>
/// <param name="Cells">Unquoted and untrimmed; with a fault, what could be told of the record, cut short.</param>
/// <param name="Fault">Anything but <see cref="CsvFault.None"/>: the record is refused and reading goes on behind it.</param>
public readonly record struct CsvRow(long Line, string[] Cells, CsvFault Fault)
{
    /// <summary>True for an empty line and for a line of nothing but separators, as spreadsheets write them.</summary>
    public bool IsBlank => Fault == CsvFault.None && Array.TrueForAll(Cells, string.IsNullOrWhiteSpace);
}

/// <summary>What bounds the memory and the work that one file can cost.</summary>
/// <param name="MaxRowChars">A longer record is refused; 1 Mi characters by default.</param>
/// <param name="MaxColumns">A record of more cells is refused.</param>
/// <param name="MaxRereadChars">
/// Characters that may be read again after stray quotation marks. When they are used up a quoted cell may no longer
/// cross lines, so that a file made of quotation marks costs linear time.
/// </param>
public sealed record CsvLimits(int MaxRowChars = 1 << 20, int MaxColumns = 512, long MaxRereadChars = 32L << 20);
