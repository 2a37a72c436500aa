using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>Uploads: their states, totals and refused rows. The imported rows themselves are <see cref="ImportRows"/>.</summary>
public sealed class UploadStore(Database database)
{
    private const string Columns = """
        id, list_id, state, file_name, stored_path, mapping, encoding, separator, duplicates, duplicate_scope, dry_run, row_count, inserted_count,
        updated_count, duplicate_count, rejected_count, do_not_call_count, warning_count, progress, error, cancel_asked, columns,
        created_by, created_at, started_at, finished_at
        """;

    private static readonly SqlStatement Insert = Sql.Define(
        "uploads.insert",
        sqlite: """
            INSERT INTO uploads (list_id, state, file_name, stored_path, mapping, encoding, separator, duplicates, duplicate_scope, dry_run, columns, created_by, created_at, started_at)
            VALUES (@list, @state, @fileName, @storedPath, @mapping, @encoding, @separator, @duplicates, @scope, @dryRun, @columns, @user, @now, @startedAt)
            RETURNING id
            """,
        sqlserver: """
            INSERT INTO uploads (list_id, state, file_name, stored_path, mapping, encoding, separator, duplicates, duplicate_scope, dry_run, columns, created_by, created_at, started_at)
            OUTPUT INSERTED.id
            VALUES (@list, @state, @fileName, @storedPath, @mapping, @encoding, @separator, @duplicates, @scope, @dryRun, @columns, @user, @now, @startedAt)
            """,
        "@list bigint, @state nvarchar(20), @fileName nvarchar(260), @storedPath nvarchar(260), @mapping nvarchar(max), @encoding nvarchar(40), @separator nvarchar(2), "
        + "@duplicates nvarchar(20), @scope nvarchar(20), @dryRun bit, @columns nvarchar(max), @user bigint, @now bigint, @startedAt bigint");

    private static readonly SqlStatement Get = Sql.Define("uploads.get", both: $"SELECT {Columns} FROM uploads WHERE id = @id", "@id bigint");

    private static readonly SqlStatement Page = Sql.Define(
        "uploads.page",
        sqlite: $"SELECT {Columns} FROM uploads WHERE list_id = @list AND id < @before ORDER BY id DESC LIMIT @count",
        sqlserver: $"SELECT TOP (@count) {Columns} FROM uploads WHERE list_id = @list AND id < @before ORDER BY id DESC",
        "@list bigint, @before bigint, @count int");

    private static readonly SqlStatement InState = Sql.Define(
        "uploads.inState", both: $"SELECT {Columns} FROM uploads WHERE state = @state ORDER BY id", "@state nvarchar(20)");

    private static readonly SqlStatement HalfUndone = Sql.Define(
        "uploads.halfUndone", both: $"SELECT {Columns} FROM uploads WHERE state = 'done' AND cancel_asked = 1 ORDER BY id");

    private static readonly SqlStatement Move = Sql.Define(
        "uploads.move",
        both: """
            UPDATE uploads SET state = @to, error = @error, started_at = coalesce(started_at, @startedAt), finished_at = coalesce(finished_at, @finishedAt)
            WHERE id = @id AND state = @from
            """,
        "@id bigint, @from nvarchar(20), @to nvarchar(20), @error nvarchar(1000), @startedAt bigint, @finishedAt bigint");

    private static readonly SqlStatement AskCancel = Sql.Define(
        "uploads.askCancel", both: "UPDATE uploads SET cancel_asked = 1 WHERE id = @id AND state IN ('queued', 'running') AND finished_at IS NULL", "@id bigint");

    private static readonly SqlStatement MarkUndo = Sql.Define(
        "uploads.markUndo", both: "UPDATE uploads SET cancel_asked = @on WHERE id = @id AND state = 'done'", "@id bigint, @on bit");

    private static readonly SqlStatement Save = Sql.Define(
        "uploads.saveTotals",
        both: """
            UPDATE uploads SET row_count = @rows, inserted_count = @inserted, updated_count = @updated, duplicate_count = @duplicates,
                rejected_count = @rejected, do_not_call_count = @doNotCall, warning_count = @warnings, progress = @progress
            WHERE id = @id
            """,
        "@id bigint, @rows bigint, @inserted bigint, @updated bigint, @duplicates bigint, @rejected bigint, @doNotCall bigint, @warnings bigint, @progress float");

    private static readonly SqlStatement IsCancelAsked = Sql.Define(
        "uploads.cancelAsked", both: "SELECT cancel_asked FROM uploads WHERE id = @id", "@id bigint");

    private static readonly SqlStatement Finish = Sql.Define(
        "uploads.finish", both: "UPDATE uploads SET finished_at = @now, progress = 1 WHERE id = @id AND state = 'running' AND cancel_asked = 0", "@id bigint, @now bigint");

    private static readonly SqlStatement InsertRejects = Sql.Define(
        "uploads.insertRejects",
        sqlite: """
            INSERT INTO upload_rejects (upload_id, row_number, code, reason, columns)
            SELECT @id, value ->> 'row', value ->> 'code', value ->> 'reason', value ->> 'columns' FROM json_each(@rows)
            """,
        sqlserver: """
            INSERT INTO upload_rejects (upload_id, row_number, code, reason, columns)
            SELECT @id, r.row_number, r.code, r.reason, r.columns
            FROM OPENJSON(@rows) WITH (row_number bigint '$.row', code nvarchar(60) '$.code', reason nvarchar(1000) '$.reason', columns nvarchar(max) '$.columns') r
            """,
        "@id bigint, @rows nvarchar(max)");

