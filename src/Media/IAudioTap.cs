namespace CallCenter.Media;

/// <summary>Hears what a leg receives: a recorder, a detector, a listener in a test.</summary>
public interface IAudioTap
{
    /// <summary>Called on the media worker for every received frame: must not block, allocate or throw.</summary>
    /// <param name="mulaw">mu-law samples at 8 kHz, valid during the call only; 160 bytes, fewer when the far end packs other lengths than 20 ms.</param>
    /// <param name="rtpTimestamp">Timestamp of the first sample, as sent by the far end.</param>
    /// <param name="workerTicks">Arrival on the kernel's monotonic clock, in nanoseconds.</param>
    void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks);
}
