using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Data.Quality;

/// <summary>How questions, answers and marks are stored; texts stay readable in the column.</summary>
internal static class QualityJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(IReadOnlyList<T> items) => JsonSerializer.Serialize(items, Options);

    public static string WriteOne<T>(T item) => JsonSerializer.Serialize(item, Options);

    public static IReadOnlyList<T> Read<T>(string json) => JsonSerializer.Deserialize<T[]>(json, Options) ?? [];
}
