using CallCenter.Contracts;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Trunks;

/// <summary>A test call to be made.</summary>
/// <param name="Number">With plus sign and country code, or as the carrier wants it.</param>
/// <param name="CallerId">Number to show; absent: the trunk's first, or its account.</param>
public sealed record TrunkTestRequest(string Number, string? CallerId = null);

/// <summary>Test calls over one trunk: one person's telephone rings and plays music, no campaign, no record.</summary>
internal static class TrunkTestEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("trunks", "Trunks");
        api.MapPost("{id}/test", StartAsync).RequirePermission(Permissions.TrunkTest)
            .WithSummary("Call a number over this trunk and play music for some seconds; poll the answer's address")
            .Produces<TrunkTestCall>(StatusCodes.Status202Accepted).ProducesProblemCode(StatusCodes.Status404NotFound)
            .ProducesProblemCode(StatusCodes.Status409Conflict).ProducesProblemCode(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("{id}/tests/{test:guid}", GetAsync).RequirePermission(Permissions.TrunkTest)
            .WithSummary("A test call as it is now").Produces<TrunkTestCall>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapPost("{id}/tests/{test:guid}/hangup", EndAsync).RequirePermission(Permissions.TrunkTest)
            .WithSummary("Hang up a test call").Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> StartAsync(
        Id<TrunkId> id, TrunkTestRequest request, CurrentUser asker, IDialerLink dialer, AuditWriter audit, CommandKey key, CancellationToken ct)
    {
        string number = DialledNumber.Of(request.Number);
        string? callerId = request.CallerId is { Length: > 0 } shown ? DialledNumber.Of(shown) : null;
        if (number.Length is < 3 or > 21 || callerId?.Length is < 3 or > 21)
        {
            return ApiProblem.Invalid((number.Length is < 3 or > 21 ? "number" : "callerId", "3 to 20 digits, after a plus sign and the country code."));
        }

        // Before the call: what is asked for is known even if nothing else survives.
        await audit.WriteAsync("trunk.test", $"trunk/{id}", new { number = $"...{number[^3..]}" }, ct);
        return await dialer.AskAsync<TrunkTestReply>(
            new StartTrunkTest(id, number, callerId) { CommandId = key.Value },
            reply => TypedResults.Accepted($"{ApiConventions.Root}/trunks/{id}/tests/{reply.Test.Id}", View(asker, reply.Test)),
            ct);
    }

    private static Task<IResult> GetAsync(Id<TrunkId> id, Guid test, CurrentUser asker, IDialerLink dialer, CancellationToken ct)
        => dialer.AskAsync<TrunkTestReply>(
            new GetTrunkTest(CallId.From(test)), reply => reply.Test.Trunk == id.Value ? TypedResults.Ok(View(asker, reply.Test)) : ApiProblem.NotFound("test call"), ct);

    private static async Task<IResult> EndAsync(Id<TrunkId> id, Guid test, IDialerLink dialer, CommandKey key, CancellationToken ct)
        => await dialer.SendAsync(new GetTrunkTest(CallId.From(test)), ct) is TrunkTestReply { Test.Trunk: var trunk } && trunk == id.Value
            ? await dialer.OrderAsync(new EndTrunkTest(CallId.From(test)) { CommandId = key.Value }, ct)
            : ApiProblem.NotFound("test call");

    private static TrunkTestCall View(CurrentUser asker, TrunkTestCall test)
    {
        string shown = Masking.Number(asker, test.Number);
        return shown == test.Number
            ? test
            : test with { Number = shown, Steps = [.. test.Steps.Select(s => s with { Text = s.Text.Replace(test.Number, shown, StringComparison.Ordinal) })] };
    }
}
