using System.Text.Json.Serialization;
using CallCenter.Contracts;
using CallCenter.Data.Dispositions;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.AgentConsole.WrapUp;

/// <summary>Step 10 of a call: notes, verdict, promise. Confirmed only when stored; the Dialer hears of it afterwards (H-A14).</summary>
internal static class WrapUpEndpoints
{
    private const int LongestNotes = 20_000;
    private static readonly TimeSpan FurthestCallback = TimeSpan.FromDays(366);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPut("calls/{id}/notes", SaveNotesAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Save the notes on my call").Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapPost("calls/{id}/wrapup", SubmitAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Store the disposition; I am free again. A repeat with the same content answers alike")
            .Produces<WrapUpView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapPost("calls/{id}/wrapup/extend", ExtendAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Thirty seconds more to wrap up").Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> SaveNotesAsync(
        Guid id, NotesRequest request, CurrentUser user, DispositionLedger ledger, TimeProvider time, CancellationToken ct)
    {
        if (!IsText(request.Text))
        {
            return ApiProblem.Invalid(("text", $"at most {LongestNotes} characters, no control characters but line breaks and tabs."));
        }

        return await ledger.SaveNotesAsync(CallId.From(id), user.Agent(), request.Text, time.GetUtcNow(), ct)
            ? TypedResults.NoContent()
            : ApiProblem.NotFound("call of yours");
    }

    private static Task<IResult> ExtendAsync(Guid id, CurrentUser user, IDialerLink dialer, CommandKey key, CancellationToken ct)
        => dialer.OrderAsync(new ExtendWrapUp(user.Agent(), CallId.From(id)) { CommandId = key.Value }, ct);

    private static async Task<IResult> SubmitAsync(
        Guid id,
        WrapUpRequest request,
        CurrentUser user,
        DispositionLedger ledger,
        IDialerLink dialer,
        AuditWriter audit,
        TimeProvider time,
        CommandKey key,
        CancellationToken ct)
    {
        CallId call = CallId.From(id);
        DateTimeOffset now = time.GetUtcNow();
        if (Check(request, now) is { } fault)
        {
            return fault;
        }

        if (await dialer.SendAsync(new GetAgent(user.Agent()), ct) is AgentReply { Agent.Call: { } live } && live.Id == call && live.State is not "wrapUp")
        {
            return ApiProblem.Conflict("call_in_progress", "The call is not over yet: hang up first.");
        }

        CallbackWish? wish = request.Callback is { } promise
            ? new CallbackWish(promise.At, promise.Number, promise.Owner == CallbackOwner.Me ? user.Agent() : null)
            : null;
        SubmitResult result = await ledger.SubmitAsync(
            new DispositionSubmission(call, user.Agent(), request.Disposition, request.Notes, wish), now, ct);
        if (Refusal(result.Outcome, request) is { } refusal)
        {
            return refusal;
        }

        // Stored: from here on nothing takes the confirmation back. A Dialer that is away learns of it from the database.
        if (result.BlockedNumber is { } number)
        {
            await audit.WriteAsync("dnc.add", $"call/{call}", new { source = "agent" }, CancellationToken.None);
            await dialer.SendAsync(new DoNotCallChanged([number]), CancellationToken.None);
        }

        await dialer.SendAsync(new FinishWrapUp(user.Agent(), call, request.Disposition) { CommandId = key.Value }, CancellationToken.None);
        return TypedResults.Ok(new WrapUpView(
            call, request.Disposition, result.Callback, result.LeadState, result.Outcome == SubmitOutcome.Repeated));
    }

    private static ApiProblem? Check(WrapUpRequest request, DateTimeOffset now)
    {
        if (request.Disposition.Length is 0 or > 50)
        {
            return ApiProblem.Invalid(("disposition", "the code of a disposition."));
        }

        if (request.Notes is { } notes && !IsText(notes))
        {
            return ApiProblem.Invalid(("notes", $"at most {LongestNotes} characters, no control characters but line breaks and tabs."));
        }

        if (request.Callback is { } callback)
        {
            if (callback.At <= now || callback.At - now > FurthestCallback)
            {
                return ApiProblem.Invalid(("callback.at", "in the future, within a year."));
            }

            if (callback.Number is { } number
                && !(number.Length is >= 7 and <= 16 && number[0] == '+' && number[1] != '0' && number.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0))
            {
                return ApiProblem.Invalid(("callback.number", "E.164: a plus sign and 6 to 15 digits."));
            }
        }

        return null;
    }

    private static ApiProblem? Refusal(SubmitOutcome outcome, WrapUpRequest request) => outcome switch
    {
        SubmitOutcome.Stored or SubmitOutcome.Repeated or SubmitOutcome.Corrected => null,
        SubmitOutcome.Conflict => ApiProblem.Conflict("already_disposed", "The call has another disposition already."),
        SubmitOutcome.UnknownDisposition => ApiProblem.Invalid(("disposition", $"there is no disposition '{request.Disposition}' here.")),
        SubmitOutcome.CallbackMissing => ApiProblem.Invalid(("callback", "this disposition promises a call: say when.")),
        _ => ApiProblem.NotFound("call of yours"),
    };

    private static bool IsText(string text)
        => text.Length <= LongestNotes && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
}
