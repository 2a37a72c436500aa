using System.Data.Common;
using CallCenter.Domain;

namespace CallCenter.Data.Identity;

/// <summary>A group of users.</summary>
public sealed record TeamRecord
{
    public TeamId Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>People in it, disabled ones included.</summary>
    public int Members { get; init; }
}

/// <summary>Teams.</summary>
public sealed class TeamStore(Database database)
{
    private static readonly SqlStatement ListAll = Sql.Define(
        "teams.list", both: """
            SELECT t.id, t.team_name AS name, (SELECT COUNT(*) FROM team_members m WHERE m.team_id = t.id) AS members
            FROM teams t ORDER BY t.team_name, t.id
            """);

    private static readonly SqlStatement Insert = Sql.Define(
        "teams.insert",
        sqlite: "INSERT INTO teams (team_name, created_at) VALUES (@name, @now) RETURNING id",
        sqlserver: "INSERT INTO teams (team_name, created_at) OUTPUT INSERTED.id VALUES (@name, @now)",
        "@name nvarchar(100), @now bigint");

    private static readonly SqlStatement Rename = Sql.Define(
        "teams.rename", both: "UPDATE teams SET team_name = @name WHERE id = @id", "@id bigint, @name nvarchar(100)");

    private static readonly SqlStatement Delete = Sql.Define("teams.delete", both: "DELETE FROM teams WHERE id = @id", "@id bigint");

    /// <summary>By name; there are few.</summary>
    public Task<IReadOnlyList<TeamRecord>> ListAsync(CancellationToken ct) => database.ReadAsync(s => s.QueryAsync<TeamRecord>(ListAll), ct);

    /// <summary>Null when the name is taken.</summary>
    public async Task<TeamId?> CreateAsync(string name, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return new TeamId(await database.WriteAsync(s => s.QuerySingleAsync<long>(Insert, new { name, now }), ct));
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return null;
        }
    }

    /// <summary>Conflict when the name is taken.</summary>
    public async Task<EditResult> RenameAsync(TeamId id, string name, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(s => s.ExecuteAsync(Rename, new { id, name }), ct) == 0 ? EditResult.NotFound : EditResult.Done;
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return EditResult.Conflict;
        }
    }

    /// <summary>InUse while somebody belongs to it: a team that goes would silently widen what its people see.</summary>
    public async Task<EditResult> DeleteAsync(TeamId id, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(s => s.ExecuteAsync(Delete, new { id }), ct) == 0 ? EditResult.NotFound : EditResult.Done;
        }
        catch (DbException e) when (DbErrors.IsForeignKeyViolation(e))
        {
            return EditResult.InUse;
        }
    }
}