    private static readonly SqlStatement Rejects = Sql.Define(
        "uploads.rejects",
        sqlite: "SELECT row_number, code, reason, columns FROM upload_rejects WHERE upload_id = @id AND row_number > @after ORDER BY row_number LIMIT @count",
        sqlserver: "SELECT TOP (@count) row_number, code, reason, columns FROM upload_rejects WHERE upload_id = @id AND row_number > @after ORDER BY row_number",
        "@id bigint, @after bigint, @count int");

    /// <summary>Stores a new upload; its state is queued or, for an import that begins at once, running.</summary>
    public Task<UploadId> CreateAsync(Upload upload, CancellationToken ct)
        => database.WriteAsync(
            async session => UploadId.From(await session.QuerySingleAsync<long>(Insert, new
            {
                list = upload.ListId,
                state = upload.State,
                fileName = upload.FileName,
                storedPath = upload.StoredPath,
                mapping = upload.Mapping,
                encoding = upload.Encoding,
                separator = upload.Separator,
                duplicates = upload.Duplicates,
                scope = upload.DuplicateScope,
                dryRun = upload.DryRun,
                columns = upload.Columns,
                user = upload.CreatedBy,
                now = upload.CreatedAt,
                startedAt = upload.StartedAt,
            })),
            ct);

    /// <summary>One upload, or null.</summary>
    public Task<Upload?> GetAsync(UploadId id, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<Upload>(Get, new { id }), ct);

    /// <summary>Uploads of a list, newest first, beginning below <paramref name="before"/>.</summary>
    public Task<IReadOnlyList<Upload>> PageAsync(ListId list, long before, int count, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<Upload>(Page, new { list, before, count }), ct);

    /// <summary>Uploads in a state, oldest first.</summary>
    public Task<IReadOnlyList<Upload>> InStateAsync(UploadState state, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<Upload>(InState, new { state }), ct);

    /// <summary>Uploads whose undoing was interrupted.</summary>
    public Task<IReadOnlyList<Upload>> HalfUndoneAsync(CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<Upload>(HalfUndone), ct);

    /// <summary>Changes the state if it still is <paramref name="from"/>.</summary>
    /// <param name="error">Why it failed, or null.</param>
    /// <returns>False when another was quicker.</returns>
    public Task<bool> MoveAsync(UploadId id, UploadState from, UploadState to, DateTimeOffset now, string? error, CancellationToken ct)
        => database.WriteAsync(
            async session => await session.ExecuteAsync(Move, new
            {
                id,
                from,
                to,
                error,
                startedAt = to == UploadState.Running ? now : (DateTimeOffset?)null,
                finishedAt = to == UploadState.Running ? (DateTimeOffset?)null : now,
            }) > 0,
            ct);

    /// <summary>Asks for the end of an upload that is queued or running.</summary>
    /// <returns>False when it is complete already.</returns>
    public Task<bool> AskCancelAsync(UploadId id, CancellationToken ct)
        => database.WriteAsync(async session => await session.ExecuteAsync(AskCancel, new { id }) > 0, ct);

    /// <summary>Notes that undoing has begun (or was given up), so that a restart finishes it.</summary>
    public Task<bool> MarkUndoAsync(UploadId id, bool on, CancellationToken ct)
        => database.WriteAsync(async session => await session.ExecuteAsync(MarkUndo, new { id, on }) > 0, ct);

    /// <summary>Stores totals and progress within the transaction of a batch.</summary>
    /// <returns>True when somebody asked for the upload's end.</returns>
    public static async Task<bool> SaveTotalsAsync(DbSession session, UploadId id, UploadTotals totals, double progress)
    {
        await session.ExecuteAsync(Save, new
        {
            id,
            rows = totals.Rows,
            inserted = totals.Inserted,
            updated = totals.Updated,
            duplicates = totals.Duplicates,
            rejected = totals.Rejected,
            doNotCall = totals.DoNotCall,
            warnings = totals.Warnings,
            progress,
        });
        return await session.QuerySingleAsync<long>(IsCancelAsked, new { id }) != 0;
    }

    /// <summary>The point of no return: every row is stored, what is left is releasing the leads.</summary>
    /// <returns>False when somebody asked for the upload's end before.</returns>
    public Task<bool> FinishAsync(UploadId id, DateTimeOffset now, Func<DbSession, Task> last, CancellationToken ct)
        => database.WriteAsync(
            async session =>
            {
                await last(session);
                return await session.ExecuteAsync(Finish, new { id, now }) > 0;
            },
            ct);

    /// <summary>Stores refused rows within the transaction of a batch.</summary>
    public static Task AddRejectsAsync(DbSession session, UploadId id, IReadOnlyCollection<RejectedRow> rows)
        => rows.Count == 0 ? Task.CompletedTask : session.ExecuteAsync(InsertRejects, new { id, rows = ImportJson.Rejects(rows) });

    /// <summary>Refused rows in the file's order, beginning behind row <paramref name="after"/>.</summary>
    public Task<IReadOnlyList<RejectedRow>> RejectsAsync(UploadId id, long after, int count, CancellationToken ct)
        => database.ReadAsync<IReadOnlyList<RejectedRow>>(
            async session => [.. (await session.QueryAsync<RejectRecord>(Rejects, new { id, after, count })).Select(r => new RejectedRow(r.RowNumber, r.Code, r.Reason, r.Columns))],
            ct);

    private sealed record RejectRecord
    {
        public long RowNumber { get; init; }

        public string Code { get; init; } = "";

        public string Reason { get; init; } = "";

        public IReadOnlyList<string> Columns { get; init; } = [];
    }
}
