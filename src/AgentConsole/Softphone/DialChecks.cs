namespace CallCenter.AgentConsole.Softphone;

/// <summary>What is wrong with digits and numbers that agents enter; null when nothing is.</summary>
internal static class DialChecks
{
    private const int MostDigits = 32;
    private const int LongestNumber = 40;

    public static string? NumberFault(string number)
        => number.Length is 0 or > LongestNumber || number.Any(char.IsControl) ? $"1 to {LongestNumber} characters." : null;

    public static string? DigitsFault(string digits)
        => digits.Length is 0 or > MostDigits || !digits.All(c => char.IsAsciiDigit(c) || c is '*' or '#' or (>= 'A' and <= 'D'))
            ? $"1 to {MostDigits} of 0-9, *, #, A-D."
            : null;
}
