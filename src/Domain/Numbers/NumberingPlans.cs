using System.Collections.Concurrent;
using System.Text.Json;

namespace CallCenter.Domain.Numbers;

/// <summary>The numbering plans of the world, from the embedded metadata; a country's plan is built when it is first asked for.</summary>
internal sealed class NumberingPlans
{
    private readonly JsonElement _countries;
    private readonly JsonElement _nonGeographic;
    private readonly Dictionary<string, string[]> _byCode = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<NumberingPlan>> _plansOfCode = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, NumberingPlan?> _plans = new(StringComparer.Ordinal);

    private NumberingPlans(JsonElement root)
    {
        _countries = root.GetProperty("countries");
        _nonGeographic = root.GetProperty("nonGeographic");
        foreach (JsonProperty code in root.GetProperty("country_calling_codes").EnumerateObject())
        {
            _byCode[code.Name] = [.. code.Value.EnumerateArray().Select(c => c.GetString()!)];
        }
    }

    public static NumberingPlans Load()
    {
        using Stream stream = typeof(NumberingPlans).Assembly.GetManifestResourceStream("numbers/phone-metadata.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return new NumberingPlans(document.RootElement.Clone());
    }

    public IEnumerable<string> Countries => _countries.EnumerateObject().Select(c => c.Name);

    /// <summary>Null when there is no such country.</summary>
    public NumberingPlan? OfCountry(string country) => _plans.GetOrAdd(
        country, c => _countries.TryGetProperty(c, out JsonElement data) ? new NumberingPlan(c, data) : null);

    /// <summary>The plans that share the calling code with which the digits begin, the leading country first; empty when there is none.</summary>
    public IReadOnlyList<NumberingPlan> OfNumber(string digits)
    {
        ConcurrentDictionary<string, IReadOnlyList<NumberingPlan>>.AlternateLookup<ReadOnlySpan<char>> known = _plansOfCode.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int length = 1; length <= 3 && length < digits.Length; length++)
        {
            if (known.TryGetValue(digits.AsSpan(0, length), out IReadOnlyList<NumberingPlan>? plans))
            {
                return plans;
            }

            string code = digits[..length];
            if (OfCode(code) is { } found)
            {
                return _plansOfCode.GetOrAdd(code, found);
            }
        }

        return [];
    }

    private NumberingPlan[]? OfCode(string code)
        => _byCode.TryGetValue(code, out string[]? countries) ? [.. countries.Select(c => OfCountry(c)!)]
            : _nonGeographic.TryGetProperty(code, out JsonElement data) ? [_plans.GetOrAdd("+" + code, _ => new NumberingPlan(null, data))!]
            : null;
}
