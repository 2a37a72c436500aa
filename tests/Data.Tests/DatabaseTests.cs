using System.Security.Cryptography;
using CallCenter.Data.Migrations;
using CallCenter.Domain;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace CallCenter.Data.Tests;

public sealed class DatabaseTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_file_is_private_and_the_connection_is_strict()
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        foreach (string file in Directory.GetFiles(db.Folder))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        SqliteException broken = await Assert.ThrowsAsync<SqliteException>(
            () => db.Db.WriteAsync(s => s.ExecuteAsync(TestStatements.AddLead, new { List = 9, Customer = 9, Number = 9, Priority = 0, NextAt = 0L, Now = 0L }), Ct));
        Assert.True(DbErrors.IsForeignKeyViolation(broken));
        await Assert.ThrowsAsync<SqliteException>(() => db.Db.ReadAsync(s => s.ExecuteAsync(TestStatements.AddList, new { Name = "x", Now = 0L }), Ct));
        Assert.Empty(await db.Db.IntegrityProblemsAsync(Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_write_that_throws_leaves_nothing_and_the_next_one_works(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.Db.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(TestStatements.AddList, new { Name = "lost", Now = 0L });
                throw new InvalidOperationException("on purpose");
            },
            Ct));

        ListId list = await db.AddListAsync("lost"); // the name would be taken
        Assert.True(list.Value > 0);
    }

    [Fact]
    public async Task A_write_inside_a_write_is_refused_instead_of_waiting_for_itself()
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.Db.WriteAsync(_ => db.AddListAsync(), Ct));
        await db.AddListAsync();
    }

    [Fact]
    public async Task Another_process_that_keeps_the_lock_is_waited_for_and_then_named()
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using Database impatient = new(db.Options with { WriteWait = TimeSpan.FromMilliseconds(200) });
        await using SqliteConnection other = new($"Data Source={db.Options.Path};Pooling=False");
        await other.OpenAsync(Ct);
        await using SqliteTransaction held = other.BeginTransaction(deferred: false);

        await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => impatient.WriteAsync(s => s.ExecuteAsync(TestStatements.AddList, new { Name = "a", Now = 0L }), Ct));
        Assert.Equal(1, await impatient.ReadAsync(s => s.QuerySingleAsync<int>(TestStatements.One), Ct)); // readers go on
        Task waiting = db.Db.WriteAsync(s => s.ExecuteAsync(TestStatements.AddList, new { Name = "b", Now = 0L }), Ct);
        await held.RollbackAsync(Ct);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_said_clearly()
    {
        await using Database database = new(DatabaseOptions.ForSqlite("/nonexistent/folder/x.db"));
        DatabaseUnavailableException e = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => database.MigrateAsync(Ct));
        Assert.Contains("/nonexistent/folder/x.db", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_unavailability_and_not_a_broken_database()
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);

        // The page limit makes SQLite answer as a full disk does.
        await db.Db.WriteAsync(
            s =>
            {
                SQLitePCL.raw.sqlite3_exec(((SqliteConnection)s.Connection).Handle, "PRAGMA max_page_count=100");
                return Task.CompletedTask;
            },
            Ct);
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => db.AddListAsync(new string('x', 600_000)));
        Assert.Equal(1, await db.Db.ReadAsync(s => s.QuerySingleAsync<int>(TestStatements.One), Ct));
        Assert.Empty(await db.Db.IntegrityProblemsAsync(Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Migrating_twice_or_side_by_side_changes_nothing(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider, migrate: false);
        await using Database second = new(db.Options);
        MigrationReport[] reports = await Task.WhenAll(db.Db.MigrateAsync(Ct), second.MigrateAsync(Ct));

        Assert.Equal(MigrationScript.ForProvider(provider).Count, reports.Sum(r => r.Applied.Count));
        Assert.Empty((await db.Db.MigrateAsync(Ct)).Applied);
    }

    [Fact]
    public async Task A_newer_or_changed_database_is_refused_with_the_reason()
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using SqliteEngine engine = new(db.Options);
        IReadOnlyList<MigrationScript> scripts = MigrationScript.ForProvider(DatabaseProvider.Sqlite);
        await Migrator.RunAsync(engine, [.. scripts, MigrationScript.From("9000_tomorrow.sql", "CREATE TABLE tomorrow (id INTEGER) STRICT;")], Ct);

        MigrationException newer = await Assert.ThrowsAsync<MigrationException>(() => db.Db.MigrateAsync(Ct));
        Assert.Contains("9000_tomorrow.sql", newer.Message, StringComparison.Ordinal);
        MigrationException changed = await Assert.ThrowsAsync<MigrationException>(
            () => Migrator.RunAsync(engine, [.. scripts, MigrationScript.From("9000_tomorrow.sql", "CREATE TABLE other (id INTEGER) STRICT;")], Ct));
        Assert.Contains("was changed", changed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ALTER TABLE half ADD COLUMN more INTEGER; ")]
    public async Task A_script_that_fails_leaves_nothing_of_itself(string between)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using SqliteEngine engine = new(db.Options);
        IReadOnlyList<MigrationScript> scripts = MigrationScript.ForProvider(DatabaseProvider.Sqlite);
        MigrationScript half = MigrationScript.From("9000_half.sql", $"CREATE TABLE half (id INTEGER) STRICT; {between}CREATE TABLE half (id INTEGER) STRICT;");

        await Assert.ThrowsAsync<SqliteException>(() => Migrator.RunAsync(engine, [.. scripts, half], Ct));
        MigrationReport report = await Migrator.RunAsync(
            engine, [.. scripts, MigrationScript.From("9000_half.sql", "CREATE TABLE half (id INTEGER) STRICT;")], Ct);
        Assert.Equal(["9000_half.sql"], report.Applied);
    }

    [Fact]
    public async Task A_backup_is_a_whole_database_made_while_it_is_in_use()
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        ListId list = await db.AddListAsync("kept");
        string copy = Path.Combine(db.Folder, "copy.db");
        await db.Db.BackupAsync(copy, Ct);

        await using Database restored = new(DatabaseOptions.ForSqlite(copy));
        Assert.Empty((await restored.MigrateAsync(Ct)).Applied);
        Assert.Empty(await restored.IntegrityProblemsAsync(Ct));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        Assert.Equal(list.Value, await restored.ReadAsync(s => s.QuerySingleAsync<long>(CountLists), Ct));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => db.Db.BackupAsync(copy, Ct));
    }

    [Fact]
    public void A_secret_opens_only_with_its_key_and_purpose()
    {
        string folder = Directory.CreateTempSubdirectory("callcenter-key-").FullName;
        try
        {
            string path = Path.Combine(folder, "secrets.key");
            byte[] sealedSecret;
            using (SecretBox box = SecretBox.FromFile(path))
            {
                sealedSecret = box.Seal("trunk", "pässword");
                Assert.NotEqual(sealedSecret, box.Seal("trunk", "pässword"));
            }

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            using SecretBox again = SecretBox.FromFile(path);
            Assert.Equal("pässword", again.Open("trunk", sealedSecret));
            Assert.ThrowsAny<CryptographicException>(() => again.Open("other", sealedSecret));
            using SecretBox foreign = new(new byte[32]);
            Assert.ThrowsAny<CryptographicException>(() => foreign.Open("trunk", sealedSecret));
            sealedSecret[^1] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => again.Open("trunk", sealedSecret));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Assert.Throws<InvalidDataException>(() => SecretBox.FromFile(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>SqlClient is a file reference with a stand-in beside it: that both load shows only when they are used.</summary>
    [Fact]
    public async Task SqlClient_loads_and_reports_a_server_that_is_not_there()
    {
        await using Database database = new(DatabaseOptions.ForSqlServer("Server=tcp:127.0.0.1,1;User ID=x;Password=y;Encrypt=false;Connect Timeout=2;ConnectRetryCount=0"));
        DatabaseUnavailableException e = await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => database.ReadAsync(s => s.QuerySingleAsync<int>(TestStatements.One), Ct));
        Assert.IsType<SqlException>(e.InnerException);
    }

    [Fact]
    public void Parameters_of_SqlClient_take_their_types_from_the_catalogue()
    {
        using SqlCommand command = new();
        SqlStatement statement = Sql.Define("test.parameters", both: "SELECT 1", "@a bigint, @b nvarchar(10), @c char(36), @d varbinary(max), @e bit, @f nvarchar(max), @g float");
        CallId call = CallId.New(TestDatabase.Start);
        new ParameterBinder(
            statement,
            new { A = new LeadId(5), B = "longer than ten", C = call, D = (byte[]?)null, E = true, F = new[] { new LeadId(1), new LeadId(2) }, G = 0.5 },
            DatabaseProvider.SqlServer).Bind(command);

        Assert.Equal([5L, "longer than ten", call.ToString(), DBNull.Value, true, "[1,2]", 0.5], command.Parameters.Cast<SqlParameter>().Select(p => p.Value));
        Assert.Equal(
            [System.Data.SqlDbType.BigInt, System.Data.SqlDbType.NVarChar, System.Data.SqlDbType.Char, System.Data.SqlDbType.VarBinary, System.Data.SqlDbType.Bit, System.Data.SqlDbType.NVarChar, System.Data.SqlDbType.Float],
            command.Parameters.Cast<SqlParameter>().Select(p => p.SqlDbType));
        Assert.Equal(15, command.Parameters[1].Size); // not cut to ten: the server must refuse it
    }

    [Theory]
    [InlineData(16, 64)]
    [InlineData(16, 121)]
    [InlineData(16, 233)]
    [InlineData(17, 40197)]
    [InlineData(20, 40501)]
    [InlineData(11, -2)]
    [InlineData(21, 1)]
    public void A_server_that_is_gone_or_too_busy_is_told_from_a_fault_of_ours(byte severity, int number)
    {
        Assert.True(DbErrors.MeansAway(severity, number));
        Assert.False(DbErrors.MeansAway(16, 207)); // no such column
        Assert.False(DbErrors.MeansAway(14, 2627)); // a double key
    }

    private static readonly SqlStatement CountLists = Sql.Define("test.countLists", both: "SELECT MAX(id) AS id FROM lists");
}
