using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Domain;

/// <summary>A key made by the database: a positive 64-bit integer in tables, a decimal string in JSON and addresses.</summary>
/// <typeparam name="TSelf">The id's own type, so that a lead's key cannot be passed as a customer's.</typeparam>
public interface IKey<TSelf>
    where TSelf : struct, IKey<TSelf>
{
    /// <summary>The database's value; 0 means "not stored yet".</summary>
    long Value { get; }

    /// <summary>Wraps a value that came from the database.</summary>
    static abstract TSelf From(long value);
}

/// <summary>Writes a key as a decimal string, because JavaScript cannot hold 64-bit integers, and reads string or number.</summary>
/// <typeparam name="T">The key's type.</typeparam>
public sealed class KeyJsonConverter<T> : JsonConverter<T>
    where T : struct, IKey<T>
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number))
        {
            return T.From(number);
        }

        return reader.TokenType == JsonTokenType.String
            && long.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? T.From(value)
            : throw new JsonException("An id is a decimal number in a string.");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString());

    /// <inheritdoc />
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => T.From(long.Parse(reader.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture));

    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        => writer.WritePropertyName(value.ToString()!);
}

/// <summary>One customer's entry in one list.</summary>
[JsonConverter(typeof(KeyJsonConverter<LeadId>))]
public readonly record struct LeadId(long Value) : IKey<LeadId>
{
    /// <inheritdoc />
    public static LeadId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A person or company that owns numbers and consent.</summary>
[JsonConverter(typeof(KeyJsonConverter<CustomerId>))]
public readonly record struct CustomerId(long Value) : IKey<CustomerId>
{
    /// <inheritdoc />
    public static CustomerId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One telephone number of a customer.</summary>
[JsonConverter(typeof(KeyJsonConverter<NumberId>))]
public readonly record struct NumberId(long Value) : IKey<NumberId>
{
    /// <inheritdoc />
    public static NumberId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A named set of leads.</summary>
[JsonConverter(typeof(KeyJsonConverter<ListId>))]
public readonly record struct ListId(long Value) : IKey<ListId>
{
    /// <inheritdoc />
    public static ListId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One file's import.</summary>
[JsonConverter(typeof(KeyJsonConverter<UploadId>))]
public readonly record struct UploadId(long Value) : IKey<UploadId>
{
    /// <inheritdoc />
    public static UploadId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Lists, pacing and rules that are dialled together.</summary>
[JsonConverter(typeof(KeyJsonConverter<CampaignId>))]
public readonly record struct CampaignId(long Value) : IKey<CampaignId>
{
    /// <inheritdoc />
    public static CampaignId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Account and route to a carrier.</summary>
[JsonConverter(typeof(KeyJsonConverter<TrunkId>))]
public readonly record struct TrunkId(long Value) : IKey<TrunkId>
{
    /// <inheritdoc />
    public static TrunkId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A person who signs in, or a program acting as one.</summary>
[JsonConverter(typeof(KeyJsonConverter<UserId>))]
public readonly record struct UserId(long Value) : IKey<UserId>
{
    /// <inheritdoc />
    public static UserId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A group of users.</summary>
[JsonConverter(typeof(KeyJsonConverter<TeamId>))]
public readonly record struct TeamId(long Value) : IKey<TeamId>
{
    /// <inheritdoc />
    public static TeamId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An agent's verdict.</summary>
[JsonConverter(typeof(KeyJsonConverter<DispositionId>))]
public readonly record struct DispositionId(long Value) : IKey<DispositionId>
{
    /// <inheritdoc />
    public static DispositionId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Recorded audio that is played to someone.</summary>
[JsonConverter(typeof(KeyJsonConverter<PromptId>))]
public readonly record struct PromptId(long Value) : IKey<PromptId>
{
    /// <inheritdoc />
    public static PromptId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One INVITE to one number.</summary>
[JsonConverter(typeof(KeyJsonConverter<AttemptId>))]
public readonly record struct AttemptId(long Value) : IKey<AttemptId>
{
    /// <inheritdoc />
    public static AttemptId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A promised call.</summary>
[JsonConverter(typeof(KeyJsonConverter<CallbackId>))]
public readonly record struct CallbackId(long Value) : IKey<CallbackId>
{
    /// <inheritdoc />
    public static CallbackId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A call's quality form.</summary>
[JsonConverter(typeof(KeyJsonConverter<ScorecardId>))]
public readonly record struct ScorecardId(long Value) : IKey<ScorecardId>
{
    /// <inheritdoc />
    public static ScorecardId From(long value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
