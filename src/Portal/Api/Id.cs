using System.Globalization;
using CallCenter.Domain;

namespace CallCenter.Portal.Api;

/// <summary>A database key in an address or query: <c>(Id&lt;ListId&gt; id) => ...</c> with route <c>"{id}"</c>. Anything else is a 400.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
public readonly record struct Id<TKey>(TKey Value)
    where TKey : struct, IKey<TKey>
{
    /// <summary>The key itself.</summary>
    public static implicit operator TKey(Id<TKey> id) => id.Value;

    /// <summary>The key itself.</summary>
    public TKey ToKey() => Value;

    /// <summary>Reads a positive decimal number.</summary>
#pragma warning disable CA1000 // minimal API binding looks for this name on the type itself
    public static bool TryParse(string? text, out Id<TKey> id)
    {
        bool ok = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value > 0;
        id = ok ? new Id<TKey>(TKey.From(value)) : default;
        return ok;
    }
#pragma warning restore CA1000

    /// <inheritdoc />
    public override string ToString() => Value.ToString()!;
}
