using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Domain.Rules;

/// <summary>The rule sets that ship with the program.</summary>
public static class RuleSets
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly Lazy<IReadOnlyDictionary<string, RuleSet>> Shipped = new(Load);

    /// <summary>Names, in the order of the data file.</summary>
    public static IEnumerable<string> Names => Shipped.Value.Keys;

    /// <summary>The rule set of that name, or null.</summary>
    public static RuleSet? Find(string name) => Shipped.Value.GetValueOrDefault(name);

    private static Dictionary<string, RuleSet> Load()
    {
        using Stream data = typeof(RuleSets).Assembly.GetManifestResourceStream("CallCenter.Domain.Rules.data.rulesets.json")
            ?? throw new InvalidOperationException("The calling rules are missing from the program.");
        RuleSet[] sets = JsonSerializer.Deserialize<RuleSet[]>(data, Json)
            ?? throw new InvalidOperationException("The calling rules are empty.");
        return sets.ToDictionary(s => s.Name, StringComparer.Ordinal);
    }
}
