namespace CallCenter.Media;

public sealed record AudioClip
{
    private AudioClip() { }
    public TimeSpan Duration => throw new NotSupportedException();
    public static AudioClip FromMulaw(ReadOnlySpan<byte> mulaw) => throw new NotSupportedException();
    public static AudioClip? FromWav(Stream wav, out string? error) => throw new NotSupportedException();
    public static AudioClip Tone(double hz, TimeSpan length, double dbm0 = -16) => throw new NotSupportedException();
    public static AudioClip Beep => throw new NotSupportedException();
    public static AudioClip RingBack => throw new NotSupportedException();
    public static AudioClip Busy => throw new NotSupportedException();
    public static AudioClip Silence(TimeSpan length) => throw new NotSupportedException();
}
