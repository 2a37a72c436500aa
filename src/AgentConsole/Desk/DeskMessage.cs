using CallCenter.Contracts.Desk;
using CallCenter.Contracts;
using CallCenter.Domain;
using CallCenter.Portal.Hubs;

namespace CallCenter.AgentConsole.Desk;

/// <summary>What a desk's loop is told.</summary>
internal abstract record DeskMessage
{
    /// <summary>Something happened in the Dialer that concerns this agent.</summary>
    public sealed record Happened(DialerEvent Event) : DeskMessage;

    /// <summary>Events were lost, or nothing was known yet: everything is asked for anew.</summary>
    public sealed record Renew : DeskMessage;

    /// <summary>A tab wants to see the desk from now on.</summary>
    public sealed record Watch(HubTab Tab, string? Stream, long Version, TimeZoneInfo? Zone, TaskCompletionSource<DeskResume> Answer) : DeskMessage;

    /// <summary>A tab is gone.</summary>
    public sealed record Leave(string Connection) : DeskMessage;

    /// <summary>A program asks for the snapshot once.</summary>
    public sealed record Ask(TaskCompletionSource<DeskSnapshot> Answer) : DeskMessage;

    /// <summary>A verdict on a call was stored.</summary>
    public sealed record Disposed(CallId Call) : DeskMessage;

    /// <summary>A verdict was taken back: the call comes back to the screen.</summary>
    public sealed record Reopened(CallId Call) : DeskMessage;

    /// <summary>More is known now of the call on the screen.</summary>
    public sealed record PopChanged(CallId Call) : DeskMessage;

    /// <summary>Notes on a call were saved.</summary>
    public sealed record NotesSaved(CallId Call, NotesView Notes) : DeskMessage;

    /// <summary>Promised calls were made, moved or cancelled.</summary>
    public sealed record CallbacksChanged : DeskMessage;

    /// <summary>Time passed.</summary>
    public sealed record Tick : DeskMessage;
}
