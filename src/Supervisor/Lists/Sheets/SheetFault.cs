namespace CallCenter.Supervisor.Lists.Sheets;

/// <summary>A workbook that is not read; thrown deep within its XML and turned into a value at <c>SheetConverter</c>.</summary>
internal sealed class SheetFaultException : Exception
{
    public SheetFaultException(string code, string message)
        : base(message) => Code = code;

    public SheetFaultException(string code, string message, Exception inner)
        : base(message, inner) => Code = code;

    /// <summary>Stable, snake_case.</summary>
    public string Code { get; }
}
