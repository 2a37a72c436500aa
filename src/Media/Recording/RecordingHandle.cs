namespace CallCenter.Media;

public sealed class RecordingHandle
{
    internal RecordingHandle() { }
    public string Path => throw new NotSupportedException();
    public IAudioTap AgentTap => throw new NotSupportedException();
    public IAudioTap CustomerTap => throw new NotSupportedException();
    public void Pause() => throw new NotSupportedException();
    public void Resume() => throw new NotSupportedException();
    public Task<RecordingResult> CloseAsync() => throw new NotSupportedException();
}
