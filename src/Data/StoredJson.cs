using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Data;

/// <summary>JSON in columns: names and enum values in camelCase, as in the API.</summary>
internal static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
