using System.CommandLine;
using CallCenter.Composition;
using CallCenter.Data;
using CallCenter.Data.Migrations;
using CallCenter.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Verbs;

/// <summary><c>migrate</c>, <c>backup FILE</c>, <c>restore FILE</c>.</summary>
internal static class DatabaseVerbs
{
    public static Command Migrate()
    {
        Command command = new("migrate", "Bring the database up to this program's version. Example: callcenter migrate --data ./data");
        SettingOptions options = SettingOptions.DataOnly(command);
        command.SetRecordsAction(options, async (_, services, _, ct) =>
        {
            MigrationReport report = await services.GetRequiredService<Database>().MigrateAsync(ct);
            Console.WriteLine($"database: version {report.Version:0000}");
            return CommandLine.Ok;
        });
        return command;
    }

    public static Command Backup()
    {
        Argument<string> file = new("FILE") { Description = "a new file" };
        Command command = new("backup", "Copy the database into a new file, also while serving. Example: callcenter backup /backup/callcenter-monday.db") { file };
        SettingOptions options = SettingOptions.DataOnly(command);
        command.SetRecordsAction(options, async (result, services, settings, ct) =>
        {
            string target = Path.GetFullPath(result.GetRequiredValue(file));
            if (settings.DatabaseProvider is "sqlserver")
            {
                await Console.Error.WriteLineAsync("SQL Server is backed up by its own means.");
                return CommandLine.Failed;
            }

            if (File.Exists(target))
            {
                await Console.Error.WriteLineAsync($"'{target}' exists already: a backup never overwrites one.");
                return CommandLine.Failed;
            }

            await services.GetRequiredService<Database>().BackupAsync(target, ct);
            Console.WriteLine($"backup: {target}");
            await Console.Error.WriteLineAsync("Keep recordings/, keys/ and secrets.key of the data folder with it: they are files of their own.");
            return CommandLine.Ok;
        }, existing: true);
        return command;
    }

    public static Command Restore()
    {
        Argument<string> file = new("FILE") { Description = "made by backup" };
        Command command = new("restore", "Put a backup in the database's place; the old one is kept beside it. Example: callcenter restore /backup/callcenter-monday.db") { file };
        SettingOptions options = SettingOptions.DataOnly(command);
        command.SetAction(async (result, ct) =>
        {
            SettingsReader reader = options.Reader(result);
            if (reader.Read() is not { } settings)
            {
                return await SettingOptions.TellAsync(reader.Problems);
            }

            List<string> problems = [];
            StartChecks.Folder(settings.DataFolder, problems);
            return problems.Count > 0
                ? await SettingOptions.TellAsync(problems)
                : await RestoreAsync(settings, Path.GetFullPath(result.GetRequiredValue(file)), ct);
        });
        return command;
    }

    private static async Task<int> RestoreAsync(ServerSettings settings, string source, CancellationToken ct)
    {
        using FolderLock? folder = FolderLock.TryTake(settings.DataFolder, dialer: true, web: true);
        string? refusal = settings.DatabaseProvider is "sqlserver" ? "SQL Server is restored by its own means."
            : folder is null ? $"A server uses '{settings.DataFolder}': stop it first."
            : File.Exists(source) ? null
            : $"There is no file '{source}'.";
        if (refusal is not null)
        {
            await Console.Error.WriteLineAsync(refusal);
            return CommandLine.Failed;
        }

        string target = DataParts.DatabaseFile(settings.DataFolder);
        string fresh = target + ".restoring";
        File.Delete(fresh);
        try
        {
            // Opened under its new name, so that the backup itself is never touched: neither migrated nor given a journal.
            await CopyAsync(source, fresh, ct);
            await using (Database database = new(DatabaseOptions.ForSqlite(fresh)))
            {
                IReadOnlyList<string> faults = await database.IntegrityProblemsAsync(ct);
                if (faults.Count > 0)
                {
                    await Console.Error.WriteLineAsync($"'{source}' is not sound: {faults[0]}");
                    return CommandLine.Failed;
                }

                await database.MigrateAsync(ct);
            }

            if (File.Exists(target))
            {
                string kept = $"{target}.before-restore-{TimeProvider.System.GetUtcNow():yyyyMMddTHHmmss}";
                await FoldJournalAsync(target, ct);
                File.Move(target, kept);
                Console.WriteLine($"kept: {kept}");
            }

            File.Delete(target + "-wal");
            File.Delete(target + "-shm");
            File.Move(fresh, target);
            Console.WriteLine($"restored: {target}");
            return CommandLine.Ok;
        }
        catch (Exception e) when (e is DatabaseUnavailableException or MigrationException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Nothing was restored: {e.Message}");
            return CommandLine.Failed;
        }
        finally
        {
            File.Delete(fresh);
            File.Delete(fresh + "-wal");
            File.Delete(fresh + "-shm");
        }
    }

    // The last connection to close puts what is still in the journal into the file.
    private static async Task FoldJournalAsync(string path, CancellationToken ct)
    {
        if (!File.Exists(path + "-wal"))
        {
            return;
        }

        try
        {
            await using Database database = new(DatabaseOptions.ForSqlite(path));
            await database.WriteAsync(_ => Task.CompletedTask, ct);
        }
        catch (DatabaseUnavailableException)
        {
            // A broken database is why people restore: it is kept as it is, with its journal.
            File.Move(path + "-wal", path + ".broken-wal", overwrite: true);
        }
    }

    private static async Task CopyAsync(string source, string target, CancellationToken ct)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using FileStream from = File.OpenRead(source);
        await using FileStream to = new(target, options);
        await from.CopyToAsync(to, ct);
        to.Flush(flushToDisk: true);
    }
}
