using CallCenter.Data.Campaigns;
using CallCenter.Domain;
using CallCenter.Domain.Numbers;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using CallCenter.Supervisor.Lists;
using CallCenter.Supervisor.Lists.Csv;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Compliance;

/// <summary>The form of a do-not-call file as OpenAPI shows it.</summary>
/// <param name="File">CSV, XLSX or one number a line.</param>
/// <param name="Country">Of numbers without a country code; US when absent.</param>
/// <param name="Prefixes">true: every entry is a prefix. Else those that end with an asterisk are.</param>
/// <param name="Source">Where the numbers come from, for example the name of a registry; "import" when absent.</param>
/// <param name="CampaignId">Absent: the whole company.</param>
public sealed record DoNotCallFileFields(IFormFile File, string? Country, bool? Prefixes, string? Source, string? Reason, string? CampaignId);

/// <summary>Do-not-call files.</summary>
internal static class DoNotCallImportEndpoints
{
    private const long FileLimit = 256L << 20;

    public static void Map(IEndpointRouteBuilder endpoints)
        => endpoints.MapApi("dnc", "Do-not-call").MapPost("imports", AddAsync).RequirePermission(Permissions.DncEdit).WithBodyLimit(FileLimit + (1 << 20))
            .Accepts<DoNotCallFileFields>("multipart/form-data")
            .WithSummary("Add the numbers of a file: a registry's, or one number a line")
            .Produces<DoNotCallImportReport>().ProducesProblemCode(StatusCodes.Status413PayloadTooLarge);

    private static async Task<IResult> AddAsync(
        HttpContext context, CurrentUser asker, CampaignStore campaigns, UploadFiles files, DoNotCallImport import, AuditWriter audit, CancellationToken ct)
    {
        UploadForm form = await UploadForm.ReadAsync(context.Request, files, ct);
        if (form.Stored is not { } stored)
        {
            return ApiProblem.Invalid(("file", "is required."));
        }

        try
        {
            (DoNotCallFile? order, ApiProblem? problem) = await OrderAsync(form, stored, asker, campaigns, ct);
            if (order is null)
            {
                return problem!;
            }

            (DoNotCallImportReport? report, MappingFault? fault) = await import.RunAsync(order, ct);
            if (report is null)
            {
                return UploadEndpoints.Problem(fault!);
            }

            await audit.WriteAsync(
                "dnc.import", "dnc", new { file = UploadService.CleanName(form.FileName), order.Source, order.Prefixes, report.Rows, report.Added, report.Rejected }, ct);
            return TypedResults.Ok(report);
        }
        finally
        {
            files.Remove(stored);
        }
    }

    private static async Task<(DoNotCallFile? Order, ApiProblem? Problem)> OrderAsync(
        UploadForm form, string stored, CurrentUser asker, CampaignStore campaigns, CancellationToken ct)
    {
        string country = (form.Text("country") ?? "US").ToUpperInvariant();
        if (!PhoneNumbers.IsCountry(country))
        {
            return (null, ApiProblem.Invalid(("country", "the two letters of a country (ISO 3166), for example US, GB or CN.")));
        }

        string source = form.Text("source") ?? "import";
        string? reason = form.Text("reason");
        if (source.Length > 50 || reason?.Length > 400 || source.Any(char.IsControl))
        {
            return (null, ApiProblem.Invalid(("source", "at most 50 characters, and a reason of at most 400.")));
        }

        CampaignId? campaign = null;
        if (form.Text("campaignId") is { } text)
        {
            if (!Id<CampaignId>.TryParse(text, out Id<CampaignId> id) || !AskerScope.Sees(asker, id.Value) || await campaigns.GetAsync(id.Value, ct) is null)
            {
                return (null, ApiProblem.Invalid(("campaignId", "there is no such campaign.")));
            }

            campaign = id.Value;
        }

        return (new DoNotCallFile(stored, country, form.Flag("prefixes"), campaign, source, reason, asker.UserId), null);
    }
}
