using System.Globalization;
using System.Text;
using CallCenter.Data.Lists;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using CallCenter.Supervisor.Lists.Csv;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Lists;

/// <summary>An upload; rows = inserted + updated + duplicates + rejected at any moment.</summary>
/// <param name="DoNotCall">Of those inserted: on do-not-call, stored and never dialled.</param>
/// <param name="Warnings">Cells left out of rows that went in: a second number or an e-mail address that cannot be used.</param>
/// <param name="Progress">0 to 1.</param>
public sealed record UploadView(
    UploadId Id,
    ListId ListId,
    UploadState State,
    string FileName,
    bool DryRun,
    DuplicateMode DuplicateMode,
    DuplicateScope DuplicateScope,
    string? Encoding,
    string? Separator,
    long Rows,
    long Inserted,
    long Updated,
    long Duplicates,
    long Rejected,
    long DoNotCall,
    long Warnings,
    double Progress,
    string? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt);

/// <summary>Uploads into a list.</summary>
internal static class UploadEndpoints
{
    /// <summary>A million rows of a kilobyte.</summary>
    internal const long FileLimit = 1L << 30;

    private const int RejectsPage = 1000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder lists = endpoints.MapApi("lists", "Uploads");
        lists.MapPost("{id}/uploads", AddAsync).RequirePermission(Permissions.ListUpload).WithBodyLimit(FileLimit + (1 << 20))
            .Accepts<UploadFields>("multipart/form-data")
            .WithSummary("Import a CSV or XLSX file, or one that waits (fileId), into a list; it runs in the background")
            .Produces<UploadView>(StatusCodes.Status202Accepted).ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status413PayloadTooLarge);
        lists.MapGet("{id}/uploads", PageAsync).RequirePermission(Permissions.ListRead).WithSummary("Uploads of a list, newest first")
            .Produces<PagedResult<UploadView>>().ProducesProblemCode(StatusCodes.Status404NotFound);

        RouteGroupBuilder uploads = endpoints.MapApi("uploads", "Uploads");
        uploads.MapGet("{id}", GetAsync).RequirePermission(Permissions.ListRead).WithSummary("One upload, with its progress")
            .Produces<UploadView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        uploads.MapGet("{id}/rejected.csv", RejectedAsync).RequirePermission(Permissions.LeadExport).WithSummary("The rows that were refused, with reasons")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").ProducesProblemCode(StatusCodes.Status404NotFound);
        uploads.MapPost("{id}/cancel", CancelAsync).RequirePermission(Permissions.ListUpload).WithSummary("End an upload that is queued or running; nothing of it is kept")
            .Produces<UploadView>(StatusCodes.Status202Accepted).ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        uploads.MapPost("{id}/undo", UndoAsync).RequirePermission(Permissions.ListUpload).WithSummary("Take away what an upload brought, until one of its leads was dialled")
            .Produces<UploadView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> AddAsync(
        Id<ListId> id, HttpContext context, CurrentUser asker, AskerScope scope, ListStore lists, UploadFiles files, StagedFileStore staged, UploadService service, AuditWriter audit, CancellationToken ct)
    {
        if (await lists.GetAsync(id, ct) is not { } list || !await scope.SeesAsync(asker, list.Id, ct))
        {
            return ApiProblem.NotFound("list");
        }

        if (await service.IsFullAsync(ct))
        {
            return new ApiProblem(StatusCodes.Status429TooManyRequests, "too_many_uploads", $"{UploadService.MaxQueued} uploads are waiting: try again later.") { RetryAfter = TimeSpan.FromSeconds(30) };
        }

        UploadForm form = await UploadForm.ReadAsync(context.Request, files, ct);
        MappingRequest mapping;
        UploadChoices choices;
        long? waiting;
        try
        {
            (mapping, choices, waiting) = (form.Mapping(), form.Choices(), form.FileId());
        }
        catch (BadHttpRequestException)
        {
            form.Discard(files);
            throw;
        }

        (Upload? Upload, MappingFault? Fault) taken;
        if (waiting is { } id1)
        {
            form.Discard(files);
            if (await staged.GetAsync(id1, ct) is not { } file || file.ListId != list.Id)
            {
                return ApiProblem.NotFound("file");
            }

            taken = await service.AcceptStagedAsync(list, file, mapping, choices, asker.UserId, ct);
        }
        else if (form.Stored is { } stored)
        {
            taken = await service.AcceptAsync(list, stored, form.FileName, mapping, choices, asker.UserId, UploadState.Queued, ct);
        }
        else
        {
            return ApiProblem.Invalid(("file", "is required."));
        }

        if (taken.Upload is not { } upload)
        {
            return Problem(taken.Fault!);
        }

        await audit.WriteAsync("list.upload", $"upload/{upload.Id}", new { list = list.Id, file = upload.FileName, choices.DryRun }, ct);
        return TypedResults.Accepted($"{ApiConventions.Root}/uploads/{upload.Id}", View(upload));
    }

    internal static ApiProblem Problem(MappingFault fault) => new(
        StatusCodes.Status400BadRequest, fault.Code, fault.Message, new Dictionary<string, string[]>(StringComparer.Ordinal) { [fault.Field] = [fault.Message] });

    private static async Task<IResult> PageAsync(Id<ListId> id, Page page, CurrentUser asker, AskerScope scope, ListStore lists, UploadStore uploads, CancellationToken ct)
    {
        if (await lists.GetAsync(id, ct) is not { } list || !await scope.SeesAsync(asker, list.Id, ct))
        {
            return ApiProblem.NotFound("list");
        }

        PagedResult<Upload> rows = page.Of(await uploads.PageAsync(list.Id, page.After ?? long.MaxValue, page.Limit + 1, ct), u => u.Id.ToString());
        return TypedResults.Ok(new PagedResult<UploadView>([.. rows.Items.Select(View)], rows.Next));
    }

    private static async Task<IResult> GetAsync(Id<UploadId> id, CurrentUser asker, AskerScope scope, UploadStore uploads, CancellationToken ct)
        => await FindAsync(id, asker, scope, uploads, ct) is { } upload ? TypedResults.Ok(View(upload)) : ApiProblem.NotFound("upload");

    private static async Task<IResult> CancelAsync(
        Id<UploadId> id, CurrentUser asker, AskerScope scope, UploadStore uploads, UploadService service, AuditWriter audit, CancellationToken ct)
    {
        if (await FindAsync(id, asker, scope, uploads, ct) is null)
        {
            return ApiProblem.NotFound("upload");
        }

        if (await service.CancelAsync(id, ct) != UploadWish.Done)
        {
            return ApiProblem.Conflict("already_complete", "The upload has ended: undo it instead.");
        }

        await audit.WriteAsync("list.uploadCancel", $"upload/{id}", null, ct);
        return TypedResults.Accepted((string?)null, View((await uploads.GetAsync(id, ct))!));
    }

    private static async Task<IResult> UndoAsync(
        Id<UploadId> id, CurrentUser asker, AskerScope scope, UploadStore uploads, UploadService service, AuditWriter audit, CancellationToken ct)
    {
        if (await FindAsync(id, asker, scope, uploads, ct) is null)
        {
            return ApiProblem.NotFound("upload");
        }

        switch (await service.UndoAsync(id, ct))
        {
            case UploadWish.AlreadyDialled:
                return ApiProblem.Conflict("already_dialled", "A lead of this upload was dialled: it can no longer be undone.");
            case UploadWish.Busy:
                return ApiProblem.Conflict("upload_busy", "The upload is being worked on: try again in a moment.");
            case UploadWish.Done:
                await audit.WriteAsync("list.uploadUndo", $"upload/{id}", null, ct);
                return TypedResults.Ok(View((await uploads.GetAsync(id, ct))!));
            default:
                return ApiProblem.Conflict("not_complete", "Only an upload that is done can be undone.");
        }
    }

    private static async Task<IResult> RejectedAsync(
        Id<UploadId> id, HttpContext context, CurrentUser asker, AskerScope scope, UploadStore uploads, AuditWriter audit, CancellationToken ct)
    {
        if (await FindAsync(id, asker, scope, uploads, ct) is not { } upload)
        {
            return ApiProblem.NotFound("upload");
        }

        await audit.WriteAsync("lead.export", $"upload/{id}/rejected.csv", null, ct);
        context.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"rejected-{upload.Id.Value}.csv\"");
        return TypedResults.Stream(output => WriteRejectedAsync(output, upload, uploads, ct), "text/csv; charset=utf-8");
    }

    private static async Task WriteRejectedAsync(Stream output, Upload upload, UploadStore uploads, CancellationToken ct)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteAsync(CsvText.Line(["row", "reason", .. upload.Columns]));
        long after = 0;
        while (true)
        {
            IReadOnlyList<RejectedRow> rows = await uploads.RejectsAsync(upload.Id, after, RejectsPage, ct);
            foreach (RejectedRow row in rows)
            {
                after = row.RowNumber;
                await text.WriteAsync(CsvText.Line([row.RowNumber.ToString(CultureInfo.InvariantCulture), $"{row.Code}: {row.Reason}", .. row.Columns]).AsMemory(), ct);
            }

            if (rows.Count < RejectsPage)
            {
                return;
            }
        }
    }

    private static async Task<Upload?> FindAsync(UploadId id, CurrentUser asker, AskerScope scope, UploadStore uploads, CancellationToken ct)
        => await uploads.GetAsync(id, ct) is { } upload && await scope.SeesAsync(asker, upload.ListId, ct) ? upload : null;

    private static UploadView View(Upload u) => new(
        u.Id,
        u.ListId,
        u.State,
        u.FileName,
        u.DryRun,
        u.Duplicates,
        u.DuplicateScope,
        u.Encoding,
        u.Separator,
        u.RowCount,
        u.InsertedCount,
        u.UpdatedCount,
        u.DuplicateCount,
        u.RejectedCount,
        u.DoNotCallCount,
        u.WarningCount,
        u.Progress,
        u.Error,
        u.CreatedAt,
        u.StartedAt,
        u.State is UploadState.Queued or UploadState.Running ? null : u.FinishedAt);
}
