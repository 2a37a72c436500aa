using CallCenter.Domain.Numbers;

namespace CallCenter.Supervisor;

/// <summary>A number as a person types it into a search box, in the form in which it is stored and dialled.</summary>
internal static class DialledNumber
{
    /// <summary>E.164 where it can be read as such; else the plus sign and digits that are left.</summary>
    public static string Of(string typed)
    {
        string plain = string.Concat(typed.Where(c => char.IsAsciiDigit(c) || c is '+' or '*' or '#'));
        string? e164 = PhoneNumbers.Normalise(typed, null).E164;
        if (e164 is null && plain.Length >= 10 && plain.All(char.IsAsciiDigit))
        {
            e164 = PhoneNumbers.Normalise("+" + plain, null).E164; // people leave the plus sign out
        }

        return e164 ?? plain;
    }
}
