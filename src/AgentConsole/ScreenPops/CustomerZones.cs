using System.Text.Json;
using CallCenter.Data.Customers;
using CallCenter.Domain.Numbers;

namespace CallCenter.AgentConsole.ScreenPops;

/// <summary>Where a customer is, by the clock.</summary>
internal static class CustomerZones
{
    /// <summary>The customer's own zone stands alone; else those that the number may lie in. IANA names, empty when nobody knows.</summary>
    public static IReadOnlyList<string> Of(Customer? customer, string number)
        => customer?.TimeZone is { } own
            ? [own]
            : customer?.Numbers.FirstOrDefault(n => string.Equals(n.Number, number, StringComparison.Ordinal)) is { TimeZones.Count: > 0 } known
                ? known.TimeZones
                : TimeZonesByNumber.Find(number);

    /// <summary>The same from a promise's row.</summary>
    /// <param name="stored">The number's zones as a JSON array; null when the number is not the customer's.</param>
    public static IReadOnlyList<string> Of(string? own, string? stored, string number)
        => own is not null
            ? [own]
            : stored is not null && JsonSerializer.Deserialize<string[]>(stored) is { Length: > 0 } known ? known : TimeZonesByNumber.Find(number);
}
