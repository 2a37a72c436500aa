namespace CallCenter.Data.Identity;

/// <summary>Small facts about this installation, for example that its data folder was made by the demo.</summary>
public sealed class InstallationFacts(Database database)
{
    private static readonly SqlStatement Get = Sql.Define(
        "facts.get", both: "SELECT fact_value FROM installation_facts WHERE fact_name = @name", "@name nvarchar(60)");

    private static readonly SqlStatement Clear = Sql.Define(
        "facts.clear", both: "DELETE FROM installation_facts WHERE fact_name = @name", "@name nvarchar(60)");

    private static readonly SqlStatement Insert = Sql.Define(
        "facts.insert",
        both: "INSERT INTO installation_facts (fact_name, fact_value) VALUES (@name, @value)",
        "@name nvarchar(60), @value nvarchar(400)");

    /// <summary>Null when it was never set.</summary>
    public Task<string?> GetAsync(string name, CancellationToken ct)
        => database.ReadAsync(s => s.QuerySingleOrDefaultAsync<string>(Get, new { name }), ct);

    /// <summary>Sets it anew.</summary>
    public Task SetAsync(string name, string value, CancellationToken ct)
        => database.WriteAsync(
            async s =>
            {
                await s.ExecuteAsync(Clear, new { name });
                await s.ExecuteAsync(Insert, new { name, value });
            },
            ct);
}
