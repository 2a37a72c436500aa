using CallCenter.Data;
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

/// <summary>A campaign that plays a prompt.</summary>
public sealed record PromptUseView(CampaignId Id, string Name);

/// <summary>A prompt.</summary>
/// <param name="UsedBy">Campaigns of the asker's that play it to people whose call is abandoned.</param>
public sealed record PromptView(PromptId Id, string Name, string Language, double DurationSeconds, DateTimeOffset CreatedAt, IReadOnlyList<PromptUseView> UsedBy);

/// <summary>What is to be changed; what is absent stays.</summary>
public sealed record PromptEditRequest(string? Name = null, string? Language = null);

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
        api.MapGet("{id}/audio", AudioAsync).RequirePermission(Permissions.PromptRead).WithSummary("The prompt as WAV that every browser plays")
            .Produces(StatusCodes.Status200OK, contentType: "audio/wav").ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapPatch("{id}", EditAsync).RequirePermission(Permissions.PromptEdit).WithSummary("Rename a prompt; its audio never changes")
            .Produces<PromptView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapDelete("{id}", DeleteAsync).RequirePermission(Permissions.PromptEdit).WithSummary("Delete a prompt that no campaign plays")
            .Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(Page page, CurrentUser asker, PromptStore prompts, CancellationToken ct)
    {
        ILookup<PromptId, PromptUse> uses = (await prompts.UsesAsync(ct)).ToLookup(u => u.Prompt);
        IEnumerable<PromptInfo> rows = (await prompts.ListAsync(ct)).Where(p => p.Id.Value > (page.After ?? 0)).OrderBy(p => p.Id.Value);
        PagedResult<PromptInfo> cut = page.Of([.. rows.Take(page.Limit + 1)], p => p.Id.ToString());
        return TypedResults.Ok(new PagedResult<PromptView>([.. cut.Items.Select(p => View(asker, p, uses[p.Id]))], cut.Next));
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
        List<(string, string)> faults = Faults(name, language);

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
        return TypedResults.Created((string?)null, View(asker, prompt, []));
    }

    private static async Task<IResult> AudioAsync(Id<PromptId> id, PromptStore prompts, CancellationToken ct)
    {
        if (await prompts.GetAsync(id, ct) is not { } prompt)
        {
            return ApiProblem.NotFound("prompt");
        }

        byte[]? wav = prompt.Info.Format == PromptFormat.MuLaw8k ? PlainWav.FromMuLaw(prompt.Audio) : PlainWav.From(prompt.Audio);
        return wav is null ? ApiProblem.NotFound("audio") : TypedResults.Bytes(wav, "audio/wav", enableRangeProcessing: true);
    }

    private static async Task<IResult> EditAsync(
        Id<PromptId> id, PromptEditRequest request, CurrentUser asker, PromptStore prompts, AuditWriter audit, CancellationToken ct)
    {
        if ((await prompts.ListAsync(ct)).FirstOrDefault(p => p.Id == id.Value) is not { } prompt)
        {
            return ApiProblem.NotFound("prompt");
        }

        string name = request.Name?.Trim() ?? prompt.Name;
        string language = request.Language?.Trim() ?? prompt.Language;
        if (Faults(name, language) is { Count: > 0 } faults)
        {
            return ApiProblem.Invalid([.. faults]);
        }

        if (!await prompts.RenameAsync(id, name, language, ct))
        {
            return ApiProblem.NotFound("prompt");
        }

        await audit.WriteAsync("prompt.edit", $"prompt/{id}", new { name, language }, ct);
        return TypedResults.Ok(View(asker, prompt with { Name = name, Language = language }, (await prompts.UsesAsync(ct)).Where(u => u.Prompt == id.Value)));
    }

    private static async Task<IResult> DeleteAsync(Id<PromptId> id, PromptStore prompts, AuditWriter audit, CancellationToken ct)
    {
        switch (await prompts.DeleteAsync(id, ct))
        {
            case EditOutcome.NotFound:
                return ApiProblem.NotFound("prompt");
            case EditOutcome.UnknownReference:
                return ApiProblem.Conflict("prompt_in_use", "A campaign plays this prompt: give it another one first.");
            default:
                await audit.WriteAsync("prompt.delete", $"prompt/{id}", null, ct);
                return TypedResults.NoContent();
        }
    }

    private static List<(string, string)> Faults(string name, string language)
    {
        List<(string, string)> faults = [];
        if (name.Length is 0 or > 200 || name.Any(char.IsControl))
        {
            faults.Add(("name", "1 to 200 characters, no control characters."));
        }

        if (language.Length is 0 or > 20 || !language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            faults.Add(("language", "a language tag, for example en or zh-CN."));
        }

        return faults;
    }

    private static PromptView View(CurrentUser asker, PromptInfo p, IEnumerable<PromptUse> uses) => new(
        p.Id,
        p.Name,
        p.Language,
        p.Duration.TotalSeconds,
        p.CreatedAt,
        [.. uses.Where(u => AskerScope.Sees(asker, u.Campaign)).Select(u => new PromptUseView(u.Campaign, u.Name))]);
}
