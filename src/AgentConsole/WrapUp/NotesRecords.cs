using CallCenter.Contracts.Desk;

namespace CallCenter.AgentConsole.WrapUp;

/// <summary>Notes on a call, as they are typed.</summary>
/// <param name="Revision">The one the text grew from; absent: whatever is stored is replaced.</param>
public sealed record NotesRequest(string Text, int? Revision = null);

/// <summary>The 409 problem <c>notes_changed</c>: another tab saved meanwhile. Nothing was stored; merge and save again on its revision.</summary>
/// <param name="Stored">What the other one saved.</param>
public sealed record NotesConflict(string Type, string Title, int Status, string Detail, string Code, string Id, NotesView Stored);
