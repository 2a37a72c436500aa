using CallCenter.Domain.Numbers;

namespace CallCenter.Supervisor.Lists;

/// <summary>What somebody typed to find a lead.</summary>
/// <param name="Text">The beginning of a name, company or external id.</param>
/// <param name="Number">The beginning of a number in E.164; null when the text is none.</param>
internal sealed record LeadSearchText(string Text, string? Number)
{
    private const int FewestDigits = 3;

    /// <summary>Reads what was typed; a number may be written in any way and be cut off.</summary>
    /// <param name="country">Of numbers without a country code.</param>
    /// <returns>Null when nothing is left to look for.</returns>
    public static LeadSearchText? Read(string? typed, string country)
    {
        string text = (typed ?? "").Trim();
        return text.Length is 0 or > 100 || text.Any(char.IsControl) ? null : new LeadSearchText(text, NumberOf(text, country));
    }

    private static string? NumberOf(string text, string country)
    {
        if (text.Any(char.IsLetter))
        {
            return null;
        }

        if (PhoneNumbers.Normalise(text, country) is { Accepted: true, E164: { } whole })
        {
            return whole;
        }

        string digits = string.Concat(text.Where(char.IsDigit).Select(c => (char)('0' + char.GetNumericValue(c))));
        if (digits.Length < FewestDigits)
        {
            return null;
        }

        return text[0] is '+' or '\uFF0B' ? "+" + digits
            : digits.StartsWith("00", StringComparison.Ordinal) ? "+" + digits[2..]
            : "+" + PhoneNumbers.CallingCode(country) + digits.TrimStart('0');
    }
}
