using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Domain;

/// <summary>Enum values as camelCase words, as the API's fixed points spell them; numbers are refused.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>The camelCase word of an enum value, the same in JSON, database columns and logs.</summary>
public static class EnumWords
{
    /// <summary>"NoAnswer" becomes "noAnswer".</summary>
    public static string Word<T>(this T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Reads a word written by <see cref="Word{T}"/>.</summary>
    /// <exception cref="ArgumentException">The word names no value.</exception>
    public static T Parse<T>(string word)
        where T : struct, Enum => Enum.TryParse(word, ignoreCase: true, out T value) && Enum.IsDefined(value) && !char.IsAsciiDigit(word[0])
            ? value
            : throw new ArgumentException($"'{word}' is none of the {typeof(T).Name} words.", nameof(word));
}
