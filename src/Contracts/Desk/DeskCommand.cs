using System.Text.Json.Serialization;
using CallCenter.Domain;

namespace CallCenter.Contracts.Desk;

/// <summary>What an agent does at the desk, sent to hub method <c>Do</c>. Whatever must be stored goes by HTTP instead.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(GoReady), "goReady")]
[JsonDerivedType(typeof(GoPaused), "goPaused")]
[JsonDerivedType(typeof(EndCall), "endCall")]
[JsonDerivedType(typeof(SetHold), "setHold")]
[JsonDerivedType(typeof(SetMute), "setMute")]
[JsonDerivedType(typeof(PressKeys), "pressKeys")]
[JsonDerivedType(typeof(SetRecordingPause), "setRecordingPause")]
[JsonDerivedType(typeof(AskForTime), "askForTime")]
[JsonDerivedType(typeof(DialByHand), "dialByHand")]
[JsonDerivedType(typeof(SetEcho), "setEcho")]
public abstract record DeskCommand
{
    /// <summary>Made by the client; a repeat is answered as the first was and not carried out again.</summary>
    public required Guid CommandId { get; init; }
}

/// <summary>Ready for calls; in a call it is kept for after the wrap-up.</summary>
public sealed record GoReady : DeskCommand;

/// <summary>Paused; in a call it is kept for after the wrap-up.</summary>
/// <param name="Reason">At most 100 characters.</param>
public sealed record GoPaused(string? Reason) : DeskCommand;

/// <summary>Hangs up.</summary>
public sealed record EndCall(CallId Call) : DeskCommand;

/// <summary>The customer hears music, or the agent again.</summary>
public sealed record SetHold(CallId Call, bool On) : DeskCommand;

/// <summary>The customer does not hear the agent, or does again.</summary>
public sealed record SetMute(CallId Call, bool On) : DeskCommand;

/// <summary>Digits to the customer's side: 0-9 * # A-D, at most 32.</summary>
public sealed record PressKeys(CallId Call, string Digits) : DeskCommand;

/// <summary>The recording holds silence while card data is spoken.</summary>
public sealed record SetRecordingPause(CallId Call, bool On) : DeskCommand;

/// <summary>Thirty seconds more to wrap up.</summary>
public sealed record AskForTime(CallId Call) : DeskCommand;

/// <summary>Dials a number by hand.</summary>
public sealed record DialByHand(string Number, CampaignId Campaign) : DeskCommand;

/// <summary>The agent hears the own microphone back, for the check before the shift; ends by itself with the first call.</summary>
public sealed record SetEcho(bool On) : DeskCommand;

/// <summary>The answer to a <see cref="DeskCommand"/>.</summary>
/// <param name="Code">Null when carried out; else stable and snake_case, as in the HTTP API.</param>
/// <param name="Message">English, for the log; screens translate <paramref name="Code"/>.</param>
/// <param name="Call">The call that was placed.</param>
public sealed record DeskReply(string? Code = null, string? Message = null, CallId? Call = null);
