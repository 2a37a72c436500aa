using System.Text.Json.Serialization;
using CallCenter.Contracts;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.AgentConsole.Softphone;

/// <summary>A number dialled by hand.</summary>
/// <param name="Number">As written; the campaign's list country is assumed where it has no prefix.</param>
public sealed record DialRequest(string Number, CampaignId CampaignId);

/// <summary>The call that was placed.</summary>
public sealed record DialView(CallId Id);

/// <summary>Digits to send.</summary>
public sealed record DigitsRequest(string Digits);

/// <summary>Whether the recording goes on.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RecordingSwitch>))]
public enum RecordingSwitch
{
    Running,

    /// <summary>The file holds silence meanwhile: card data is spoken.</summary>
    Paused,
}

/// <summary>Pauses or resumes the recording.</summary>
public sealed record RecordingRequest(RecordingSwitch State);

/// <summary>What an agent does to the own call. The Dialer refuses calls of others as if they did not exist.</summary>
internal static class CallControlEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("calls", DialAsync).RequirePermission(Permissions.CallDial)
            .WithSummary("Dial a number by hand").Produces<DialView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status409Conflict);
        Order(api, "hangup", "End my call", (agent, call) => new HangUpCall(agent, call));
        Order(api, "hold", "The customer hears music", (agent, call) => new HoldCall(agent, call, OnHold: true));
        Order(api, "resume", "The customer hears me again", (agent, call) => new HoldCall(agent, call, OnHold: false));
        Order(api, "mute", "The customer does not hear me", (agent, call) => new MuteAgent(agent, call, Muted: true));
        Order(api, "unmute", "The customer hears me again", (agent, call) => new MuteAgent(agent, call, Muted: false));
        Control(api.MapPost("calls/{id}/dtmf", SendAsync), "Send digits to the customer's side");
        Control(api.MapPost("calls/{id}/recording", RecordAsync), "Pause or resume the recording");
    }

    private static void Order(RouteGroupBuilder api, string verb, string summary, Func<UserId, CallId, DialerCommand> command)
        => Control(
            api.MapPost(
                $"calls/{{id}}/{verb}",
                (Guid id, CurrentUser user, IDialerLink dialer, CommandKey key, CancellationToken ct)
                    => dialer.OrderAsync(command(user.Agent(), CallId.From(id)) with { CommandId = key.Value }, ct)),
            summary);

    private static void Control(RouteHandlerBuilder endpoint, string summary)
        => endpoint.RequirePermission(Permissions.AgentWork).WithSummary(summary)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblemCode(StatusCodes.Status404NotFound)
            .ProducesProblemCode(StatusCodes.Status409Conflict);

    private static async Task<IResult> DialAsync(DialRequest request, CurrentUser user, IDialerLink dialer, CommandKey key, CancellationToken ct)
    {
        if (DialChecks.NumberFault(request.Number) is { } fault)
        {
            return ApiProblem.Invalid(("number", fault));
        }

        if (!user.MayJoin(request.CampaignId))
        {
            return ApiProblem.Invalid(("campaignId", "there is no such campaign."));
        }

        return await dialer.AskAsync<CallPlaced>(
            new PlaceManualCall(user.Agent(), request.Number, request.CampaignId) { CommandId = key.Value },
            placed => TypedResults.Created($"{ApiConventions.Root}/calls/{placed.Call}", new DialView(placed.Call)),
            ct);
    }

    private static async Task<IResult> SendAsync(Guid id, DigitsRequest request, CurrentUser user, IDialerLink dialer, CommandKey key, CancellationToken ct)
        => DialChecks.DigitsFault(request.Digits) is { } fault
            ? ApiProblem.Invalid(("digits", fault))
            : await dialer.OrderAsync(new SendDigits(user.Agent(), CallId.From(id), request.Digits) { CommandId = key.Value }, ct);

    private static Task<IResult> RecordAsync(Guid id, RecordingRequest request, CurrentUser user, IDialerLink dialer, CommandKey key, CancellationToken ct)
        => dialer.OrderAsync(
            new PauseRecording(user.Agent(), CallId.From(id), request.State == RecordingSwitch.Paused) { CommandId = key.Value }, ct);
}
