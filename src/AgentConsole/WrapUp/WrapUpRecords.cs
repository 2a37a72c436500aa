using System.Text.Json.Serialization;
using CallCenter.Domain;

namespace CallCenter.AgentConsole.WrapUp;

/// <summary>Who makes the promised call.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CallbackOwner>))]
public enum CallbackOwner
{
    Anyone,
    Me,
}

/// <summary>A promised call.</summary>
/// <param name="At">With its offset; in the future, within a year.</param>
/// <param name="Number">E.164; absent: the number of the call.</param>
public sealed record CallbackRequest(DateTimeOffset At, string? Number = null, CallbackOwner Owner = CallbackOwner.Anyone);

/// <summary>The verdict on a call.</summary>
/// <param name="Disposition">A code of GET /dispositions.</param>
/// <param name="Notes">Absent: the notes stay as saved.</param>
/// <param name="NotesRevision">The one the notes grew from; absent: whatever is stored is replaced.</param>
public sealed record WrapUpRequest(string Disposition, string? Notes = null, CallbackRequest? Callback = null, int? NotesRevision = null);

/// <summary>What was stored.</summary>
/// <param name="Repeated">The same had been stored before.</param>
public sealed record WrapUpView(CallId CallId, string Disposition, CallbackId? CallbackId, LeadState? LeadState, bool Repeated);

/// <summary>Taken back: the call waits for a verdict again.</summary>
/// <param name="Disposition">The one that was taken back.</param>
public sealed record WrapUpUndone(CallId CallId, string Disposition);
