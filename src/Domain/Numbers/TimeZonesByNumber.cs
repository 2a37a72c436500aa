using System.Collections.Frozen;
using System.Text.Json;

namespace CallCenter.Domain.Numbers;

/// <summary>
/// The time zones in which a number may lie, from its longest known prefix. A number is called only while the window is open in all of
/// them. The data is loaded on first use (33 KB).
/// </summary>
public static class TimeZonesByNumber
{
    private static readonly Lazy<FrozenDictionary<string, string[]>> Prefixes = new(Load);
    private static readonly Lazy<int> Longest = new(() => Prefixes.Value.Keys.Max(p => p.Length));

    /// <summary>
    /// IANA names; empty when unknown. A match on the bare code of a country with several zones is unknown: then the customer's own zone,
    /// or the list's, must say it.
    /// </summary>
    /// <param name="e164">With plus sign.</param>
    public static IReadOnlyList<string> Find(string e164)
    {
        ArgumentNullException.ThrowIfNull(e164);
        if (e164.Length < 2 || e164[0] != '+')
        {
            return [];
        }

        ReadOnlySpan<char> digits = e164.AsSpan(1);
        FrozenDictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> prefixes = Prefixes.Value.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int length = Math.Min(digits.Length, Longest.Value); length > 0; length--)
        {
            if (prefixes.TryGetValue(digits[..length], out string[]? zones))
            {
                return zones.Length > 1 && length <= CallingCodeLength(digits) ? [] : zones;
            }
        }

        return [];
    }

    /// <summary>ITU E.164: one digit for 1 and 7, two for those that are assigned whole, else three.</summary>
    private static int CallingCodeLength(ReadOnlySpan<char> digits)
    {
        if (digits[0] is '1' or '7')
        {
            return 1;
        }

        bool two = digits.Length > 1 && (digits[0], digits[1]) switch
        {
            ('2', '0' or '7') => true,
            ('3', '0' or '1' or '2' or '3' or '4' or '6' or '9') => true,
            ('4', not '2') => true,
            ('5', >= '1' and <= '8') => true,
            ('6', <= '6') => true,
            ('8', '1' or '2' or '4' or '6') => true,
            ('9', <= '5' or '8') => true,
            _ => false,
        };
        return two ? 2 : 3;
    }

    private static FrozenDictionary<string, string[]> Load()
    {
        using Stream stream = typeof(TimeZonesByNumber).Assembly.GetManifestResourceStream("numbers/time-zones.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        Dictionary<string, string[]> prefixes = new(StringComparer.Ordinal);
        foreach (JsonProperty zones in document.RootElement.EnumerateObject())
        {
            string[] names = zones.Name.Split(' ');
            foreach (string prefix in zones.Value.GetString()!.Split(' '))
            {
                prefixes[prefix] = names;
            }
        }

        return prefixes.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
