using System.CommandLine;
using CallCenter.Composition;
using CallCenter.Data;
using CallCenter.Data.Migrations;
using CallCenter.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Verbs;

/// <summary><c>doctor</c>: each setting with its source, and what would keep the server from starting.</summary>
internal static class DoctorVerb
{
    public static Command Create()
    {
        Command command = new("doctor", "Show every setting with its source, and what would keep the server from starting. Example: callcenter doctor");
        SettingOptions options = SettingOptions.All(command);
        command.SetAction(async (result, ct) =>
        {
            SettingsReader reader = options.Reader(result);
            ServerSettings? settings = reader.Read();
            foreach (SettingKey key in SettingKeys.All)
            {
                (string? value, string source) = reader.Explain(key);
                Console.WriteLine($"{key.Environment} = {value ?? "-"} ({source})");
            }

            List<string> problems = [.. reader.Problems];
            if (settings is not null)
            {
                bool served = Directory.Exists(settings.DataFolder) && IsServed(settings.DataFolder);
                Console.WriteLine($"server: {(served ? "running on this data folder" : "not running on this data folder")}");
                IReadOnlyList<string> checks = StartChecks.Run(settings);
                problems.AddRange(served ? checks.Where(c => !c.Contains("in use", StringComparison.Ordinal)) : checks);
                problems.AddRange(await DatabaseAsync(settings, ct));
            }

            foreach (string problem in problems)
            {
                Console.WriteLine($"problem: {problem}");
            }

            Console.WriteLine(problems.Count == 0 ? "doctor: all well" : $"doctor: {problems.Count} to put right");
            return problems.Count == 0 ? CommandLine.Ok : CommandLine.Failed;
        });
        return command;
    }

    private static bool IsServed(string folder)
    {
        if (!Directory.Exists(Path.Combine(folder, "locks")))
        {
            return false;
        }

        using FolderLock? both = FolderLock.TryTake(folder, dialer: true, web: true);
        return both is null;
    }

    private static async Task<IReadOnlyList<string>> DatabaseAsync(ServerSettings settings, CancellationToken ct)
    {
        if (settings.DatabaseProvider is "sqlite" && !File.Exists(DataParts.DatabaseFile(settings.DataFolder)))
        {
            Console.WriteLine("database: none yet, the first start makes it");
            return [];
        }

        await using ServiceProvider services = Records.Open(settings);
        try
        {
            Database database = services.GetRequiredService<Database>();
            MigrationReport report = await database.MigrateAsync(ct);
            Console.WriteLine($"database: version {report.Version:0000}");
            return [.. (await database.IntegrityProblemsAsync(ct)).Select(p => $"database: {p}")];
        }
        catch (Exception e) when (e is DatabaseUnavailableException or MigrationException or NotSupportedException or System.Data.Common.DbException)
        {
            return [$"database: {e.Message}"];
        }
    }
}
