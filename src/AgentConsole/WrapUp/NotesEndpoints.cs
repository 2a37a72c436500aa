using CallCenter.AgentConsole.Desk;
using CallCenter.AgentConsole.ScreenPops;
using CallCenter.Contracts.Desk;
using CallCenter.Data.Calls;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.AgentConsole.WrapUp;

/// <summary>Notes are saved as they are typed; two tabs do not overwrite each other's.</summary>
internal static class NotesEndpoints
{
    private const int Longest = 20_000;

    public static void Map(RouteGroupBuilder api)
        => api.MapPut("calls/{id}/notes", SaveAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Save the notes on my call; with the revision they grew from, only when nothing else was saved since")
            .Produces<NotesView>()
            .Produces<NotesConflict>(StatusCodes.Status409Conflict, "application/problem+json")
            .ProducesProblemCode(StatusCodes.Status404NotFound);

    /// <summary>What is wrong with notes; null when nothing is.</summary>
    public static string? Fault(string text)
        => text.Length > Longest || text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
            ? $"at most {Longest} characters, no control characters but line breaks and tabs."
            : null;

    private static async Task<IResult> SaveAsync(
        Guid id, NotesRequest request, CurrentUser user, CallNotes notes, DeskFeeds desks, HttpContext context, TimeProvider time, CancellationToken ct)
    {
        if (Fault(request.Text) is { } fault)
        {
            return ApiProblem.Invalid(("text", fault));
        }

        (NotesOutcome outcome, StoredNotes? stored) = await notes.SaveAsync(
            CallId.From(id), user.Agent(), request.Text, request.Revision, time.GetUtcNow(), ct);
        if (outcome == NotesOutcome.Saved)
        {
            desks.Tell(user.Agent(), new DeskMessage.NotesSaved(CallId.From(id), ScreenPopBuilder.Notes(stored!)));
        }

        return outcome switch
        {
            NotesOutcome.Saved => TypedResults.Ok(ScreenPopBuilder.Notes(stored!)),
            NotesOutcome.Changed => Changed(context, ScreenPopBuilder.Notes(stored!)),
            _ => ApiProblem.NotFound("call of yours"),
        };
    }

    private static IResult Changed(HttpContext context, NotesView stored) => TypedResults.Json(
        new NotesConflict(
            "about:blank", "Conflict", StatusCodes.Status409Conflict, "Other notes were saved meanwhile: merge yours with them and save again.", "notes_changed", context.TraceIdentifier, stored),
        contentType: "application/problem+json",
        statusCode: StatusCodes.Status409Conflict);
}
