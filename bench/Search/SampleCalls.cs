using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CallCenter.Bench.Search;

/// <summary>Customers and calls of a year: 200 agents, 20 campaigns, one list each, one call in three is talked in, one in twelve hundred is scored.</summary>
internal static class SampleCalls
{
    private static readonly DateTimeOffset End = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] First = ["Mia", "Bo", "Ann", "Cai", "Wei", "Ling", "Rosa", "George", "Alice", "Hugo", "Ines", "Omar", "Petra", "Quinn", "Sven", "Tara"];
    private static readonly string[] Last = ["Stone", "Chen", "Mills", "Wang", "Garcia", "Smith", "Novak", "Silva", "Haas", "Berg", "Okoye", "Rossi", "Sato", "Diaz", "Klein", "Lopez"];

    public static async Task FillAsync(string path, int count)
    {
        await using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await ExecuteAsync(connection, "PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF");
        Random random = new(1);
        await using (SqliteTransaction all = connection.BeginTransaction())
        {
            await ExecuteAsync(connection, "INSERT INTO scorecards (id, name, number, created_at, updated_at) VALUES (1, 'Standard', 1, 0, 0)");
            for (int i = 1; i <= 20; i++)
            {
                await ExecuteAsync(connection, $"""
                    INSERT INTO lists (id, name, default_country, created_at) VALUES ({i}, 'List {i}', '{(i % 2 == 0 ? "GB" : "US")}', 0);
                    INSERT INTO campaigns (id, name, mode, ratio, caller_id, ring_timeout_ms, rule_set, abandon_limit, amd, wrap_up_ms, max_attempts, connect_limit_ms, created_at, updated_at)
                    VALUES ({i}, 'Campaign {i}', 'predictive', 1, '+12125550100', 30000, 'us', 0.03, 'off', 30000, 3, 2000, 0, 0);
                    """);
            }

            for (int i = 1; i <= 200; i++)
            {
                await ExecuteAsync(connection, $"INSERT INTO users (id, user_name, normalized_name, display_name, created_at) VALUES ({i}, 'agent{i}', 'AGENT{i}', 'Agent {i}', 0)");
            }

            await using SqliteCommand customer = Command(connection, "INSERT INTO customers (id, full_name, last_name, company, created_at, updated_at) VALUES (@a, @b, @c, @d, 0, 0)", 4);
            await using SqliteCommand number = Command(connection, "INSERT INTO customer_numbers (id, customer_id, number, position, created_at) VALUES (@a, @a, @b, 0, 0)", 2);
            await using SqliteCommand lead = Command(connection, "INSERT INTO leads (id, list_id, customer_id, number_id, next_at, created_at) VALUES (@a, @b, @a, @a, 0, 0)", 2);
            await using SqliteCommand call = Command(
                connection,
                """
                INSERT INTO calls (id, direction, campaign_id, lead_id, customer_id, agent_id, number, node, started_at, connected_at, ended_at, outcome, disposition, recording_id)
                VALUES (@a, 'outbound', @b, @c, @c, @d, @e, 'n', @f, @g, @h, @i, @j, @k)
                """,
                11);
            await using SqliteCommand score = Command(
                connection,
                """
                INSERT INTO scores (id, call_id, scorecard_id, scorecard_number, agent_id, campaign_id, coach_name, state, result, created_at, updated_at, finished_at)
                VALUES (@a, @b, 1, 1, @c, @d, 'coco', 'finished', @e, @f, @f, @f)
                """,
                6);
            long step = (long)TimeSpan.FromDays(365).TotalMilliseconds / count;
            for (int i = 1; i <= count; i++)
            {
                string last = Last[random.Next(Last.Length)];
                string digits = i % 20 % 2 == 0 ? $"+4420{random.Next(10_000_000, 99_999_999)}" : $"+1{random.Next(201, 989)}{random.Next(2_000_000, 9_999_999)}";
                Run(customer, i, $"{First[random.Next(First.Length)]} {last} {i}", last, i % 50 == 0 ? $"Company {i}" : "");
                Run(number, i, digits);
                Run(lead, i, 1 + (i % 20));
                DateTimeOffset at = End.AddMilliseconds(-step * (count - i));
                bool talked = random.Next(3) == 0;
                string outcome = talked ? "connected" : random.Next(1000) == 0 ? "fax" : random.Next(2) == 0 ? "noAnswer" : "busy";
                int agent = random.Next(1, 201);
                long start = at.ToUnixTimeMilliseconds(), seconds = talked ? random.Next(5, 600) : 0;
                string id = Guid.CreateVersion7(at).ToString();
                Run(
                    call,
                    id,
                    1 + (i % 20),
                    i,
                    talked ? agent : DBNull.Value,
                    digits,
                    start,
                    talked ? start + 8000 : DBNull.Value,
                    start + 8000 + (seconds * 1000),
                    outcome,
                    talked ? random.Next(40) == 0 ? "sale" : "notInterested" : DBNull.Value,
                    talked ? Guid.CreateVersion7(at).ToString() : DBNull.Value);
                if (talked && random.Next(400) == 0)
                {
                    Run(score, Guid.CreateVersion7(at).ToString(), id, agent, 1 + (i % 20), random.Next(0, 100), start);
                }
            }

            await all.CommitAsync();
        }

        await ExecuteAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, int parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < parameters; i++)
        {
            command.Parameters.AddWithValue("@" + (char)('a' + i), DBNull.Value);
        }

        command.Prepare();
        return command;
    }

    private static void Run(SqliteCommand command, params object[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"{sql}");
        await command.ExecuteNonQueryAsync();
    }
}
