using System.CommandLine;
using CallCenter.Composition;
using CallCenter.Contracts;
using CallCenter.Contracts.Link;
using CallCenter.Data;
using CallCenter.Data.Migrations;
using CallCenter.Portal;
using CallCenter.Settings;
using CallCenter.Supervisor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CallCenter.Verbs;

/// <summary>Verbs that work on the records without a server: the database is opened, brought up to date, and closed again.</summary>
internal static class Records
{
    /// <summary>Makes the verb's action: reads settings, migrates, runs <paramref name="work"/>.</summary>
    /// <param name="existing">The verb makes no sense without a database: a mistyped folder is refused, and nothing is made there.</param>
    public static void SetRecordsAction(
        this Command command,
        SettingOptions options,
        Func<ParseResult, IServiceProvider, ServerSettings, CancellationToken, Task<int>> work,
        bool existing = false)
        => command.SetAction(async (result, ct) =>
        {
            SettingsReader reader = options.Reader(result);
            List<string> problems = [];
            ServerSettings? settings = reader.Read();
            if (existing && settings is { DatabaseProvider: "sqlite" } && !File.Exists(DataParts.DatabaseFile(settings.DataFolder)))
            {
                await Console.Error.WriteLineAsync($"There is no database in '{settings.DataFolder}'. {SettingKeys.Data.Name} names the data folder.");
                return CommandLine.Failed;
            }

            if (settings is not null)
            {
                StartChecks.Folder(settings.DataFolder, problems);
            }

            problems.AddRange(reader.Problems);
            if (settings is null || problems.Count > 0)
            {
                return await SettingOptions.TellAsync(problems);
            }

            await using ServiceProvider services = Open(settings);
            try
            {
                await services.GetRequiredService<Database>().MigrateAsync(ct);
                return await work(result, services, settings, ct);
            }
            catch (Exception e) when (e is DatabaseUnavailableException or MigrationException or InvalidDataException or IOException)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return CommandLine.Failed;
            }
        });

    /// <summary>The stores without a web server.</summary>
    public static ServiceProvider Open(ServerSettings settings) => new ServiceCollection()
        .AddSingleton(settings)
        .AddLogging(logging => logging.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
        .AddData(settings)
        .AddIdentity()
        .AddSingleton<IDialerLink>(s => new RemoteDialerLink(settings.DataFolder, s.GetRequiredService<TimeProvider>()))
        .AddListImport(new SupervisorOptions(settings.DataFolder))
        .BuildServiceProvider();
}
