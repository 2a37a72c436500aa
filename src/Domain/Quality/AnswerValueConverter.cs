using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Domain.Quality;

/// <summary>Writes an answer as a number; reads also true, false, "yes" and "no", as programs like to write them.</summary>
public sealed class AnswerValueConverter : JsonConverter<int?>
{
    /// <inheritdoc />
    public override bool HandleNull => true;

    /// <inheritdoc />
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => 1,
        JsonTokenType.False => 0,
        JsonTokenType.Number when reader.TryGetInt32(out int value) => value,
        JsonTokenType.String when reader.ValueTextEquals("yes"u8) => 1,
        JsonTokenType.String when reader.ValueTextEquals("no"u8) => 0,
        _ => throw new JsonException("An answer is yes (1), no (0) or a whole number from 1 to 7."),
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
