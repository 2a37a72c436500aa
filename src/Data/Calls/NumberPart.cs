namespace CallCenter.Data.Calls;

/// <summary>Part of a telephone number, as somebody typed it who looks for a call: its end, or its beginning with or without the country's code.</summary>
/// <param name="Tail">The digits; null when an international beginning was typed ("+44 20").</param>
/// <param name="Beginnings">E.164 beginnings.</param>
public sealed record NumberPart(string? Tail, IReadOnlyList<string> Beginnings)
{
    private const int Fewest = 2;
    private const int Most = 15;

    /// <summary>Reads "(415) 555-01", "+1 415", "00 44 20", "020 7946 0000" and the like; null when it holds less than two digits or letters.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="callingCodes">Of the countries that national numbers may belong to, such as "1" and "44".</param>
    public static NumberPart? Read(string? text, IReadOnlyCollection<string> callingCodes)
    {
        ArgumentNullException.ThrowIfNull(callingCodes);
        string trimmed = (text ?? "").Trim();
        string digits = string.Concat(trimmed.Where(char.IsAsciiDigit));
        if (digits.Length is < Fewest or > Most + 3 || trimmed.Any(char.IsLetter))
        {
            return null;
        }

        if (trimmed.StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal))
        {
            string international = trimmed.StartsWith('+') ? digits : digits[2..];
            return international.Length < 1 ? null : new NumberPart(null, ["+" + international]);
        }

        // A trunk prefix is dialled within the country only: E.164 does not have it.
        string national = digits.TrimStart('0');
        return national.Length < Fewest
            ? new NumberPart(digits, [])
            : new NumberPart(national, [.. callingCodes.Select(code => $"+{code}{national}").Append("+" + digits).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The tail turned round, as the index has it.</summary>
    internal string? Reversed => Tail is null ? null : string.Concat(Tail.Reverse());
}
