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

/// <summary>The form of a file that is to wait for its mapping, as OpenAPI shows it.</summary>
/// <param name="File">The CSV or XLSX file.</param>
public sealed record FileFields(IFormFile File);

/// <summary>Files that wait in a list until they are mapped and imported; they are kept for a day.</summary>
internal static class FileEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder lists = endpoints.MapApi("lists", "Uploads");
        lists.MapPost("{id}/files", AddAsync).RequirePermission(Permissions.ListUpload).WithBodyLimit(UploadEndpoints.FileLimit + (1 << 20))
            .Accepts<FileFields>("multipart/form-data")
            .WithSummary("Send a CSV or XLSX file and see how it would be read; POST uploads with its id imports it")
            .Produces<FilePreview>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status413PayloadTooLarge);
        lists.MapPost("{id}/files/{fileId:long}/preview", PreviewAsync).RequirePermission(Permissions.ListUpload).WithoutReplay()
            .WithSummary("The first rows of a file that waits, read and mapped as asked")
            .Produces<FilePreview>().ProducesProblemCode(StatusCodes.Status404NotFound);
        lists.MapDelete("{id}/files/{fileId:long}", RemoveAsync).RequirePermission(Permissions.ListUpload).WithSummary("Remove a file that waits")
            .Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AddAsync(
        Id<ListId> id,
        HttpContext context,
        CurrentUser asker,
        AskerScope scope,
        ListStore lists,
        UploadFiles files,
        StagingService staging,
        PreviewService previews,
        AuditWriter audit,
        CancellationToken ct)
    {
        if (await lists.GetAsync(id, ct) is not { } list || !await scope.SeesAsync(asker, list.Id, ct))
        {
            return ApiProblem.NotFound("list");
        }

        UploadForm form = await UploadForm.ReadAsync(context.Request, files, ct);
        if (form.Stored is not { } stored)
        {
            return ApiProblem.Invalid(("file", "is required."));
        }

        (StagedFile? file, MappingFault? fault) = await staging.TakeInAsync(list, stored, UploadService.CleanName(form.FileName), asker.UserId, ct);
        if (file is null)
        {
            return UploadEndpoints.Problem(fault!);
        }

        (FilePreview? preview, fault) = await previews.MakeAsync(file, list, new PreviewRequest(), ct);
        if (preview is null)
        {
            await staging.RemoveAsync(file, ct);
            return UploadEndpoints.Problem(fault!);
        }

        await audit.WriteAsync("list.fileSent", $"list/{list.Id}", new { file = file.FileName, file.Bytes }, ct);
        return TypedResults.Created($"{ApiConventions.Root}/lists/{list.Id}/files/{preview.Id}", preview);
    }

    private static async Task<IResult> PreviewAsync(
        Id<ListId> id,
        long fileId,
        PreviewRequest request,
        CurrentUser asker,
        AskerScope scope,
        ListStore lists,
        StagedFileStore staged,
        StagingService staging,
        PreviewService previews,
        CancellationToken ct)
    {
        if (await FindAsync(id, fileId, asker, scope, lists, staged, ct) is not (LeadList list, StagedFile found))
        {
            return ApiProblem.NotFound("file");
        }

        (StagedFile? file, MappingFault? fault) = await staging.ChooseSheetAsync(found, request.Sheet, ct);
        if (file is null)
        {
            return UploadEndpoints.Problem(fault!);
        }

        (FilePreview? preview, fault) = await previews.MakeAsync(file, list, request, ct);
        return preview is null ? UploadEndpoints.Problem(fault!) : TypedResults.Ok(preview);
    }

    private static async Task<IResult> RemoveAsync(
        Id<ListId> id, long fileId, CurrentUser asker, AskerScope scope, ListStore lists, StagedFileStore staged, StagingService staging, CancellationToken ct)
    {
        if (await FindAsync(id, fileId, asker, scope, lists, staged, ct) is not (_, StagedFile file))
        {
            return ApiProblem.NotFound("file");
        }

        await staging.RemoveAsync(file, ct);
        return TypedResults.NoContent();
    }

    private static async Task<(LeadList List, StagedFile File)?> FindAsync(
        ListId id, long fileId, CurrentUser asker, AskerScope scope, ListStore lists, StagedFileStore staged, CancellationToken ct)
        => await lists.GetAsync(id, ct) is { } list && await scope.SeesAsync(asker, list.Id, ct) && await staged.GetAsync(fileId, ct) is { } file && file.ListId == list.Id
            ? (list, file)
            : null;
}
