using System.Collections.Concurrent;
using System.Text.Json;

namespace CallCenter.Domain.Numbers;

/// <summary>
/// One country's numbering plan, read from an array of the metadata file: 0 calling code, 1 international prefix, 2 national pattern,
/// 3 possible lengths, 5 national prefix, 7 national prefix for parsing, 8 its replacement, 10 leading digits, 11 types. Patterns are
/// built on first use.
/// </summary>
internal sealed class NumberingPlan
{
    // The order of the file; the first two are handled apart.
    private static readonly PhoneNumberType[] FileOrder =
    [
        PhoneNumberType.FixedLine, PhoneNumberType.Mobile, PhoneNumberType.TollFree, PhoneNumberType.PremiumRate, PhoneNumberType.PersonalNumber,
        PhoneNumberType.Voicemail, PhoneNumberType.Uan, PhoneNumberType.Pager, PhoneNumberType.Voip, PhoneNumberType.SharedCost,
    ];

    // As the plans are meant to be asked: a number may fit several patterns.
    private static readonly PhoneNumberType[] AskOrder =
    [
        PhoneNumberType.Mobile, PhoneNumberType.PremiumRate, PhoneNumberType.TollFree, PhoneNumberType.SharedCost, PhoneNumberType.Voip,
        PhoneNumberType.PersonalNumber, PhoneNumberType.Pager, PhoneNumberType.Uan, PhoneNumberType.Voicemail,
    ];

    private readonly JsonElement _data;
    private readonly HashSet<int> _lengths;
    private readonly Lazy<DigitPattern> _national;
    private readonly Lazy<DigitPattern?> _international;
    private readonly Lazy<DigitPattern?> _prefix;
    private readonly Lazy<DigitPattern?> _leading;
    private readonly ConcurrentDictionary<PhoneNumberType, DigitPattern?> _types = new();

    public NumberingPlan(string? country, JsonElement data)
    {
        Country = country;
        _data = data;
        CallingCode = data[0].GetString()!;
        _lengths = [.. data[3].EnumerateArray().Select(l => l.GetInt32())];
        _national = new(() => DigitPattern.Parse(data[2].GetString()!));
        _international = new(() => Pattern(Text(1)));
        _prefix = new(() => Pattern(Text(7) ?? Text(5)));
        _leading = new(() => Pattern(Text(10)));
    }

    /// <summary>ISO 3166 code; null for a code of no country.</summary>
    public string? Country { get; }

    public string CallingCode { get; }

    public int ShortestLength => _lengths.Min();

    public int LongestLength => _lengths.Max();

    public bool HasLength(int digits) => _lengths.Contains(digits);

    /// <summary>Whether the digits begin with the way out of this country ("00", "011"), and where the foreign number begins then.</summary>
    public bool TryInternationalPrefix(string digits, out int length)
    {
        length = Math.Max(0, _international.Value?.MatchStart(digits, out _) ?? 0);

        // No country's code begins with 0.
        return length > 0 && length < digits.Length && digits[length] != '0';
    }

    public bool FitsNational(string national) => _national.Value.IsMatch(national);

    /// <summary>Whether this country, of those that share its calling code, owns the number.</summary>
    public bool Owns(string national)
        => _leading.Value is { } leading ? leading.MatchStart(national, out _) >= 0 : TypeOf(national) is not null;

    /// <summary>The number without the national prefix ("0", "1", a carrier's code), or as it was when it does not have one.</summary>
    public string StripNationalPrefix(string number)
    {
        if (_prefix.Value is not { } prefix || prefix.MatchStart(number, out Range[] groups) is not (> 0 and int length))
        {
            return number;
        }

        // A plan may put digits in place of what it takes away: "$1" stands for what its groups caught.
        bool captured = groups.Length > 0 && number[groups[^1]].Length > 0;
        string stripped = number[length..];
        if (captured && Text(8) is { } replacement)
        {
            for (int i = 0; i < groups.Length; i++)
            {
                replacement = replacement.Replace($"${i + 1}", number[groups[i]], StringComparison.Ordinal);
            }

            stripped = replacement + stripped;
        }

        bool lost = FitsNational(number) && !FitsNational(stripped);
        return lost || stripped.Length < ShortestLength ? number : stripped;
    }

    /// <summary>Null when no type of the plan has the number: it is not valid.</summary>
    public PhoneNumberType? TypeOf(string national)
    {
        if (!FitsNational(national))
        {
            return null;
        }

        JsonElement types = Types();
        if (types.ValueKind != JsonValueKind.Array)
        {
            return PhoneNumberType.Unknown;
        }

        if (Fits(PhoneNumberType.FixedLine, national))
        {
            bool same = PatternText(PhoneNumberType.Mobile) is null || Fits(PhoneNumberType.Mobile, national);
            return same ? PhoneNumberType.FixedLineOrMobile : PhoneNumberType.FixedLine;
        }

        foreach (PhoneNumberType type in AskOrder)
        {
            if (Fits(type, national))
            {
                return type;
            }
        }

        return null;
    }

    private static DigitPattern? Pattern(string? pattern) => pattern is null ? null : DigitPattern.Parse(pattern);

    private JsonElement Types() => _data.GetArrayLength() > 11 ? _data[11] : default;

    private bool Fits(PhoneNumberType type, string national)
    {
        DigitPattern? pattern = _types.GetOrAdd(type, t => Pattern(PatternText(t)));
        if (pattern is null)
        {
            return false;
        }

        JsonElement entry = Types()[Array.IndexOf(FileOrder, type)];
        if (entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() > 1 && entry[1].ValueKind == JsonValueKind.Array
            && !entry[1].EnumerateArray().Any(l => l.GetInt32() == national.Length))
        {
            return false;
        }

        return pattern.IsMatch(national);
    }

    private string? PatternText(PhoneNumberType type)
    {
        JsonElement types = Types();
        int index = Array.IndexOf(FileOrder, type);
        if (index >= types.GetArrayLength() || types[index].ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        return types[index][0].GetString() is { Length: > 0 } text ? text : null;
    }

    private string? Text(int index)
        => index < _data.GetArrayLength() && _data[index].ValueKind == JsonValueKind.String && _data[index].GetString() is { Length: > 0 } text ? text : null;
}
