namespace CallCenter.Media.Rtp;

/// <summary>A clip on its way to one leg. Position is guarded by the lock of the <see cref="RtpOut"/>; the completion runs elsewhere.</summary>
internal sealed class ClipPlayback(AudioClip clip, bool loop)
{
    private readonly TaskCompletionSource<PlayEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;

    internal Task<PlayEnd> Completion => _end.Task;

    /// <summary>The frame of this grid slot; false when the clip is over.</summary>
    internal bool TryTake(AudioCodec codec, out ReadOnlySpan<byte> frame)
    {
        if (_next >= clip.Frames)
        {
            if (!loop)
            {
                frame = default;
                return false;
            }

            _next = 0;
        }

        frame = clip.Frame(_next++, codec);
        return true;
    }

    internal void End(PlayEnd end) => _end.TrySetResult(end);
}
