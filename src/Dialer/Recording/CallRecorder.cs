using CallCenter.Dialer.Calls;
using CallCenter.Domain;
using CallCenter.Media;

namespace CallCenter.Dialer.Recording;

/// <summary>The recording of one call while it lasts: two taps on the legs and a file that grows.</summary>
internal sealed class CallRecorder(RecordingId id, CallId call, RecordingHandle file, IDisposable agentTap, IDisposable customerTap, RecordingRoom room, CallJournal journal)
{
    private readonly Lock _lock = new();
    private IDisposable? _agentTap = agentTap;

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

    /// <summary>Another agent has the call: the agent's channel goes on with this leg. Without effect when the recording is over.</summary>
    public void Follow(MediaLeg agent)
    {
        lock (_lock)
        {
            if (_agentTap is { } before)
            {
                before.Dispose();
                _agentTap = agent.Tap(file.AgentTap);
            }
        }
    }

    /// <summary>Takes the taps off, makes the file whole, and has its row completed.</summary>
    public async Task StopAsync()
    {
        lock (_lock)
        {
            _agentTap?.Dispose();
            _agentTap = null;
        }

        customerTap.Dispose();
        RecordingResult result = await file.CloseAsync();
        journal.RecordingClosed(Id, result);
        room.Closed(result);
    }
}
