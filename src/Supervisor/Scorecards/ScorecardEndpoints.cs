using System.Text.Json;
using CallCenter.Contracts.Quality;
using CallCenter.Data;
using CallCenter.Data.Quality;
using CallCenter.Domain;
using CallCenter.Domain.Quality;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using CallCenter.Portal.Quality;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Scorecards;

/// <summary>The forms that calls are judged by.</summary>
internal static class ScorecardEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("scorecards", "Quality");
        api.MapGet("", ListAsync).RequirePermission(Permissions.ScoreRead, Permissions.ScorecardEdit)
            .WithSummary("Scorecards with their present questions; ?archived=true for the archived ones too").Produces<PagedResult<ScorecardView>>();
        api.MapGet("{id}", GetAsync).RequirePermission(Permissions.ScoreRead, Permissions.ScorecardEdit)
            .WithSummary("One scorecard, with the questions of version ?number or the present ones").Produces<ScorecardView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapPost("", AddAsync).RequirePermission(Permissions.ScorecardEdit).WithSummary("Add a scorecard")
            .Produces<ScorecardView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapPatch("{id}", EditAsync).RequirePermission(Permissions.ScorecardEdit)
            .WithSummary("Change a scorecard (RFC 7396); changed questions are its next version once a score was given by the present one")
            .Accepts<ScorecardEdit>("application/json", "application/merge-patch+json")
            .Produces<ScorecardView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(bool? archived, ScorecardStore cards, CancellationToken ct)
        => TypedResults.Ok(new PagedResult<ScorecardView>(
            [.. (await cards.ListAsync(ct)).Where(c => archived == true || c.ArchivedAt is null).Select(QualityViews.View)], null));

    private static async Task<IResult> GetAsync(Id<ScorecardId> id, int? number, ScorecardStore cards, HttpContext context, CancellationToken ct)
    {
        if (await cards.GetAsync(id, number, ct) is not { } card)
        {
            return ApiProblem.NotFound("scorecard");
        }

        RowVersion.Tag(context, card.Version);
        return TypedResults.Ok(QualityViews.View(card));
    }

    private static async Task<IResult> AddAsync(
        ScorecardRequest request, CurrentUser asker, ScorecardStore cards, AuditWriter audit, TimeProvider time, HttpContext context, CancellationToken ct)
    {
        IReadOnlyList<(string, string)> faults = Faults(request.Name, request.Sections);
        if (faults.Count > 0)
        {
            return ApiProblem.Invalid([.. faults]);
        }

        Edited<Scorecard> made = await cards.CreateAsync(request.Name.Trim(), request.Sections, asker.UserId, time.GetUtcNow(), ct);
        if (made.Value is not { } card)
        {
            return Problem(made.Outcome, request.Name);
        }

        await audit.WriteAsync("scorecard.create", $"scorecard/{card.Id}", new { card.Name }, ct);
        RowVersion.Tag(context, card.Version);
        return TypedResults.Created($"{ApiConventions.Root}/scorecards/{card.Id}", QualityViews.View(card));
    }

    private static async Task<IResult> EditAsync(
        Id<ScorecardId> id, JsonElement patch, CurrentUser asker, ScorecardStore cards, AuditWriter audit, TimeProvider time, HttpContext context, CancellationToken ct)
    {
        if (await cards.GetAsync(id, null, ct) is not { } card)
        {
            return ApiProblem.NotFound("scorecard");
        }

        ScorecardEdit edit = MergePatch.Apply(new ScorecardEdit(card.Name, card.Sections, card.ArchivedAt is not null), patch);
        IReadOnlyList<(string, string)> faults = Faults(edit.Name, edit.Sections);
        if (faults.Count > 0)
        {
            return ApiProblem.Invalid([.. faults]);
        }

        DateTimeOffset now = time.GetUtcNow();
        Scorecard wanted = card with
        {
            Name = edit.Name.Trim(),
            Sections = edit.Sections,
            ArchivedAt = edit.Archived ? card.ArchivedAt ?? now : null,
            Version = RowVersion.Expected(context.Request) ?? card.Version,
        };
        Edited<Scorecard> edited = await cards.UpdateAsync(wanted, asker.UserId, now, ct);
        if (edited.Value is not { } stored)
        {
            return Problem(edited.Outcome, edit.Name);
        }

        await audit.WriteAsync(
            "scorecard.edit", $"scorecard/{stored.Id}", new { fields = patch.EnumerateObject().Select(p => p.Name).ToArray(), stored.Number }, ct);
        RowVersion.Tag(context, stored.Version);
        return TypedResults.Ok(QualityViews.View(stored));
    }

    private static List<(string, string)> Faults(string name, IReadOnlyList<ScorecardSection> sections)
    {
        List<(string, string)> faults = [.. ScorecardRules.Faults(sections)];
        if (name.Trim().Length is 0 or > 200 || name.Any(char.IsControl))
        {
            faults.Add(("name", "1 to 200 characters, no control characters."));
        }

        return faults;
    }

    private static ApiProblem Problem(EditOutcome outcome, string name) => outcome switch
    {
        EditOutcome.NameTaken => ApiProblem.Conflict("name_taken", $"There is a scorecard '{name.Trim()}' already."),
        EditOutcome.VersionConflict => ApiProblem.Conflict("edited_meanwhile", "Somebody else changed this scorecard: read it again."),
        _ => ApiProblem.NotFound("scorecard"),
    };
}
