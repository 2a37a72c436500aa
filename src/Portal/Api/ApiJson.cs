using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Portal.Api;

/// <summary>JSON as the API speaks it: camelCase, enum values as words, ids as strings, times ISO 8601 UTC.</summary>
public static class ApiJson
{
    /// <summary>Deepest nesting read (H-W13).</summary>
    public const int MaxDepth = 64;

    /// <summary>For what is not read or written by an endpoint.</summary>
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Sets the conventions. What a record needs and a request lacks is refused by name, never filled with null.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.MaxDepth = MaxDepth;
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new UtcConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    /// <summary>Reads any offset (a time without one is refused), writes UTC with milliseconds.</summary>
    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            return text is { Length: >= 11 }
                && (text.EndsWith('Z') || text.AsSpan(10).IndexOfAny('+', '-') >= 0)
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset value)
                ? value
                : throw new JsonException("A time is written as ISO 8601 with its offset, for example 2026-01-31T09:30:00Z.");
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
            => writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
