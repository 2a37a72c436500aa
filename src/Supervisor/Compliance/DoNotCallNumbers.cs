using CallCenter.Domain.Numbers;
using CallCenter.Supervisor.Lists;

namespace CallCenter.Supervisor.Compliance;

/// <summary>Reads what people write into a do-not-call list.</summary>
internal static class DoNotCallNumbers
{
    private const int LongestPrefix = 14;

    /// <summary>E.164. A full number that our plan does not know is taken as it is: refusing it would mean calling it.</summary>
    public static string? Number(string raw, string country, NumberReader numbers)
    {
        string text = raw.Trim();
        return numbers(text, country).Number?.Number
            ?? (text.Length is >= 4 and <= 16 && text[0] == '+' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 ? text : null);
    }

    /// <summary>The beginning of E.164 numbers: as written behind a plus sign, else with the country's code in front.</summary>
    public static string? Prefix(string raw, string country)
    {
        string digits = string.Concat(raw.Where(c => c is not (' ' or '-' or '(' or ')' or '.')));
        bool international = digits.StartsWith('+');
        string prefix = international ? digits : "+" + PhoneNumbers.CallingCode(country) + digits;
        return prefix.Length is >= 2 and <= LongestPrefix + 1 && prefix.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 ? prefix : null;
    }
}
