using CallCenter.Media.Audio;

namespace CallCenter.Media.Tests;

public sealed class AudioTests
{
    [Fact]
    public void Mulaw_follows_the_segments_of_G711_table_2()
    {
        // Decision values 31, 95, 223, 479 ... of the 14-bit table, scaled by 4, end the segments.
        Assert.Equal(0xFF, Mulaw.Encode(0));
        Assert.Equal(0x80, Mulaw.Encode(32767));
        Assert.Equal(0x00, Mulaw.Encode(-32768));
        Assert.Equal(0, Mulaw.Decode(0xFF));
        Assert.Equal(32124, Mulaw.Decode(0x80)); // 8031 * 4
        Assert.Equal(-32124, Mulaw.Decode(0x00));
        Assert.Equal(8, Mulaw.Decode(0xFE));
        Assert.Equal(132, Mulaw.Decode(0xEF)); // 33 * 4: first value of the second segment
        for (int code = 0; code < 256; code++)
        {
            if (code != 0x7F) // minus zero decodes to zero
            {
                Assert.Equal(code, Mulaw.Encode(Mulaw.Decode((byte)code)));
            }
        }
    }

    [Fact]
    public void Alaw_follows_the_segments_of_G711_table_1()
    {
        Assert.Equal(0xD5, Alaw.Encode(0));
        Assert.Equal(0xAA, Alaw.Encode(32767)); // 1 111 1111 with even bits inverted
        Assert.Equal(0x2A, Alaw.Encode(-32768));
        Assert.Equal(8, Alaw.Decode(0xD5)); // 1 * 8
        Assert.Equal(-8, Alaw.Decode(0x55));
        Assert.Equal(32256, Alaw.Decode(0xAA)); // 4032 * 8
        for (int code = 0; code < 256; code++)
        {
            Assert.Equal(code, Alaw.Encode(Alaw.Decode((byte)code)));
        }
    }

    [Fact]
    public void Every_code_is_the_nearest_one_and_the_curve_rises()
    {
        for (int value = short.MinValue + 1; value <= short.MaxValue; value += 7)
        {
            int magnitude = Math.Abs(value);
            int step = Math.Max(16, magnitude / 16);
            Assert.InRange(Mulaw.Decode(Mulaw.Encode((short)value)) - value, -step - 644, step + 644);
            Assert.InRange(Alaw.Decode(Alaw.Encode((short)value)) - value, -step - 512, step + 512);
            Assert.True(Mulaw.Decode(Mulaw.Encode((short)value)) >= Mulaw.Decode(Mulaw.Encode((short)(value - 1))));
            Assert.True(Alaw.Decode(Alaw.Encode((short)value)) >= Alaw.Decode(Alaw.Encode((short)(value - 1))));
        }
    }

    [Fact]
    public void Cross_tables_choose_the_nearest_code_of_the_other_law()
    {
        for (int code = 0; code < 256; code++)
        {
            int linear = Mulaw.Decode((byte)code);
            int viaAlaw = Alaw.Decode(Mulaw.ToAlaw[code]);
            Assert.InRange(viaAlaw - linear, -Math.Max(16, Math.Abs(linear) / 16), Math.Max(16, Math.Abs(linear) / 16));
            linear = Alaw.Decode((byte)code);
            int viaMulaw = Mulaw.Decode(Alaw.ToMulaw[code]);
            Assert.InRange(viaMulaw - linear, -Math.Max(16, Math.Abs(linear) / 16), Math.Max(16, Math.Abs(linear) / 16));
        }
    }

    [Fact]
    public void A_tone_has_the_asked_level_and_only_its_frequency()
    {
        AudioClip tone = AudioClip.Tone(1000, TimeSpan.FromMilliseconds(200), dbm0: 0);
        byte[] sent = Sent(tone);
        double expected = 32124 * Math.Pow(10, -3.14 / 20);
        Assert.InRange(Goertzel.Amplitude(sent, 1000), expected * 0.97, expected * 1.03);
        Assert.True(Goertzel.Amplitude(sent, 1400) < expected / 50);
        Assert.True(Goertzel.Share(sent, 1000) > 0.98);
    }

