using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallCenter.Domain;

/// <summary>A key that leaves the building: a UUIDv7 made before anything is stored.</summary>
/// <typeparam name="TSelf">The id's own type.</typeparam>
public interface IPublicId<TSelf>
    where TSelf : struct, IPublicId<TSelf>
{
    /// <summary>The UUID.</summary>
    Guid Value { get; }

    /// <summary>Wraps a stored value.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Writes a public id in the usual form with hyphens.</summary>
/// <typeparam name="T">The id's type.</typeparam>
public sealed class PublicIdJsonConverter<T> : JsonConverter<T>
    where T : struct, IPublicId<T>
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => T.From(reader.GetGuid());

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.Value);
}

/// <summary>One contact, whoever started it, from its first INVITE until its record.</summary>
[JsonConverter(typeof(PublicIdJsonConverter<CallId>))]
public readonly record struct CallId(Guid Value) : IPublicId<CallId>
{
    /// <inheritdoc />
    public static CallId From(Guid value) => new(value);

    /// <summary>A new id, ordered by <paramref name="now"/>.</summary>
    public static CallId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One recording of one call.</summary>
[JsonConverter(typeof(PublicIdJsonConverter<RecordingId>))]
public readonly record struct RecordingId(Guid Value) : IPublicId<RecordingId>
{
    /// <inheritdoc />
    public static RecordingId From(Guid value) => new(value);

    /// <summary>A new id, ordered by <paramref name="now"/>.</summary>
    public static RecordingId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One stay of a supervisor beside an agent.</summary>
[JsonConverter(typeof(PublicIdJsonConverter<MonitoringId>))]
public readonly record struct MonitoringId(Guid Value) : IPublicId<MonitoringId>
{
    /// <inheritdoc />
    public static MonitoringId From(Guid value) => new(value);

    /// <summary>A new id, ordered by <paramref name="now"/>.</summary>
    public static MonitoringId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}

/// <summary>One coach's judgement of one call.</summary>
[JsonConverter(typeof(PublicIdJsonConverter<ScoreId>))]
public readonly record struct ScoreId(Guid Value) : IPublicId<ScoreId>
{
    /// <inheritdoc />
    public static ScoreId From(Guid value) => new(value);

    /// <summary>A new id, ordered by <paramref name="now"/>.</summary>
    public static ScoreId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}
