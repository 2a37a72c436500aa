using System.Reflection;
using CallCenter.Data;
using CallCenter.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Composition;

/// <summary>The records: one database, and every store that works on it.</summary>
internal static class DataParts
{
    /// <summary>The SQLite file in a data folder.</summary>
    public static string DatabaseFile(string dataFolder) => Path.Combine(dataFolder, "callcenter.db");

    /// <summary>
    /// Registers clock, database, the box for secrets and all stores: a store is a public class of Data whose constructor asks for nothing
    /// but the database and the box.
    /// </summary>
    public static IServiceCollection AddData(this IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new Database(settings.DatabaseProvider is "sqlserver"
            ? DatabaseOptions.ForSqlServer(settings.ConnectionString!)
            : DatabaseOptions.ForSqlite(DatabaseFile(settings.DataFolder))));
        services.AddSingleton(_ => SecretBox.FromFile(Path.Combine(settings.DataFolder, "secrets.key")));
        foreach (Type store in typeof(Database).Assembly.GetExportedTypes().Where(IsStore))
        {
            services.AddSingleton(store);
        }

        return services;
    }

    private static bool IsStore(Type type)
    {
        ConstructorInfo[] constructors = type.GetConstructors();
        return type is { IsClass: true, IsSealed: true, IsAbstract: false }
            && constructors.Length == 1
            && constructors[0].GetParameters() is { Length: 1 or 2 } parameters
            && parameters[0].ParameterType == typeof(Database)
            && parameters.Skip(1).All(p => p.ParameterType == typeof(SecretBox));
    }
}
