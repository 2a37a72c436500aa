namespace CallCenter.Media.Recording;

/// <summary>Another voice on a side of a recording: it is added to what is there.</summary>
internal sealed class VoiceBeside(RecordingChannel side) : IAudioTap
{
    private VoicePlace _place;

    /// <inheritdoc />
    public void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks) => side.OnVoiceBeside(mulaw, rtpTimestamp, workerTicks, ref _place);
}
