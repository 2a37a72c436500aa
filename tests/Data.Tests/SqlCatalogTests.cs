using System.Data.Common;
using System.Text.RegularExpressions;
using CallCenter.Data.Migrations;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace CallCenter.Data.Tests;

public sealed partial class SqlCatalogTests
{
    private static readonly Lazy<TSqlNames> Schema = new(
        () => TSqlNames.OfScripts(MigrationScript.ForProvider(DatabaseProvider.SqlServer).SelectMany(s => s.Batches())));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. SqlCatalog.All().Concat(SqlCatalog.All(typeof(SqlCatalogTests).Assembly)).Select(s => s.Name)];

    public static TheoryData<string> ServerScripts => [.. MigrationScript.ForProvider(DatabaseProvider.SqlServer).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_statement_is_sound_T_SQL(string name)
    {
        SqlStatement statement = Find(name);
        Assert.Empty(TSqlLint.Check(statement.SqlServer, statement.Parameters));
    }

    [Theory]
    [MemberData(nameof(ServerScripts))]
    public void Every_SQL_Server_script_is_sound_T_SQL(string name)
    {
        MigrationScript script = MigrationScript.ForProvider(DatabaseProvider.SqlServer).Single(s => string.Equals(s.Name, name, StringComparison.Ordinal));
        Assert.All(script.Batches(), batch => Assert.Empty(TSqlLint.Check(batch)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_T_SQL_statement_names_tables_and_columns_that_exist(string name)
        => Assert.Empty(TSqlNames.Unknown(Find(name).SqlServer, Schema.Value));

    [Fact]
    public void SQLite_statements_use_exactly_their_declared_parameters()
    {
        List<string> problems = [];
        foreach (SqlStatement statement in SqlCatalog.All())
        {
            HashSet<string> used = [.. Parameter().Matches(statement.Sqlite).Select(m => m.Value)];
            problems.AddRange(used.Except(statement.SqliteParameters.Select(p => "@" + p.Name), StringComparer.Ordinal).Select(p => $"{statement}: {p} is not declared"));
        }

        Assert.Empty(problems);
    }

    /// <summary>Compiled (SQLite), or run with empty parameters in a transaction that is rolled back (server): unknown names come out.</summary>
    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Every_statement_is_accepted_by_the_database(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        List<string> problems = [];
        foreach (SqlStatement statement in SqlCatalog.All())
        {
            await using DbConnection connection = provider == DatabaseProvider.Sqlite
                ? new SqliteConnection($"Data Source={db.Options.Path};Pooling=False")
                : new SqlConnection(db.Options.ConnectionString);
            await connection.OpenAsync(Ct);
            await using DbTransaction transaction = await connection.BeginTransactionAsync(Ct);
            await using DbCommand command = connection.CreateCommand();
            command.Transaction = transaction;
#pragma warning disable CA2100 // A statement of the catalogue.
            command.CommandText = (provider == DatabaseProvider.Sqlite ? "EXPLAIN " : "") + statement.For(provider);
#pragma warning restore CA2100
            foreach (SqlParameterType declared in statement.ParametersOf(provider))
            {
                DbParameter parameter = command.CreateParameter();
                parameter.ParameterName = "@" + declared.Name;
                parameter.DbType = declared.DbType;
                parameter.Value = declared.Name is "limit" ? 1 : DBNull.Value;
                parameter.Size = declared.Size;
                command.Parameters.Add(parameter);
            }

            try
            {
                await using DbDataReader reader = await command.ExecuteReaderAsync(Ct);
            }
            catch (SqlException e) when (e.Number is 515 or 547)
            {
                // Refused for the empty values, after all names were found.
            }
            catch (DbException e)
            {
                problems.Add($"{statement}: {e.Message}");
            }
        }

        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("SELECT a FROM t LIMIT 1")]
    [InlineData("INSERT INTO t (a) VALUES (1) RETURNING a")]
    [InlineData("INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING")]
    [InlineData("selec 1")]
    [InlineData("SELECT ifnull(a, 1) FROM t")]
    [InlineData("SELECT now()")]
    [InlineData("SELECT * FROM t")]
    [InlineData("EXEC ('DROP TABLE t')")]
    [InlineData("EXEC xp_cmdshell 'ls'")]
    [InlineData("MERGE t USING u ON t.a = u.a WHEN MATCHED THEN DELETE;")]
    [InlineData("WAITFOR DELAY '00:00:01'")]
    [InlineData("WITH q AS (SELECT TOP (1) a FROM t) UPDATE q SET a = 1 WHERE a = 2")]
    [InlineData("UPDATE leads SET claimed_by = @x WHERE id IN (SELECT TOP (1) id FROM leads WHERE state = 'dialable' AND claimed_until IS NULL)")]
    [InlineData("INSERT INTO gate_decisions (id) OUTPUT INSERTED.id VALUES (1)")]
    [InlineData("DELETE FROM t")]
    [InlineData("UPDATE t SET a = 1")]
    [InlineData("CREATE TABLE t (a INT FOREIGN KEY REFERENCES u (a))")]
    [InlineData("CREATE TABLE t (a INT, INDEX ix (a))")]
    [InlineData("CREATE OR ALTER VIEW v AS SELECT 1 AS a")]
    [InlineData("ALTER TABLE t ALTER COLUMN a INT NOT NULL")]
    [InlineData("SELECT TOP (1) WITH TIES a FROM t ORDER BY a")]
    [InlineData("SELECT a FROM t WHERE a = @undeclared")]
    public void The_lint_finds_what_it_is_for(string sql) => Assert.NotEmpty(TSqlLint.Check(sql, []));

    [Theory]
    [InlineData("SELECT nmae FROM trunks")]
    [InlineData("SELECT name FROM trunk")]
    [InlineData("UPDATE trunks SET nmae = 'a' WHERE id = 1")]
    [InlineData("INSERT INTO trunks (nmae) VALUES ('a')")]
    public void Misspelt_names_are_found(string sql) => Assert.NotEmpty(TSqlNames.Unknown(sql, Schema.Value));

    [Fact]
    public void Both_dialects_have_the_same_tables_and_columns()
        => Assert.Equal(Columns(DatabaseProvider.Sqlite), Columns(DatabaseProvider.SqlServer));

    private static List<string> Columns(DatabaseProvider provider)
    {
        List<string> found = [];
        string? table = null;
        foreach (string line in MigrationScript.ForProvider(provider).SelectMany(s => s.Text.Split('\n')))
        {
            Match start = TableStart().Match(line);
            if (start.Success)
            {
                table = start.Groups["name"].Value;
            }
            else if (line.StartsWith(')'))
            {
                table = null;
            }
            else if (table is not null && ColumnLine().Match(line) is { Success: true } column)
            {
                found.Add($"{table}.{column.Groups["name"].Value}");
            }
        }

        found.Sort(StringComparer.Ordinal);
        Assert.NotEmpty(found);
        return found;
    }

    private static SqlStatement Find(string name) => SqlCatalog.All().Concat(SqlCatalog.All(typeof(SqlCatalogTests).Assembly))
        .Single(s => string.Equals(s.Name, name, StringComparison.Ordinal));

    [GeneratedRegex("@[A-Za-z][A-Za-z0-9]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("^CREATE TABLE (?<name>[a-z_]+) \\($", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableStart();

    [GeneratedRegex("^    (?<name>[a-z][a-z0-9_]*) [A-Za-z]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ColumnLine();
}