    [Theory]
    [InlineData(44100, 2)]
    [InlineData(48000, 1)]
    [InlineData(16000, 1)]
    [InlineData(8000, 2)]
    [InlineData(6000, 1)]
    public void A_wav_of_any_rate_becomes_a_clip_without_aliases(int rate, int channels)
    {
        short[] inBand = Sine(rate, 1000, 8000);
        if (rate > 12000)
        {
            short[] alias = Sine(rate, 7000, 8000); // would fold to 1000 Hz at 8 kHz: must vanish
            Assert.True(Goertzel.Amplitude(Sent(Clip(rate, alias)), 1000) < 40);
        }

        AudioClip clip = channels == 1 ? Clip(rate, inBand) : Clip(rate, inBand, inBand);
        Assert.Equal(500, clip.Duration.TotalMilliseconds, 2.0);
        Assert.InRange(Goertzel.Amplitude(Sent(clip), 1000), 7700, 8200);
    }

    [Fact]
    public void Eight_bit_and_companded_wavs_are_read()
    {
        byte[] pcm8 = [.. Header(1, 8, 4), 128, 255, 0, 128];
        Assert.True(WavFile.TryRead(new MemoryStream(pcm8), out WavFile? wav, out _));
        Assert.Equal([0, 127 << 8, -32768, 0], wav.Channels[0]);
        Assert.True(WavFile.TryRead(new MemoryStream([.. Header(7, 8, 2), 0xFF, 0x80]), out wav, out _));
        Assert.Equal([0, 32124], wav.Channels[0]);
        Assert.True(WavFile.TryRead(new MemoryStream([.. Header(6, 8, 2), 0xD5, 0xAA]), out wav, out _));
        Assert.Equal([8, 32256], wav.Channels[0]);
    }

    [Fact]
    public void A_bad_wav_gets_a_sentence_and_never_an_exception()
    {
        (byte[] File, string Part)[] cases =
        [
            ([], "not a WAV"),
            ([1, 2, 3], "not a WAV"),
            ([.. "RIFF\0\0\0\0WAVE"u8], "cut short"),
            ([.. Header(1, 24, 3), 0, 0, 0], "24 bits"),
            ([.. Header(85, 16, 2), 0, 0], "format 85"),
            (Header(1, 16, 0), "no audio"),
            ([.. Header(1, 16, 2)[..20]], "cut short"),
        ];
        foreach ((byte[] file, string part) in cases)
        {
            Assert.False(WavFile.TryRead(new MemoryStream(file), out _, out string? error));
            Assert.Contains(part, error, StringComparison.Ordinal);
            Assert.Null(AudioClip.FromWav(new MemoryStream(file), out string? clipError));
            Assert.Equal(error, clipError);
        }

        Random random = new(4);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] file = [.. Header(1, 16, 20), .. new byte[20]];
            for (int k = 0; k < 4; k++)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            _ = WavFile.TryRead(new MemoryStream(file, 0, random.Next(file.Length)), out _, out _);
        }
    }

    internal static byte[] Sent(AudioClip clip)
    {
        List<byte> all = [];
        for (int i = 0; i < clip.Frames; i++)
        {
            all.AddRange(clip.Frame(i, AudioCodec.Pcmu));
        }

        return [.. all];
    }

    private static AudioClip Clip(int rate, params short[][] channels)
    {
        MemoryStream file = new();
        WavFile.WritePcm16(file, rate, channels);
        file.Position = 0;
        return AudioClip.FromWav(file, out string? error) ?? throw new InvalidOperationException(error);
    }

    private static short[] Sine(int rate, double hz, double amplitude) =>
        [.. Enumerable.Range(0, rate / 2).Select(i => (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * hz * i / rate)))];

    private static byte[] Header(short format, short bits, int dataBytes)
    {
        MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + dataBytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write(format);
        writer.Write((short)1);
        writer.Write(8000);
        writer.Write(8000 * bits / 8);
        writer.Write((short)(bits / 8));
        writer.Write(bits);
        writer.Write("data"u8);
        writer.Write(dataBytes);
        writer.Flush();
        return stream.ToArray();
    }
}
