using Microsoft.Data.Sqlite;

namespace CallCenter.Data.Tests;

/// <summary>How SQLite would run a statement.</summary>
internal static class QueryPlan
{
    public static async Task<IReadOnlyList<string>> OfAsync(TestDatabase db, SqlStatement statement)
    {
        await using SqliteConnection connection = new($"Data Source={db.Options.Path};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A statement of the catalogue.
        command.CommandText = "EXPLAIN QUERY PLAN " + statement.Sqlite;
#pragma warning restore CA2100
        foreach (SqlParameterType parameter in statement.Parameters)
        {
            command.Parameters.AddWithValue("@" + parameter.Name, DBNull.Value);
        }

        List<string> plan = [];
        await using SqliteDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(3));
        }

        return plan;
    }
}
