using System.Security.Cryptography;
using CallCenter.AgentConsole.Softphone;
using CallCenter.AgentConsole.Sessions;
using CallCenter.Contracts;
using CallCenter.Contracts.Desk;
using CallCenter.Domain;
using CallCenter.Portal.Access;

namespace CallCenter.AgentConsole.Desk;

/// <summary>What an agent does at the desk, as orders to the Dialer, which answers a repeat as it answered the first.</summary>
internal sealed class DeskCommands(IDialerLink dialer)
{
    public async Task<DeskReply> DoAsync(CurrentUser user, DeskCommand command, CancellationToken ct)
    {
        if (command.CommandId == Guid.Empty)
        {
            return new DeskReply("invalid_request", "commandId: is required.");
        }

        if (Check(user, command) is { } fault)
        {
            return fault;
        }

        DialerCommand order = Order(user, command) with { CommandId = IdOf(user, command.CommandId) };
        return await dialer.SendAsync(order, ct) switch
        {
            Refused refused => new DeskReply(refused.Code, refused.Message),
            CallPlaced placed => new DeskReply(Call: placed.Call),
            _ => new DeskReply(),
        };
    }

    private static DeskReply? Check(CurrentUser user, DeskCommand command) => command switch
    {
        GoPaused pause when PauseReasons.Fault(pause.Reason) is { } fault => new DeskReply("invalid_request", $"reason: {fault}"),
        PressKeys keys when DialChecks.DigitsFault(keys.Digits) is { } fault => new DeskReply("invalid_request", $"digits: {fault}"),
        DialByHand when !user.Has(Permissions.CallDial) => new DeskReply("forbidden", "Your roles do not allow this."),
        DialByHand dial when DialChecks.NumberFault(dial.Number) is { } fault => new DeskReply("invalid_request", $"number: {fault}"),
        DialByHand dial when !user.MayJoin(dial.Campaign) => new DeskReply("invalid_request", "campaign: there is no such campaign."),
        _ => null,
    };

    private static DialerCommand Order(CurrentUser user, DeskCommand command)
    {
        UserId agent = user.Agent();
        return command switch
        {
            GoReady => new SetAgentState(agent, AgentState.Ready, null),
            GoPaused c => new SetAgentState(agent, AgentState.Paused, c.Reason),
            EndCall c => new HangUpCall(agent, c.Call),
            SetHold c => new HoldCall(agent, c.Call, c.On),
            SetMute c => new MuteAgent(agent, c.Call, c.On),
            PressKeys c => new SendDigits(agent, c.Call, c.Digits),
            SetRecordingPause c => new PauseRecording(agent, c.Call, c.On),
            AskForTime c => new ExtendWrapUp(agent, c.Call),
            DialByHand c => new PlaceManualCall(agent, c.Number, c.Campaign),
            SetEcho c => new EchoPhone(agent, c.On),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "No order for it."),
        };
    }

    // Clients make the ids: one person's must not be answered with another's.
    private static Guid IdOf(CurrentUser user, Guid id)
    {
        Span<byte> text = stackalloc byte[24];
        id.TryWriteBytes(text);
        BitConverter.TryWriteBytes(text[16..], user.Agent().Value);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return new Guid(hash[..16]);
    }
}
