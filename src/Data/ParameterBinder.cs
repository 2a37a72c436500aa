using System.Collections;
using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Reflection;
using System.Text.Json;
using CallCenter.Domain;
using Dapper;

namespace CallCenter.Data;

/// <summary>
/// Puts the properties of an argument object into a command, each with the type that its statement declares: keys as integers, UUIDs as
/// text, times as Unix milliseconds, durations as milliseconds, enums as their words (flags as integers), lists as JSON arrays.
/// </summary>
internal sealed class ParameterBinder(SqlStatement statement, object? arguments, DatabaseProvider provider) : SqlMapper.IDynamicParameters
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> Properties = new();
    private static readonly ConcurrentDictionary<Type, Func<object, object>> Converters = new();

    void SqlMapper.IDynamicParameters.AddParameters(IDbCommand command, SqlMapper.Identity identity) => Bind((DbCommand)command);

    /// <summary>Adds all parameters, or sets their values when the command was bound before.</summary>
    public void Bind(DbCommand command)
    {
        IReadOnlyList<SqlParameterType> used = statement.ParametersOf(provider);
        if (used.Count == 0)
        {
            return;
        }

        if (arguments is null)
        {
            throw new InvalidOperationException($"Statement {statement.Name} needs arguments.");
        }

        Dictionary<string, PropertyInfo> properties = Properties.GetOrAdd(arguments.GetType(), ReadProperties);
        bool add = command.Parameters.Count == 0;
        for (int i = 0; i < used.Count; i++)
        {
            SqlParameterType type = used[i];
            if (!properties.TryGetValue(type.Name, out PropertyInfo? property))
            {
                throw new InvalidOperationException($"Statement {statement.Name} needs @{type.Name}, which {arguments.GetType().Name} does not have.");
            }

            DbParameter parameter = add ? Add(command, type) : command.Parameters[i];
            SetValue(parameter, type, Convert(property.GetValue(arguments)));
        }
    }

    private static Dictionary<string, PropertyInfo> ReadProperties(Type type)
        => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0)
            .ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);

    private DbParameter Add(DbCommand command, SqlParameterType type)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = "@" + type.Name;
        if (provider == DatabaseProvider.SqlServer)
        {
            parameter.DbType = type.DbType;
        }

        command.Parameters.Add(parameter);
        return parameter;
    }

    private void SetValue(DbParameter parameter, SqlParameterType type, object? value)
    {
        if (provider == DatabaseProvider.SqlServer && type.Size != 0)
        {
            // A value longer than the declared size must fail at the server, not be cut off silently by the client.
            int length = value switch { string s => s.Length, byte[] b => b.Length, _ => 0 };
            parameter.Size = type.Size < 0 ? -1 : Math.Max(type.Size, length);
        }

        parameter.Value = value ?? DBNull.Value;
    }

    internal static object? Convert(object? value) => value switch
    {
        null => null,
        string or long or int or double or bool or byte[] => value,
        DateTimeOffset t => t.ToUnixTimeMilliseconds(),
        TimeSpan d => (long)d.TotalMilliseconds,
        Guid g => g.ToString("D"),
        char c => c.ToString(),
        _ => Converters.GetOrAdd(value.GetType(), MakeConverter)(value),
    };

    private static Func<object, object> MakeConverter(Type type)
    {
        if (type.IsEnum)
        {
            return type.IsDefined(typeof(FlagsAttribute), inherit: false)
                ? static v => System.Convert.ToInt64(v, System.Globalization.CultureInfo.InvariantCulture)
                : static v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()!);
        }

        if (Implements(type, typeof(IKey<>)))
        {
            return Of(nameof(FromKey), type);
        }

        if (Implements(type, typeof(IPublicId<>)))
        {
            return Of(nameof(FromPublicId), type);
        }

        if (typeof(IDictionary).IsAssignableFrom(type) || Implements(type, typeof(IReadOnlyDictionary<,>)))
        {
            return static v => JsonSerializer.Serialize(v);
        }

        return typeof(IEnumerable).IsAssignableFrom(type)
            ? static v => JsonSerializer.Serialize(((IEnumerable)v).Cast<object?>().Select(Convert))
            : throw new InvalidOperationException($"A statement's argument cannot be of type {type.Name}.");
    }

    private static bool Implements(Type type, Type openInterface)
        => Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == openInterface);

    private static Func<object, object> Of(string method, Type type)
        => typeof(ParameterBinder).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).CreateDelegate<Func<object, object>>();

    private static object FromKey<T>(object value)
        where T : struct, IKey<T> => ((T)value).Value;

    private static object FromPublicId<T>(object value)
        where T : struct, IPublicId<T> => ((T)value).Value.ToString("D");
}
