using CallCenter.Data.Prompts;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Prompts;

/// <summary>The multipart form of a prompt.</summary>
/// <param name="File">WAV: PCM of 8 or 16 bits, A-law or mu-law, at most ten minutes.</param>
/// <param name="Language">BCP 47; "en" when absent.</param>
public sealed record PromptFields(IFormFile File, string Name, string? Language);

/// <summary>A prompt.</summary>
public sealed record PromptView(PromptId Id, string Name, string Language, double DurationSeconds, DateTimeOffset CreatedAt);

/// <summary>Recorded audio that is played to someone.</summary>
internal static class PromptEndpoints
{
    private const long FileLimit = 20L << 20;
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("prompts", "Prompts");
        api.MapGet("", ListAsync).RequirePermission(Permissions.PromptRead).WithSummary("Prompts").Produces<PagedResult<PromptView>>();
        api.MapPost("", AddAsync).RequirePermission(Permissions.PromptEdit).WithBodyLimit(FileLimit + (1 << 20))
            .Accepts<PromptFields>("multipart/form-data").WithSummary("Add a prompt from a WAV file")
            .Produces<PromptView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<IResult> ListAsync(Page page, PromptStore prompts, CancellationToken ct)
    {
        IEnumerable<PromptInfo> rows = (await prompts.ListAsync(ct)).Where(p => p.Id.Value > (page.After ?? 0)).OrderBy(p => p.Id.Value);
        PagedResult<PromptInfo> cut = page.Of([.. rows.Take(page.Limit + 1)], p => p.Id.ToString());
        return TypedResults.Ok(new PagedResult<PromptView>([.. cut.Items.Select(View)], cut.Next));
    }

    private static async Task<IResult> AddAsync(
        HttpContext context, CurrentUser asker, PromptStore prompts, AuditWriter audit, TimeProvider time, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType)
        {
            return new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "Send multipart/form-data with file and name.");
        }

        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = FileLimit, ValueCountLimit = 16 }, ct);
        }
        catch (InvalidDataException e)
        {
            throw new BadHttpRequestException("The form cannot be read.", e);
        }

        string name = form["name"].ToString().Trim();
        string language = form["language"].ToString().Trim() is { Length: > 0 } given ? given : "en";
        List<(string, string)> faults = [];
        if (name.Length is 0 or > 200 || name.Any(char.IsControl))
        {
            faults.Add(("name", "1 to 200 characters, no control characters."));
        }

        if (language.Length > 20 || !language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            faults.Add(("language", "a language tag, for example en or zh-CN."));
        }

        byte[] audio = [];
        WavFile? wav = null;
        if (form.Files.GetFile("file") is { Length: <= FileLimit } file)
        {
            audio = new byte[file.Length];
            await using Stream stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(audio, ct);
            (wav, string? fault) = WavFile.Read(audio);
            if (wav is null)
            {
                faults.Add(("file", fault!));
            }
            else if (wav.Duration > _longest)
            {
                faults.Add(("file", "at most ten minutes."));
            }
        }
        else
        {
            faults.Add(("file", "is required."));
        }

        if (faults.Count > 0)
        {
            return ApiProblem.Invalid([.. faults]);
        }

        PromptInfo prompt = await prompts.CreateAsync(name, language, PromptFormat.Wav, audio, wav!.Duration, asker.UserId, time.GetUtcNow(), ct);
        await audit.WriteAsync("prompt.create", $"prompt/{prompt.Id}", new { prompt.Name }, ct);
        return TypedResults.Created((string?)null, View(prompt));
    }

    private static PromptView View(PromptInfo p) => new(p.Id, p.Name, p.Language, p.Duration.TotalSeconds, p.CreatedAt);
}
