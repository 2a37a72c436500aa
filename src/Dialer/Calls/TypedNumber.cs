using CallCenter.Contracts;
using CallCenter.Domain.Numbers;

namespace CallCenter.Dialer.Calls;

/// <summary>
/// A number as an agent typed it, turned into what the gate is asked about and the trunk gets: do-not-call knows numbers in E.164 only.
/// </summary>
internal static class TypedNumber
{
    // What a telephone system behind the trunk uses inside the house; no subscriber has a number that short.
    private const int LongestExtension = 6;

    /// <summary>The number to dial, or why it is not dialled.</summary>
    /// <param name="typed">As written, blanks and brackets included.</param>
    /// <param name="country">ISO 3166, for numbers without a country code; null when the campaign has no list.</param>
    public static (string? Number, Refused? Refusal) Read(string typed, string? country)
    {
        if (PhoneNumbers.IsEmergency(typed))
        {
            return (null, new Refused("emergency_number", "This is an emergency number: call it from another telephone."));
        }

        PhoneNumberResult read = PhoneNumbers.Normalise(typed, country);
        if (read.E164 is { } number)
        {
            return (number, null);
        }

        string compact = string.Concat(typed.Where(c => char.IsAsciiDigit(c) || c is '+' or '*' or '#'));
        return read.Problem switch
        {
            PhoneNumberProblem.Emergency => (null, new Refused("emergency_number", read.Text)),
            PhoneNumberProblem.Premium => (null, new Refused("premium_number", "Premium-rate numbers are not dialled from here.")),
            PhoneNumberProblem.NotANumber when IsServiceCode(typed) => (typed.Trim(), null),
            PhoneNumberProblem.ShortNumber or PhoneNumberProblem.TooShort or PhoneNumberProblem.UnknownCountry or PhoneNumberProblem.Invalid
                when compact.Length <= LongestExtension && DialString.IsSafe(compact) => (compact, null),

            // Numbering plans grow: a full international number is the caller's word against ours.
            PhoneNumberProblem.Invalid when compact.StartsWith('+') && DialString.IsSafe(compact) => (compact, null),
            _ => (null, new Refused("invalid_number", read.Text)),
        };
    }

    private static bool IsServiceCode(string typed) => typed.AsSpan().ContainsAny('*', '#') && DialString.IsSafe(typed.AsSpan().Trim());
}
