using System.Collections.Frozen;

namespace CallCenter.Domain.Numbers;

/// <summary>
/// Reads telephone numbers as people write them into E.164, and says why one is not taken. Emergency, short and premium-rate numbers are
/// never accepted. Safe for any number of threads; the data is loaded on first use (about 160 KB).
/// </summary>
public static class PhoneNumbers
{
    private const int LongestE164 = 15;

    private static readonly Lazy<NumberingPlans> Plans = new(NumberingPlans.Load);

    // Emergency numbers in use somewhere; as whole national numbers they are no subscriber's anywhere.
    private static readonly FrozenSet<string> Emergency = new[]
    {
        "000", "08", "100", "101", "102", "103", "104", "105", "106", "107", "108", "110", "111", "112", "113", "114", "115", "116", "117", "118",
        "119", "120", "121", "122", "123", "124", "125", "126", "127", "128", "129", "130", "131", "132", "133", "140", "143", "144", "147", "150",
        "155", "158", "160", "166", "180", "190", "191", "192", "193", "194", "197", "198", "199", "911", "912", "913", "917", "919", "933", "988",
        "991", "992", "993", "994", "995", "996", "997", "998", "999", "15", "16", "17", "18", "19",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Police, fire brigade, ambulance or a crisis line somewhere: never dialled from a call centre, by hand either (hardening D4).</summary>
    /// <param name="number">As dialled; signs and blanks do not hide it.</param>
    public static bool IsEmergency(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return Emergency.Contains(string.Concat(number.Where(char.IsAsciiDigit)));
    }

    /// <summary>Whether a default country can be used; ISO 3166, two upper-case letters.</summary>
    public static bool IsCountry(string country)
    {
        ArgumentNullException.ThrowIfNull(country);
        return Plans.Value.OfCountry(country) is not null;
    }

    /// <summary>Every country that has a numbering plan.</summary>
    public static IReadOnlyList<string> Countries => [.. Plans.Value.Countries.Order(StringComparer.Ordinal)];

    /// <summary>A country's code without plus sign, "44" for GB; null when the country has no numbering plan.</summary>
    public static string? CallingCode(string country)
    {
        ArgumentNullException.ThrowIfNull(country);
        return Plans.Value.OfCountry(country)?.CallingCode;
    }

    /// <summary>The country's code with which the digits begin; null when there is none.</summary>
    internal static string? CallingCodeOf(string digits) => Plans.Value.OfNumber(digits) is [{ } plan, ..] ? plan.CallingCode : null;

    /// <summary>Reads one number.</summary>
    /// <param name="raw">As written; null counts as empty.</param>
    /// <param name="defaultCountry">For numbers without plus sign; unknown or empty: only international ones are read.</param>
    public static PhoneNumberResult Normalise(string? raw, string? defaultCountry)
    {
        PhoneNumberText text = PhoneNumberText.Read(raw);
        if (text.Problem != PhoneNumberProblem.None)
        {
            return PhoneNumberResult.Bad(text.Problem);
        }

        if (text.Plus)
        {
            return International(text.Digits);
        }

        NumberingPlan? plan = string.IsNullOrEmpty(defaultCountry) ? null : Plans.Value.OfCountry(defaultCountry.ToUpperInvariant());
        if (plan is not null && plan.TryInternationalPrefix(text.Digits, out int length))
        {
            return International(text.Digits[length..]);
        }

        // "00" is understood from everywhere; no national number begins with it.
        if (text.Digits.Length > 4 && text.Digits.StartsWith("00", StringComparison.Ordinal) && text.Digits[2] != '0')
        {
            return International(text.Digits[2..]);
        }

        if (Emergency.Contains(text.Digits))
        {
            return PhoneNumberResult.Bad(PhoneNumberProblem.Emergency, plan?.Country);
        }

        return plan is null ? PhoneNumberResult.Bad(PhoneNumberProblem.UnknownCountry) : National(plan, text.Digits);
    }

    private static PhoneNumberResult International(string digits)
    {
        IReadOnlyList<NumberingPlan> plans = Plans.Value.OfNumber(digits);
        if (plans.Count == 0)
        {
            return PhoneNumberResult.Bad(Emergency.Contains(digits) ? PhoneNumberProblem.Emergency : PhoneNumberProblem.UnknownCountry);
        }

        return Judge(plans, plans[0].StripNationalPrefix(digits[plans[0].CallingCode.Length..]));
    }

    private static PhoneNumberResult National(NumberingPlan plan, string digits)
    {
        string national = plan.StripNationalPrefix(digits);

        // People also write the country's code without a plus sign: taken so when the digits do not fit as they are.
        if (!plan.FitsNational(national) && digits.StartsWith(plan.CallingCode, StringComparison.Ordinal))
        {
            string rest = plan.StripNationalPrefix(digits[plan.CallingCode.Length..]);
            if (plan.FitsNational(rest))
            {
                national = rest;
            }
        }

        return Judge(Plans.Value.OfNumber(plan.CallingCode + national), national);
    }

    /// <summary>The first plan of the family that owns the number decides; the leading one says what is wrong when none does.</summary>
    private static PhoneNumberResult Judge(IReadOnlyList<NumberingPlan> plans, string national)
    {
        NumberingPlan first = plans[0];
        if (Emergency.Contains(national))
        {
            return PhoneNumberResult.Bad(PhoneNumberProblem.Emergency, first.Country);
        }

        NumberingPlan owner = plans.FirstOrDefault(p => p.Owns(national)) ?? first;
        string e164 = "+" + owner.CallingCode + national;
        if (e164.Length - 1 > LongestE164)
        {
            return PhoneNumberResult.Bad(PhoneNumberProblem.TooLong, owner.Country);
        }

        if (owner.TypeOf(national) is { } type)
        {
            return type == PhoneNumberType.PremiumRate
                ? PhoneNumberResult.Bad(PhoneNumberProblem.Premium, owner.Country)
                : PhoneNumberResult.Good(e164, owner.Country, type, valid: true);
        }

        if (IsFiction(owner, national))
        {
            return PhoneNumberResult.Good(e164, owner.Country, PhoneNumberType.FixedLineOrMobile, valid: false);
        }

        return PhoneNumberResult.Bad(Problem(owner, national), owner.Country);
    }

    /// <summary>North American 555-0100 to 555-0199: set aside for examples in every area code.</summary>
    private static bool IsFiction(NumberingPlan plan, string national)
        => plan.CallingCode is "1" && national.Length == 10 && national[0] is >= '2' and <= '9' && national.AsSpan(3, 5) is "55501";

    private static PhoneNumberProblem Problem(NumberingPlan plan, string national)
    {
        if (plan.HasLength(national.Length))
        {
            return PhoneNumberProblem.Invalid;
        }

        if (national.Length > plan.LongestLength)
        {
            return PhoneNumberProblem.TooLong;
        }

        if (national.Length >= plan.ShortestLength)
        {
            return PhoneNumberProblem.Invalid;
        }

        return national.Length <= 6 ? PhoneNumberProblem.ShortNumber : PhoneNumberProblem.TooShort;
    }
}
