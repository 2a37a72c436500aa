using System.Data.Common;

namespace CallCenter.Data.Migrations;

/// <summary>
/// Runs the scripts that the database has not seen, lowest number first, each in a transaction of its own under a lock that other
/// processes respect: an interrupted migration goes on where it stopped.
/// </summary>
internal static class Migrator
{
    private static readonly SqlStatement CreateTable = Sql.Define(
        "schema.createVersionTable",
        sqlite: """
            CREATE TABLE IF NOT EXISTS schema_version (
                number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT
            """,
        sqlserver: """
            IF OBJECT_ID(N'dbo.schema_version', N'U') IS NULL
                CREATE TABLE dbo.schema_version (
                    number INT NOT NULL CONSTRAINT pk_schema_version PRIMARY KEY, name NVARCHAR(200) NOT NULL,
                    sha256 CHAR(64) NOT NULL, applied_at BIGINT NOT NULL)
            """);

    // With SQLite the immediate transaction is the lock.
    private static readonly SqlStatement TakeLock = Sql.Define(
        "schema.lock",
        sqlite: "SELECT 0",
        sqlserver: """
            DECLARE @result INT;
            EXEC @result = sp_getapplock @Resource = N'callcenter.schema', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 60000;
            SELECT @result;
            """);

    private static readonly SqlStatement ListApplied = Sql.Define(
        "schema.applied", both: "SELECT number, name, sha256 FROM schema_version ORDER BY number");

    private static readonly SqlStatement Record = Sql.Define(
        "schema.record",
        both: "INSERT INTO schema_version (number, name, sha256, applied_at) VALUES (@number, @name, @sha256, @at)",
        "@number int, @name nvarchar(200), @sha256 nvarchar(64), @at bigint");

    public static async Task<MigrationReport> RunAsync(DatabaseEngine engine, IReadOnlyList<MigrationScript> scripts, CancellationToken ct)
    {
        await engine.WriteAsync(
            async session =>
            {
                await LockAsync(session);
                return await session.ExecuteAsync(CreateTable);
            },
            ct);

        List<string> applied = [];
        foreach (MigrationScript script in scripts)
        {
            if (await engine.WriteAsync(session => ApplyAsync(session, script, scripts), ct))
            {
                applied.Add(script.Name);
            }
        }

        int version = scripts.Count == 0 ? 0 : scripts.Max(s => s.Number);
        return new MigrationReport(applied, version);
    }

    private static async Task<bool> ApplyAsync(DbSession session, MigrationScript script, IReadOnlyList<MigrationScript> known)
    {
        await LockAsync(session);
        IReadOnlyList<AppliedRow> applied = await session.QueryAsync<AppliedRow>(ListApplied);
        Check(applied, known);
        if (applied.Any(a => a.Number == script.Number))
        {
            return false;
        }

        foreach (string batch in session.Provider == DatabaseProvider.Sqlite ? [script.Text] : script.Batches())
        {
            await using DbCommand command = session.Connection.CreateCommand();
#pragma warning disable CA2100 // The text is a script built into the program.
            command.CommandText = batch;
#pragma warning restore CA2100
            command.Transaction = session.Transaction;

            // Not ExecuteNonQuery: behind a statement with a result of its own (SQLite's ALTER TABLE) it drops the faults of those that follow.
            await using DbDataReader results = await command.ExecuteReaderAsync(session.Token);
            while (await results.NextResultAsync(session.Token))
            {
            }
        }

        await session.ExecuteAsync(Record, new { script.Number, script.Name, script.Sha256, At = TimeProvider.System.GetUtcNow() });
        return true;
    }

    private static async Task LockAsync(DbSession session)
    {
        if (await session.QuerySingleAsync<int>(TakeLock) < 0)
        {
            throw new DatabaseUnavailableException("Another process holds the schema lock for more than a minute.");
        }
    }

    private static void Check(IReadOnlyList<AppliedRow> applied, IReadOnlyList<MigrationScript> known)
    {
        foreach (AppliedRow row in applied)
        {
            MigrationScript? script = known.FirstOrDefault(k => k.Number == row.Number);
            if (script is null)
            {
                throw new MigrationException(
                    $"The database is newer than this program: it has script {row.Name}, the program knows up to {known.Max(k => k.Number):0000}. Start the newer program, or restore a backup made before the update.");
            }

            if (!string.Equals(script.Sha256, row.Sha256.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                throw new MigrationException(
                    $"Script {row.Name} was changed after it ran on this database. Scripts are never edited: restore the script and put the change into a new one.");
            }
        }
    }

    private sealed record AppliedRow
    {
        public int Number { get; init; }

        public string Name { get; init; } = "";

        public string Sha256 { get; init; } = "";
    }
}
