using CallCenter.DemoCarrier.Voices;
using CallCenter.Media.Audio;
using CallCenter.TestKit;

namespace CallCenter.DemoCarrier.Tests;

public sealed class EarTests
{
    private readonly ManualClock _clock = new();
    private uint _timestamp;

    [Fact]
    public async Task Notices_when_speech_begins_and_how_long_it_was_when_it_ends()
    {
        Ear ear = new(_clock);
        Feed(ear, 0, 50);
        Feed(ear, 3000, 40);
        Assert.True(ear.IsSpeaking);
        Feed(ear, 0, 25);
        Assert.False(ear.IsSpeaking);

        Assert.Equal(HeardKind.SpeechStarted, (await ear.NextAsync(TimeSpan.FromSeconds(1), CancellationToken.None)).Kind);
        Heard ended = await ear.NextAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.Equal(HeardKind.SpeechEnded, ended.Kind);
        Assert.Equal(TimeSpan.FromMilliseconds(800), ended.Length);
        Assert.Equal(TimeSpan.FromMilliseconds(800), ear.TotalSpeech);
    }

    [Fact]
    public void A_click_and_line_noise_are_not_speech()
    {
        Ear ear = new(_clock);
        for (int i = 0; i < 20; i++)
        {
            Feed(ear, 8000, 1);
            Feed(ear, 60, 9);
        }

        Assert.False(ear.IsSpeaking);
        Assert.Equal(TimeSpan.Zero, ear.TotalSpeech);
    }

    [Fact]
    public void A_breath_between_two_words_does_not_end_the_speech()
    {
        Ear ear = new(_clock);
        Feed(ear, 3000, 10);
        Feed(ear, 0, 20);
        Assert.True(ear.IsSpeaking);
        Feed(ear, 3000, 10);
        Assert.Equal(TimeSpan.FromMilliseconds(400), ear.TotalSpeech);
    }

    [Fact]
    public void Packets_that_stop_coming_end_the_speech_too()
    {
        Ear ear = new(_clock);
        Feed(ear, 3000, 10);
        _clock.Advance(TimeSpan.FromMilliseconds(700));
        Assert.False(ear.IsSpeaking);
    }

    [Fact]
    public async Task Dead_air_is_noticed_after_the_limit()
    {
        Ear ear = new(_clock);
        Task<Heard> listening = ear.NextAsync(TimeSpan.FromSeconds(4), CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.False(listening.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(HeardKind.Nothing, (await listening).Kind);
    }

    [Fact]
    public void Hears_without_allocating()
    {
        Ear ear = new(_clock);
        byte[] frame = Frame(3000);
        ear.OnAudio(frame, 0, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (uint i = 0; i < 1000; i++)
            ear.OnAudio(frame, i * 160, 0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500); // the one notice that speech began
    }

    private static byte[] Frame(double amplitude)
    {
        byte[] frame = new byte[160];
        for (int i = 0; i < frame.Length; i++)
            frame[i] = Mulaw.Encode((short)(amplitude * Math.Sin(2 * Math.PI * 400 * i / 8000)));
        return frame;
    }

    private void Feed(Ear ear, double amplitude, int frames)
    {
        byte[] frame = Frame(amplitude);
        for (int i = 0; i < frames; i++)
        {
            ear.OnAudio(frame, _timestamp, 0);
            _timestamp += 160;
        }
    }
}
