using CallCenter.AgentConsole.Callbacks;
using CallCenter.AgentConsole.Desk;
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
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("calls/{id}/wrapup", SubmitAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Store the disposition; I am free again. A repeat with the same content answers alike")
            .Produces<WrapUpView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapPost("calls/{id}/wrapup/undo", UndoAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Take my disposition of the last ten seconds back; the call waits for one again")
            .Produces<WrapUpUndone>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapPost("calls/{id}/wrapup/extend", ExtendAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Thirty seconds more to wrap up").Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status409Conflict);
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
        DeskFeeds desks,
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
            new DispositionSubmission(call, user.Agent(), request.Disposition, request.Notes, wish, request.NotesRevision), now, ct);
        if (Refusal(result.Outcome, request) is { } refusal)
        {
            return refusal;
        }

        // Stored: from here on nothing takes the confirmation back. A Dialer that is away learns of it from the database.
        if (result.UnblockedNumber is not null)
        {
            await audit.WriteAsync("dnc.remove", $"call/{call}", new { source = "correction" }, CancellationToken.None);
        }

        if (result.BlockedNumber is { } number)
        {
            await audit.WriteAsync("dnc.add", $"call/{call}", new { source = "agent" }, CancellationToken.None);
            await dialer.SendAsync(new DoNotCallChanged([number]), CancellationToken.None);
        }

        await dialer.SendAsync(new FinishWrapUp(user.Agent(), call, request.Disposition) { CommandId = key.Value }, CancellationToken.None);
        desks.Tell(user.Agent(), new DeskMessage.Disposed(call));
        return TypedResults.Ok(new WrapUpView(
            call, request.Disposition, result.Callback, result.LeadState, result.Outcome == SubmitOutcome.Repeated));
    }

    private static async Task<IResult> UndoAsync(
        Guid id, CurrentUser user, DispositionLedger ledger, IDialerLink dialer, AuditWriter audit, DeskFeeds desks, TimeProvider time, CommandKey key, CancellationToken ct)
    {
        CallId call = CallId.From(id);
        UndoResult result = await ledger.UndoAsync(call, user.Agent(), time.GetUtcNow(), ct);
        switch (result.Outcome)
        {
            case UndoOutcome.TooLate:
                return ApiProblem.Conflict("undo_too_late", $"A disposition can be taken back for {DispositionLedger.CorrectionTime.TotalSeconds} seconds.");
            case UndoOutcome.LeadInUse:
                return ApiProblem.Conflict("lead_in_use", "The customer is being called again already.");
            case UndoOutcome.NothingToUndo:
                return ApiProblem.NotFound("disposition of yours");
            default:
                break;
        }

        await audit.WriteAsync("wrapUp.undo", $"call/{call}", new { disposition = result.Code }, CancellationToken.None);
        if (result.Unblocked is not null)
        {
            await audit.WriteAsync("dnc.remove", $"call/{call}", new { source = "correction" }, CancellationToken.None);
        }

        // No new call while the form is open again: who was ready is paused.
        if (await dialer.SendAsync(new GetAgent(user.Agent()), CancellationToken.None) is AgentReply { Agent: { State: AgentState.Ready, Call: null } })
        {
            await dialer.SendAsync(new SetAgentState(user.Agent(), AgentState.Paused, "wrapUp") { CommandId = key.Value }, CancellationToken.None);
        }

        desks.Tell(user.Agent(), new DeskMessage.Reopened(call));
        return TypedResults.Ok(new WrapUpUndone(call, result.Code!));
    }

    private static ApiProblem? Check(WrapUpRequest request, DateTimeOffset now)
    {
        if (request.Disposition.Length is 0 or > 50)
        {
            return ApiProblem.Invalid(("disposition", "the code of a disposition."));
        }

        if (request.Notes is { } notes && NotesEndpoints.Fault(notes) is { } fault)
        {
            return ApiProblem.Invalid(("notes", fault));
        }

        if (request.Callback is { } callback)
        {
            if (CallbackChecks.TimeFault(callback.At, now) is { } badTime)
            {
                return ApiProblem.Invalid(("callback.at", badTime));
            }

            if (callback.Number is { } number && CallbackChecks.NumberFault(number) is { } badNumber)
            {
                return ApiProblem.Invalid(("callback.number", badNumber));
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
        SubmitOutcome.NotesChanged => ApiProblem.Conflict("notes_changed", "Other notes were saved meanwhile: read the call's screen again and merge yours with them."),
        _ => ApiProblem.NotFound("call of yours"),
    };
}
