using System.Data;
using System.Globalization;
using System.Text.Json;
using CallCenter.Domain;
using CallCenter.Domain.Rules;
using Dapper;

namespace CallCenter.Data;

/// <summary>How column values become our types; the way back is <see cref="ParameterBinder"/>.</summary>
internal static class DapperSetup
{
    private static readonly Lock Gate = new();
    private static bool _done;

    /// <summary>Registers everything once per process.</summary>
    public static void Ensure()
    {
        lock (Gate)
        {
            if (_done)
            {
                return;
            }

            DefaultTypeMap.MatchNamesWithUnderscores = true;
            foreach (Type type in new[] { typeof(Guid), typeof(Guid?), typeof(DateTimeOffset), typeof(DateTimeOffset?), typeof(TimeSpan), typeof(TimeSpan?) })
            {
                SqlMapper.RemoveTypeMap(type);
            }

            SqlMapper.AddTypeHandler(new UuidHandler());
            SqlMapper.AddTypeHandler(new InstantHandler());
            SqlMapper.AddTypeHandler(new DurationHandler());
            SqlMapper.AddTypeHandler(new CharHandler());
            SqlMapper.AddTypeHandler(new WordsHandler());
            SqlMapper.AddTypeHandler(new FieldsHandler());
            SqlMapper.AddTypeHandler(new JsonHandler<CampaignTimetable>());
            SqlMapper.AddTypeHandler(new JsonHandler<TrunkTest>());
            AddIds();
            _done = true;
        }
    }

    private static void AddIds()
    {
        foreach (Type type in typeof(IKey<>).Assembly.GetTypes().Where(t => t.IsValueType))
        {
            foreach (Type face in type.GetInterfaces().Where(i => i.IsGenericType))
            {
                Type open = face.GetGenericTypeDefinition();
                Type? handler = open == typeof(IKey<>) ? typeof(KeyHandler<>) : open == typeof(IPublicId<>) ? typeof(PublicIdHandler<>) : null;
                if (handler is not null)
                {
                    SqlMapper.AddTypeHandler(type, (SqlMapper.ITypeHandler)Activator.CreateInstance(handler.MakeGenericType(type))!);
                }
            }
        }
    }

    private static Guid ToGuid(object value) => value is Guid g ? g : Guid.ParseExact((string)value, "D");

    private sealed class KeyHandler<T> : SqlMapper.TypeHandler<T>
        where T : struct, IKey<T>
    {
        public override T Parse(object value) => T.From(Convert.ToInt64(value, CultureInfo.InvariantCulture));

        public override void SetValue(IDbDataParameter parameter, T value) => parameter.Value = value.Value;
    }

    private sealed class PublicIdHandler<T> : SqlMapper.TypeHandler<T>
        where T : struct, IPublicId<T>
    {
        public override T Parse(object value) => T.From(ToGuid(value));

        public override void SetValue(IDbDataParameter parameter, T value) => parameter.Value = value.Value.ToString("D");
    }

    private sealed class UuidHandler : SqlMapper.TypeHandler<Guid>
    {
        public override Guid Parse(object value) => ToGuid(value);

        public override void SetValue(IDbDataParameter parameter, Guid value) => parameter.Value = value.ToString("D");
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.ToUnixTimeMilliseconds();
    }

    private sealed class DurationHandler : SqlMapper.TypeHandler<TimeSpan>
    {
        public override TimeSpan Parse(object value) => TimeSpan.FromMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));

        public override void SetValue(IDbDataParameter parameter, TimeSpan value) => parameter.Value = (long)value.TotalMilliseconds;
    }

    private sealed class CharHandler : SqlMapper.TypeHandler<char>
    {
        public override char Parse(object value) => ((string)value)[0];

        public override void SetValue(IDbDataParameter parameter, char value) => parameter.Value = value.ToString();
    }

    /// <summary>A JSON array of strings.</summary>
    private sealed class WordsHandler : SqlMapper.TypeHandler<IReadOnlyList<string>>
    {
        public override IReadOnlyList<string> Parse(object value) => JsonSerializer.Deserialize<string[]>((string)value) ?? [];

        public override void SetValue(IDbDataParameter parameter, IReadOnlyList<string>? value) => parameter.Value = JsonSerializer.Serialize(value ?? []);
    }

    /// <summary>A flat JSON object of strings.</summary>
    private sealed class FieldsHandler : SqlMapper.TypeHandler<IReadOnlyDictionary<string, string>>
    {
        public override IReadOnlyDictionary<string, string> Parse(object value) => JsonSerializer.Deserialize<Dictionary<string, string>>((string)value) ?? [];

        public override void SetValue(IDbDataParameter parameter, IReadOnlyDictionary<string, string>? value) => parameter.Value = JsonSerializer.Serialize(value);
    }

    /// <summary>A record kept as JSON.</summary>
    private sealed class JsonHandler<T> : SqlMapper.TypeHandler<T>
        where T : class
    {
        public override T? Parse(object value) => JsonSerializer.Deserialize<T>((string)value, StoredJson.Options);

        public override void SetValue(IDbDataParameter parameter, T? value) => parameter.Value = StoredJson.Write(value);
    }
}
