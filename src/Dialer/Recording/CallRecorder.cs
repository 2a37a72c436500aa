using CallCenter.Dialer.Calls;
using CallCenter.Domain;
using CallCenter.Media;

namespace CallCenter.Dialer.Recording;

/// <summary>The recording of one call while it lasts: two taps on the legs and a file that grows.</summary>
internal sealed class CallRecorder(RecordingId id, CallId call, RecordingHandle file, IDisposable agentTap, IDisposable customerTap, RecordingRoom room, CallJournal journal)
{
    public RecordingId Id { get; } = id;

    public CallId Call { get; } = call;

    /// <summary>Silence is written while paused.</summary>
    public void Pause(bool paused)
    {
        if (paused)
        {
            file.Pause();
        }
        else
        {
            file.Resume();
        }
    }

    /// <summary>Takes the taps off, makes the file whole, and has its row completed.</summary>
    public async Task StopAsync()
    {
        agentTap.Dispose();
        customerTap.Dispose();
        RecordingResult result = await file.CloseAsync();
        journal.RecordingClosed(Id, result);
        room.Closed(result);
    }
}
