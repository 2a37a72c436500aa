using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CallCenter.Domain;

namespace CallCenter.TypeScriptTwins;

/// <summary>
/// Writes records as TypeScript, spelled as the API's JSON spells them: ids and times are strings, enum values words, families of records
/// unions told apart by their discriminator. What the server sends always carries every member; what a browser sends may leave out what
/// has a default.
/// </summary>
internal sealed class TwinWriter
{
    private const string Head = """
        // Written by tools/TypeScriptTwins from the C# records; a test fails when it is stale. Do not edit:
        //   dotnet run --project tools/TypeScriptTwins

        declare const kind: unique symbol;

        /** A string that names one kind of thing, so that a lead's id cannot be handed over as a customer's. */
        export type Id<Kind extends string> = string & { readonly [kind]: Kind };

        /** ISO 8601, UTC. */
        export type Time = string;


        """;

    private readonly RecordDocs _docs = new();
    private readonly NullabilityInfoContext _nullability = new();
    private readonly SortedDictionary<string, string> _written = new(StringComparer.Ordinal);
    private readonly HashSet<Type> _seen = [];

    /// <summary>Adds a record and all it refers to.</summary>
    public void Add(Type type, bool fromBrowser)
    {
        if (!_seen.Add(type))
        {
            return;
        }

        string name = NameOf(type);
        _written[name] = ""; // its place, so that a record may refer to itself
        _written[name] = type.GetCustomAttribute<JsonPolymorphicAttribute>() is { } family
            ? Union(type, family, fromBrowser)
            : Record(type, null, fromBrowser);
    }

    /// <inheritdoc />
    public override string ToString() => Head + string.Join("\n", _written.Values);

    private static string NameOf(Type type) => type.IsGenericType ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] : type.Name;

    private static string Quoted(string word) => $"'{word}'";

    private static void Doc(StringBuilder text, string indent, string? doc)
    {
        if (doc is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}/** {doc} */\n");
        }
    }

    private string Union(Type type, JsonPolymorphicAttribute family, bool fromBrowser)
    {
        List<string> members = [];
        foreach (JsonDerivedTypeAttribute member in type.GetCustomAttributes<JsonDerivedTypeAttribute>())
        {
            _seen.Add(member.DerivedType);
            members.Add(member.DerivedType.Name);
            _written[member.DerivedType.Name] = Record(
                member.DerivedType, $"  readonly {family.TypeDiscriminatorPropertyName}: {Quoted((string)member.TypeDiscriminator!)};\n", fromBrowser);
        }

        StringBuilder text = new();
        Doc(text, "", _docs.Of(type));
        return text.Append(CultureInfo.InvariantCulture, $"export type {type.Name} =\n  | {string.Join("\n  | ", members)};\n").ToString();
    }

    private string Record(Type type, string? discriminator, bool fromBrowser)
    {
        StringBuilder text = new();
        Doc(text, "", _docs.Of(type));
        string arguments = type.IsGenericTypeDefinition ? $"<{string.Join(", ", type.GetGenericArguments().Select(a => a.Name))}>" : "";
        text.Append(CultureInfo.InvariantCulture, $"export interface {NameOf(type)}{arguments} {{\n").Append(discriminator);
        ParameterInfo[] given = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters();
        IEnumerable<PropertyInfo> properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition is not JsonIgnoreCondition.Always)
            .OrderBy(p => p.DeclaringType == type);
        foreach (PropertyInfo property in properties)
        {
            Doc(text, "  ", _docs.Of(type, property));
            bool mayMiss = fromBrowser
                ? given.FirstOrDefault(p => string.Equals(p.Name, property.Name, StringComparison.Ordinal)) is { HasDefaultValue: true }
                : property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition is JsonIgnoreCondition.WhenWritingNull;
            string name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            string value = Value(property.PropertyType, fromBrowser) + (MayBeNull(property) ? " | null" : "");
            text.Append(CultureInfo.InvariantCulture, $"  readonly {name}{(mayMiss ? "?" : "")}: {value};\n");
        }

        return text.Append("}\n").ToString();
    }

    private bool MayBeNull(PropertyInfo property)
        => Nullable.GetUnderlyingType(property.PropertyType) is not null
            || (!property.PropertyType.IsValueType && !property.PropertyType.IsGenericParameter && _nullability.Create(property).ReadState == NullabilityState.Nullable);

    private string Value(Type type, bool fromBrowser)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type == typeof(Guid) || type == typeof(char))
        {
            return "string";
        }

        if (type == typeof(bool))
        {
            return "boolean";
        }

        if (type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal))
        {
            return "number";
        }

        if (type == typeof(DateTimeOffset))
        {
            return "Time";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        return type.IsEnum || IsId(type) ? Named(type) : Composed(type, fromBrowser);
    }

    private string Composed(Type type, bool fromBrowser)
    {
        if (type.IsArray)
        {
            return $"readonly {Value(type.GetElementType()!, fromBrowser)}[]";
        }

        if (type.IsGenericType && type.GetGenericArguments() is [Type item] && type.IsAssignableTo(typeof(IEnumerable<>).MakeGenericType(item)))
        {
            string each = Value(item, fromBrowser);
            return each.Contains(' ', StringComparison.Ordinal) ? $"readonly ({each})[]" : $"readonly {each}[]";
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            return $"Readonly<Record<string, {Value(type.GetGenericArguments()[1], fromBrowser)}>>";
        }

        if (type.Assembly.GetName().Name?.StartsWith("CallCenter.", StringComparison.Ordinal) != true)
        {
            throw new NotSupportedException($"{type} has no twin.");
        }

        Add(type, fromBrowser);
        return NameOf(type);
    }

    private static bool IsId(Type type)
        => type.GetInterfaces().Any(i => i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IKey<>) || i.GetGenericTypeDefinition() == typeof(IPublicId<>)));

    private string Named(Type type)
    {
        if (_seen.Add(type))
        {
            StringBuilder text = new();
            Doc(text, "", _docs.Of(type));
            _written[type.Name] = text.Append(CultureInfo.InvariantCulture, $"export type {type.Name} = {Words(type)};\n").ToString();
        }

        return type.Name;
    }

    private static string Words(Type type)
        => type.IsEnum
            ? string.Join(" | ", Enum.GetNames(type).Select(n => Quoted(JsonNamingPolicy.CamelCase.ConvertName(n))))
            : $"Id<{Quoted(type.Name)}>";
}
