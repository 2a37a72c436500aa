using CallCenter.AgentConsole.Desk;
using CallCenter.AgentConsole.Softphone;
using CallCenter.AgentConsole.WrapUp;
using CallCenter.Contracts;
using CallCenter.Contracts.Desk;
using CallCenter.Data.Desk;
using CallCenter.Data.Dispositions;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.AgentConsole.Callbacks;

/// <summary>An agent's own promised calls: read, advised on, moved, cancelled, made.</summary>
internal static class CallbackEndpoints
{
    private const int Most = 200;
    private static readonly TimeSpan LeadRestsAfterTry = TimeSpan.FromHours(1);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("callbacks", ListAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("My promised calls, overdue ones first").Produces<PagedResult<CallbackView>>();
        api.MapGet("callbacks/advice", AdviseAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Whether a call-back can be promised for a time: ?callId or ?callbackId, ?at with its offset, or as the clock shows it in ?timeZone")
            .Produces<CallbackAdvice>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapPut("callbacks/{id}", MoveAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Move my promised call, or give it to anyone").Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapDelete("callbacks/{id}", CancelAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Cancel my promised call").Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapPost("callbacks/{id}/dial", DialAsync).RequirePermission(Permissions.CallDial)
            .WithSummary("Make my promised call now; it passes the gate as every call does").Produces<DialView>(StatusCodes.Status201Created)
            .ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(CurrentUser user, CallbackReader callbacks, CancellationToken ct)
        => TypedResults.Ok(new PagedResult<CallbackView>(
            await callbacks.ListAsync(user.Agent(), DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, Most, ct), null));

    private static async Task<IResult> AdviseAsync(
        string at, Guid? callId, Id<CallbackId>? callbackId, string? timeZone, CurrentUser user, PopReader facts, CallbackReader callbacks, CallbackAdvisor advisor, CancellationToken ct)
    {
        if (AdviceTime.Read(at, timeZone) is not { } asked)
        {
            return ApiProblem.Invalid(("at", "a time with its offset, or one that exists on the clocks of 'timeZone' (an IANA name)."));
        }

        if (await SubjectAsync(callId, callbackId?.Value, user.Agent(), facts, callbacks, ct) is not { } subject)
        {
            return ApiProblem.NotFound("call or call-back of yours");
        }

        return TypedResults.Ok(await advisor.AdviseAsync(subject, user.Agent(), asked, timeZone, ct));
    }

    /// <summary>Only those the agent deals with: the own call's customer, or the own promise's.</summary>
    private static async Task<AdviceSubject?> SubjectAsync(
        Guid? call, CallbackId? callback, UserId agent, PopReader facts, CallbackReader callbacks, CancellationToken ct)
    {
        if (call is { } id)
        {
            PopFacts found = await facts.ReadAsync(new PopQuery(CallId.From(id), null, null, null, ""), ct);
            return found.Call?.AgentId == agent ? new AdviceSubject(found.Customer, found.Call.Number, found.Campaign, null) : null;
        }

        if (callback is { } promise && await callbacks.OwnAsync(promise, agent, ct) is { } own)
        {
            PopFacts found = await facts.ReadAsync(new PopQuery(CallId.From(Guid.Empty), own.CampaignId, null, own.CustomerId, own.Number), ct);
            return new AdviceSubject(found.Customer, own.Number, found.Campaign, own.Id);
        }

        return null;
    }

    private static async Task<IResult> MoveAsync(
        Id<CallbackId> id, CallbackMove move, CurrentUser user, CallbackStore store, DeskFeeds desks, TimeProvider time, CancellationToken ct)
    {
        if (CallbackChecks.TimeFault(move.At, time.GetUtcNow()) is { } fault)
        {
            return ApiProblem.Invalid(("at", fault));
        }

        UserId agent = user.Agent();
        return Told(await store.MoveAsync(id, agent, move.At, move.Owner == CallbackOwner.Me ? agent : null, ct), agent, desks);
    }

    private static async Task<IResult> CancelAsync(Id<CallbackId> id, CurrentUser user, CallbackStore store, DeskFeeds desks, TimeProvider time, CancellationToken ct)
        => Told(await store.CancelAsync(id, user.Agent(), time.GetUtcNow(), ct), user.Agent(), desks);

    private static IResult Told(bool done, UserId agent, DeskFeeds desks)
    {
        desks.Tell(agent, new DeskMessage.CallbacksChanged());
        return done ? TypedResults.NoContent() : ApiProblem.NotFound("open call-back of yours");
    }

    private static async Task<IResult> DialAsync(
        Id<CallbackId> id, CurrentUser user, CallbackReader callbacks, CallbackStore store, IDialerLink dialer, DeskFeeds desks, TimeProvider time, CommandKey key, CancellationToken ct)
    {
        UserId agent = user.Agent();
        if (await callbacks.OwnAsync(id, agent, ct) is not { } promise)
        {
            return ApiProblem.NotFound("open call-back of yours");
        }

        if (promise.CampaignId is not { } campaign || !user.MayJoin(campaign))
        {
            return ApiProblem.Conflict("no_campaign", "The call-back belongs to no campaign of yours: dial its number by hand.");
        }

        DialerReply reply = await dialer.SendAsync(new PlaceManualCall(agent, promise.Number, campaign) { CommandId = key.Value }, ct);
        if (reply is not CallPlaced placed)
        {
            return reply is Refused refused ? ApiProblem.From(refused) : throw new InvalidOperationException($"The dialer answered a dial with {reply.GetType().Name}.");
        }

        DateTimeOffset now = time.GetUtcNow();
        await store.KeepAsync(promise, agent, placed.Call, now, now + LeadRestsAfterTry, CancellationToken.None);
        desks.Tell(agent, new DeskMessage.PopChanged(placed.Call));
        return TypedResults.Created($"{ApiConventions.Root}/calls/{placed.Call}", new DialView(placed.Call));
    }
}
