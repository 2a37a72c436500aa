using CallCenter.Media.Audio;
using CallCenter.Media.Mixing;

namespace CallCenter.Media.Tests;

public sealed class MixInputTests
{
    private const int Frame = MixInput.FrameSamples;
    private readonly MixInput _voice = new(null!);
    private uint _sent;

    [Fact]
    public void A_steady_voice_is_heard_whole_after_one_frame()
    {
        List<short[]> heard = [];
        for (int i = 0; i < 10; i++)
        {
            Send(1000 + (i * 100));
            heard.Add(Hear());
        }

        Assert.Equal([0, .. Enumerable.Range(0, 9).Select(i => Level(1000 + (i * 100)))], heard.Select(frame => (int)frame[0]));
    }

    [Fact]
    public void A_burst_after_a_stall_is_bounded_and_the_delay_comes_down_again()
    {
        for (int i = 0; i < 20; i++)
        {
            Send(1000);
            Hear();
        }

        // Eight frames late, then all at once: heard at most six frames after they came.
        for (int i = 0; i < 8; i++)
        {
            Hear();
        }

        for (int i = 0; i < 8; i++)
        {
            Send(1000);
        }

        int delay = 0;
        Send(8000);
        while (Hear()[0] != Level(8000))
        {
            Send(1000);
            Assert.InRange(++delay, 0, 6);
        }

        for (int i = 0; i < 800; i++)
        {
            Send(1000);
            Hear();
        }

        Send(8000);
        for (delay = 0; Hear()[0] != Level(8000); delay++)
        {
            Send(1000);
        }

        Assert.InRange(delay, 1, 3);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(-50)]
    public void A_clock_that_runs_faster_or_slower_is_followed_without_long_silence(int every)
    {
        int silent = 0;
        for (int i = 0; i < 5000; i++)
        {
            if (every < 0 && i % -every == 0)
            {
                Hear(); // the source lost 20 ms a second
            }

            Send(4000);
            if (every > 0 && i % every == 0)
            {
                Send(4000); // or sent as much too often
            }

            silent += Hear()[0] == 0 ? 1 : 0;
        }

        Assert.InRange(silent, 0, 10);
    }

    [Fact]
    public void One_packet_of_another_time_is_left_out_and_a_new_clock_is_taken_with_the_second()
    {
        for (int i = 0; i < 10; i++)
        {
            Send(1000);
            Hear();
        }

        uint kept = _sent;
        _sent += 1_000_000;
        Send(8000);
        _sent = kept;
        for (int i = 0; i < 10; i++)
        {
            Send(1000);
            Assert.Equal(Level(1000), Hear()[0]);
        }

        _sent += 1_000_000;
        int fresh = 0;
        for (int i = 0; i < 10; i++)
        {
            Send(2000);
            fresh += Hear()[0] == Level(2000) ? 1 : 0;
        }

        Assert.InRange(fresh, 6, 8);
    }

    [Fact]
    public void What_never_came_fades_within_60_ms_and_is_silence_then()
    {
        for (int i = 0; i < 10; i++)
        {
            Send(8000);
            Hear();
        }

        short[][] after = [Hear(), Hear(), Hear(), Hear(), Hear(), Hear()];
        Assert.All(after[..1], frame => Assert.All(frame, sample => Assert.Equal(Level(8000), sample)));
        short[] fading = [.. after[1..4].SelectMany(frame => frame)];
        Assert.True(fading[0] > 7000);
        Assert.All(fading.Zip(fading.Skip(1)), pair => Assert.True(pair.Second <= pair.First));
        Assert.All(after[4], sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void Too_loud_together_is_as_loud_as_can_be()
    {
        short[] sum = [.. Enumerable.Repeat((short)30000, 165)];
        MixInput.AddSaturated(sum.ToArray(), sum);
        Assert.All(sum, sample => Assert.Equal(short.MaxValue, sample));
        short[] low = [.. Enumerable.Repeat((short)-30000, 165)];
        MixInput.AddSaturated(low.ToArray(), low);
        Assert.All(low, sample => Assert.Equal(short.MinValue, sample));
    }

    private static int Level(int linear) => Mulaw.Decode(Mulaw.Encode((short)linear));

    private void Send(int linear)
    {
        byte[] frame = new byte[Frame];
        Array.Fill(frame, Mulaw.Encode((short)linear));
        _voice.OnAudio(frame, _sent, 0);
        _sent += Frame;
    }

    private short[] Hear()
    {
        short[] mix = new short[Frame];
        _voice.AddTo(mix);
        return mix;
    }
}
