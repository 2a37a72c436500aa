using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>Files that wait for their mapping, and the mappings that files with the same headings had before.</summary>
public sealed class StagedFileStore(Database database)
{
    private const string Columns = "id, list_id, file_name, stored_path, original_path, bytes, sheet, sheets, created_by, created_at";
    private const string InsertColumns = "list_id, file_name, stored_path, original_path, bytes, sheet, sheets, created_by, created_at";
    private const string InsertValues = "@list, @fileName, @storedPath, @originalPath, @bytes, @sheet, @sheets, @user, @now";

    private static readonly SqlStatement Insert = Sql.Define(
        "stagedFiles.insert",
        sqlite: $"INSERT INTO staged_files ({InsertColumns}) VALUES ({InsertValues}) RETURNING id",
        sqlserver: $"INSERT INTO staged_files ({InsertColumns}) OUTPUT INSERTED.id VALUES ({InsertValues})",
        "@list bigint, @fileName nvarchar(260), @storedPath nvarchar(260), @originalPath nvarchar(260), @bytes bigint, @sheet nvarchar(200), @sheets nvarchar(max), "
        + "@user bigint, @now bigint");

    private static readonly SqlStatement Get = Sql.Define("stagedFiles.get", both: $"SELECT {Columns} FROM staged_files WHERE id = @id", "@id bigint");

    private static readonly SqlStatement All = Sql.Define("stagedFiles.all", both: $"SELECT {Columns} FROM staged_files ORDER BY id");

    private static readonly SqlStatement Older = Sql.Define(
        "stagedFiles.older", both: $"SELECT {Columns} FROM staged_files WHERE created_at < @before ORDER BY id", "@before bigint");

    private static readonly SqlStatement Delete = Sql.Define("stagedFiles.delete", both: "DELETE FROM staged_files WHERE id = @id", "@id bigint");

    private static readonly SqlStatement SetSheet = Sql.Define(
        "stagedFiles.setSheet",
        both: "UPDATE staged_files SET sheet = @sheet, stored_path = @storedPath WHERE id = @id AND stored_path = @was",
        "@id bigint, @sheet nvarchar(200), @storedPath nvarchar(260), @was nvarchar(260)");

    private static readonly SqlStatement GetTemplate = Sql.Define(
        "mappingTemplates.get", both: "SELECT mapping FROM mapping_templates WHERE heading_key = @key", "@key nvarchar(64)");

    private static readonly SqlStatement UpdateTemplate = Sql.Define(
        "mappingTemplates.update",
        both: "UPDATE mapping_templates SET mapping = @mapping, used_by = @user, used_at = @now WHERE heading_key = @key",
        "@key nvarchar(64), @mapping nvarchar(max), @user bigint, @now bigint");

    private static readonly SqlStatement InsertTemplate = Sql.Define(
        "mappingTemplates.insert",
        both: "INSERT INTO mapping_templates (heading_key, mapping, used_by, used_at) VALUES (@key, @mapping, @user, @now)",
        "@key nvarchar(64), @mapping nvarchar(max), @user bigint, @now bigint");

    /// <summary>Stores a file's row.</summary>
    public Task<long> AddAsync(StagedFile file, CancellationToken ct) => database.WriteAsync(
        session => session.QuerySingleAsync<long>(Insert, new
        {
            list = file.ListId,
            fileName = file.FileName,
            storedPath = file.StoredPath,
            originalPath = file.OriginalPath,
            bytes = file.Bytes,
            sheet = file.Sheet,
            sheets = file.Sheets,
            user = file.CreatedBy,
            now = file.CreatedAt,
        }),
        ct);

    /// <summary>One file, or null.</summary>
    public Task<StagedFile?> GetAsync(long id, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<StagedFile>(Get, new { id }), ct);

    /// <summary>Every file that waits.</summary>
    public Task<IReadOnlyList<StagedFile>> AllAsync(CancellationToken ct) => database.ReadAsync(session => session.QueryAsync<StagedFile>(All), ct);

    /// <summary>Files that arrived before a time.</summary>
    public Task<IReadOnlyList<StagedFile>> OlderAsync(DateTimeOffset before, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<StagedFile>(Older, new { before }), ct);

    /// <summary>False when it was gone.</summary>
    public Task<bool> RemoveAsync(long id, CancellationToken ct)
        => database.WriteAsync(async session => await session.ExecuteAsync(Delete, new { id }) > 0, ct);

    /// <summary>Another sheet was made text.</summary>
    /// <returns>False when somebody else chose one in between.</returns>
    public Task<bool> SetSheetAsync(StagedFile file, string sheet, string storedPath, CancellationToken ct)
        => database.WriteAsync(async session => await session.ExecuteAsync(SetSheet, new { id = file.Id, sheet, storedPath, was = file.StoredPath }) > 0, ct);

    /// <summary>The mapping that a file with these headings had last, as JSON, or null.</summary>
    public Task<string?> MappingAsync(string headingKey, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<string>(GetTemplate, new { key = headingKey }), ct);

    /// <summary>Remembers a mapping for files with these headings.</summary>
    public Task RememberAsync(string headingKey, string mapping, UserId? user, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            var values = new { key = headingKey, mapping, user, now };
            if (await session.ExecuteAsync(UpdateTemplate, values) == 0)
            {
                await session.ExecuteAsync(InsertTemplate, values);
            }
        },
        ct);
}
