using CallCenter.Media.Audio;
using CallCenter.Media.Native;
using CallCenter.Media.Recording;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Media.Tests;

public sealed class RecordingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("recordings").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Both_sides_of_a_bridge_are_in_their_channels_from_the_first_moment()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd agent = new();
        using FarEnd customer = new(codec: AudioCodec.Pcma);
        using RtpLeg agentLeg = engine.Open(agent.Media);
        using RtpLeg customerLeg = engine.Open(customer.Media);
        using MediaBridge bridge = engine.Join(agentLeg, customerLeg);
        string path = Path.Combine(_folder, "2026", "call.wav");
        RecordingHandle recording = engine.Recordings.Start(path, RecordingFormat.StereoMulaw, "0193-call-id");
        Assert.True(File.Exists(path));
        using (agentLeg.Tap(recording.AgentTap))
        using (customerLeg.Tap(recording.CustomerTap))
        using (agent.Speak(agentLeg, 600))
        using (customer.Speak(customerLeg, 1000))
        {
            await customer.WaitForMore(100);
        }

        RecordingResult result = await recording.CloseAsync();
        Assert.Same(await recording.CloseAsync(), result);
        Assert.True(result.Complete);
        Assert.Empty(result.Gaps);
        byte[] bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(bytes.Length, result.Bytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), result.Sha256);
        Assert.Contains("0193-call-id", System.Text.Encoding.Latin1.GetString(bytes[..128]), StringComparison.Ordinal);
        WavFile wav = Read(path);
        Assert.Equal(result.Duration, wav.Duration);
        Assert.InRange(result.Duration.TotalMilliseconds, 1900, 4000);
        Assert.True(Tone(wav.Channels[0], 600) > 10 * Tone(wav.Channels[0], 1000));
        Assert.True(Tone(wav.Channels[1], 1000) > 10 * Tone(wav.Channels[1], 600));
        RepairResult repair = RecordingRepair.Repair(path);
        Assert.False(repair.Changed);
        Assert.Equal(result.Sha256, repair.Sha256);
        Assert.Equal(result.Duration, repair.Duration);
    }

    [Fact]
    public async Task A_sound_is_where_it_happened_within_40_ms_in_both_channels()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd agent = new();
        using FarEnd customer = new();
        using RtpLeg agentLeg = engine.Open(agent.Media);
        using RtpLeg customerLeg = engine.Open(customer.Media);
        RecordingHandle recording = engine.Recordings.Start(Path.Combine(_folder, "aligned.wav"), RecordingFormat.StereoMulaw);
        long start = recording.Start;
        using IDisposable left = agentLeg.Tap(recording.AgentTap);
        using IDisposable right = customerLeg.Tap(recording.CustomerTap);
        using (agent.Speak(agentLeg, 0))
        {
            await Engines.Until(() => agentLeg.Quality.PacketsIn >= 25);
        }

        byte[] loud = AudioTests.Sent(AudioClip.Tone(1000, TimeSpan.FromMilliseconds(20), 0));
        agent.SendAudio(agentLeg.LocalEndPoint, loud);
        customer.SendAudio(customerLeg.LocalEndPoint, loud);
        long at = MonotonicClock.Now;
        using (agent.Speak(agentLeg, 0))
        {
            await Engines.Until(() => agentLeg.Quality.PacketsIn >= 60);
        }

        RecordingResult result = await recording.CloseAsync();
        WavFile wav = Read(result.Path);
        double expected = (at - start) / 1e6;
        double inLeft = FirstLoud(wav.Channels[0]) / 8.0;
        double inRight = FirstLoud(wav.Channels[1]) / 8.0;
        Assert.InRange(inLeft - expected, -40, 40);
        Assert.InRange(inRight - expected, -40, 40);
        Assert.InRange(inLeft - inRight, -40, 40);
    }

    [Fact]
    public void A_channel_places_by_timestamp_drops_stale_packets_and_follows_a_new_clock()
    {
        RecordingChannel channel = new(0);
        byte[] frame = new byte[160];
        long Ms(long ms) => ms * MonotonicClock.Millisecond;
        channel.OnAudio(Filled(frame, 1), 1000, Ms(20));
        channel.OnAudio(Filled(frame, 2), 1000 + 320, Ms(60)); // one lost in between
        channel.OnAudio(Filled(frame, 3), 1000 + 160, Ms(75)); // it comes late, and still finds its place
        channel.OnAudio(Filled(frame, 4), 1000 + 480 + 80_000, Ms(80)); // a stray packet ten seconds off
        channel.OnAudio(Filled(frame, 5), 1000 + 480, Ms(85));
        for (int i = 0; i < 5; i++)
        {
            // The far end's clock begins anew: after three packets that agree, they count.
            channel.OnAudio(Filled(frame, (byte)(10 + i)), 77_000_000 + (uint)(160 * i), Ms(100 + (20 * i)));
        }

        channel.Settle(16000);
        Assert.Equal([1, 3, 2, 5, 0xFF, 0xFF, 12, 13, 14, 0xFF], Enumerable.Range(0, 10).Select(i => (int)At(channel, (i * 160) + 80)));
        channel.OnAudio(Filled(frame, 9), 77_000_000 + 800, Ms(1900)); // settled: too late
        Assert.Equal(0, channel.Dropped);
    }

    [Fact]
    public void A_writer_too_far_behind_costs_audio_and_is_told()
    {
        RecordingChannel channel = new(0);
        byte[] frame = new byte[160];
        for (int i = 0; i < 150; i++)
        {
            channel.OnAudio(frame, (uint)(160 * i), (i + 1) * 20 * MonotonicClock.Millisecond);
        }

        Assert.Equal((150 * 160) - (RecordingChannel.Capacity / 160 * 160), channel.Dropped);
    }

    [Fact]
    public async Task A_pause_is_silence_with_a_mark_and_the_clock_goes_on()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd customer = new();
        using RtpLeg leg = engine.Open(customer.Media);
        RecordingHandle recording = engine.Recordings.Start(Path.Combine(_folder, "paused.wav"), RecordingFormat.StereoMulaw);
        using IDisposable right = leg.Tap(recording.CustomerTap);
        using IDisposable speak = customer.Speak(leg, 1000);
        await Engines.Until(() => leg.Quality.PacketsIn >= 30);
        recording.Pause();
        await Engines.Until(() => leg.Quality.PacketsIn >= 60);
        recording.Resume();
        await Engines.Until(() => leg.Quality.PacketsIn >= 90);
        RecordingResult result = await recording.CloseAsync();

        RecordingGap gap = Assert.Single(result.Gaps);
        Assert.Equal("paused", gap.Reason);
        Assert.InRange((gap.To - gap.From).TotalMilliseconds, 400, 2000);
        WavFile wav = Read(result.Path);
        int from = (int)((gap.From.TotalSeconds + 0.06) * 8000);
        int to = (int)((gap.To.TotalSeconds - 0.06) * 8000);
        Assert.All(wav.Channels[1][from..to], sample => Assert.Equal(0, sample));
        Assert.True(Tone(wav.Channels[1][..(from - 960)], 1000) > 1000);
        Assert.True(Tone(wav.Channels[1][(to + 960)..], 1000) > 1000);
        Assert.False(RecordingRepair.Repair(result.Path).Changed);
    }

    [Fact]
    public async Task A_file_cut_anywhere_by_a_crash_is_playable_and_repair_makes_it_true()
    {
        string whole = await Record(TimeSpan.FromSeconds(2.5));
        byte[] running = await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken);
        byte[] header = RecordingHeader.Create("x");
        byte[] audio = running[header.Length..];
        Random random = new(7);
        for (int i = 0; i < 60; i++)
        {
            // Half of them as the writer leaves them when killed (provisional header), half a closed file that lost its tail.
            byte[] file = i % 2 == 0 ? [.. header, .. audio] : running;
            int length = i < 4 ? header.Length + i : random.Next(header.Length + 2, file.Length);
            string path = Path.Combine(_folder, $"cut{i}.wav");
            await File.WriteAllBytesAsync(path, file[..length], TestContext.Current.CancellationToken);
            int frames = (length - header.Length) / 2;
            if (frames > 0)
            {
                Assert.Equal(frames, Read(path).Channels[0].Length); // before repair already
            }

            RepairResult first = RecordingRepair.Repair(path);
            RepairResult second = RecordingRepair.Repair(path);
            Assert.Equal(frames > 0, first.Playable);
            Assert.False(second.Changed);
            Assert.Equal(first.Sha256, second.Sha256);
            Assert.Equal(frames / 8000.0, first.Duration.TotalSeconds, 1e-4);
            if (frames > 0)
            {
                Assert.True(first.Changed);
                Assert.Equal(frames, Read(path).Channels[1].Length);
                Assert.Equal(new FileInfo(path).Length - 8, BitConverter.ToUInt32(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), 4));
            }
        }

        foreach (int length in new[] { 0, 1, 11, 12, 40, 60 })
        {
            string path = Path.Combine(_folder, $"short{length}.wav");
            await File.WriteAllBytesAsync(path, running[..length], TestContext.Current.CancellationToken);
            Assert.False(RecordingRepair.Repair(path).Playable);
            Assert.Equal(length, new FileInfo(path).Length);
        }
    }

    [Fact]
    public async Task What_is_on_disk_is_never_more_than_half_a_second_behind_the_call()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd customer = new();
        using RtpLeg leg = engine.Open(customer.Media);
        RecordingHandle recording = engine.Recordings.Start(Path.Combine(_folder, "behind.wav"), RecordingFormat.StereoMulaw);
        using IDisposable right = leg.Tap(recording.CustomerTap);
        using IDisposable speak = customer.Speak(leg, 1000);
        await Engines.Until(() => leg.Quality.PacketsIn >= 125);
        double elapsed = (MonotonicClock.Now - recording.Start) / 1e9;
        WavFile wav = Read(recording.Path);
        Assert.InRange(elapsed - wav.Duration.TotalSeconds, 0, 0.5);
        Assert.True(Tone(wav.Channels[1][^1600..], 1000) > 1000);
        await recording.CloseAsync();
    }

    [Fact]
    public async Task While_the_call_runs_each_page_of_the_file_is_written_once_and_whole()
    {
        NotedFile? noted = null;
        RecordingWriter writer = new(TimeProvider.System, NullLogger.Instance, path => noted = new NotedFile(RecordingFile.Create(path)));
        writer.StartThread();
        RecordingHandle recording = writer.Start(Path.Combine(_folder, "pages.wav"), RecordingFormat.StereoMulaw, "call 1");
        using CancellationTokenSource stop = new();
        Task feeding = Feed(recording, stop.Token);
        await Engines.Until(() => recording.Taken > 9000);
        await stop.CancelAsync();
        await feeding;
        RecordingResult result = await recording.CloseAsync();
        await writer.StopAsync();

        // The header first; at the end the rest of the last page and the header again.
        (long From, long To)[] pages = [.. noted!.Writes.Skip(1).SkipLast(2)];
        Assert.NotEmpty(pages);
        Assert.Equal(noted.Writes[0].To, pages[0].From);
        Assert.All(pages, write => Assert.Equal(0, write.To % 4096));
        Assert.All(pages.Zip(pages.Skip(1)), two => Assert.Equal(two.First.To, two.Second.From));
        Assert.True(result.Complete);
        Assert.Equal(result.Bytes, noted.Writes[^2].To);
    }

    [Fact]
    public async Task A_full_disk_is_told_costs_only_its_own_time_and_the_rest_is_recorded()
    {
        Disk disk = new() { Space = 20_000 };
        RecordingWriter writer = new(TimeProvider.System, NullLogger.Instance, path => new DiskFile(disk, RecordingFile.Create(path)));
        writer.StartThread();
        string path = Path.Combine(_folder, "full.wav");
        RecordingHandle recording = writer.Start(path, RecordingFormat.StereoMulaw);
        using CancellationTokenSource stop = new();
        Task feeding = Feed(recording, stop.Token);
        RecordingTrouble full = await Next(writer);
        Assert.Equal(RecordingTroubleKind.DiskFull, full.Kind);
        Assert.Equal(path, full.Path);
        Assert.InRange(Read(path).Duration.TotalSeconds, 1.0, 1.3);
        disk.Space = 1L << 40;
        Assert.Equal(RecordingTroubleKind.Recovered, (await Next(writer)).Kind);
        long recovered = recording.PositionAt(MonotonicClock.Now);
        await Engines.Until(() => recording.Taken > recovered + 8000);
        await stop.CancelAsync();
        await feeding;
        RecordingResult result = await recording.CloseAsync();
        await writer.StopAsync();

        Assert.True(result.Complete);
        RecordingGap gap = Assert.Single(result.Gaps);
        Assert.Equal("disk", gap.Reason);
        WavFile wav = Read(path);
        Assert.All(wav.Channels[0][(int)(gap.From.TotalSeconds * 8000)..(int)(gap.To.TotalSeconds * 8000)], sample => Assert.Equal(0, sample));
        Assert.True(Tone(wav.Channels[0][..8000], 1000) > 1000);
        Assert.True(Tone(wav.Channels[0][^8000..^1600], 1000) > 1000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(5001)]
    public async Task A_disk_that_stays_full_leaves_a_playable_file_or_an_empty_one(long space)
    {
        Disk disk = new() { Space = space };
        RecordingWriter writer = new(TimeProvider.System, NullLogger.Instance, path => new DiskFile(disk, RecordingFile.Create(path)));
        writer.StartThread();
        string path = Path.Combine(_folder, "stays.wav");
        RecordingHandle recording = writer.Start(path, RecordingFormat.StereoMulaw);
        using CancellationTokenSource stop = new();
        Task feeding = Feed(recording, stop.Token);
        Assert.Equal(RecordingTroubleKind.DiskFull, (await Next(writer)).Kind);
        await stop.CancelAsync();
        await feeding;
        RecordingResult result = await recording.CloseAsync();
        await writer.StopAsync();
        Assert.False(result.Complete);
        if (space > 100)
        {
            Assert.True(Read(path).Duration > TimeSpan.FromSeconds(0.25));
            Assert.True(RecordingRepair.Repair(path).Playable);
            Assert.NotEmpty(result.Sha256);
        }
        else
        {
            Assert.Equal(TimeSpan.Zero, result.Duration);
            Assert.False(RecordingRepair.Repair(path).Playable);
        }
    }

    [Fact]
    public async Task A_stopping_engine_closes_its_recordings_and_a_path_in_use_is_refused()
    {
        MediaEngine engine = Engines.Start();
        string path = Path.Combine(_folder, "stop.wav");
        RecordingHandle recording = engine.Recordings.Start(path, RecordingFormat.StereoMulaw);
        Assert.Throws<IOException>(() => engine.Recordings.Start(path, RecordingFormat.StereoMulaw));
        await engine.DisposeAsync();
        RecordingResult result = await recording.CloseAsync();
        Assert.True(result.Complete);
        Assert.Equal(new FileInfo(path).Length, result.Bytes);
    }

    [Fact]
    public void Interleaving_is_right_for_every_length()
    {
        Random random = new(3);
        for (int length = 0; length < 70; length++)
        {
            byte[] left = new byte[length];
            byte[] right = new byte[length];
            random.NextBytes(left);
            random.NextBytes(right);
            byte[] stereo = new byte[2 * length];
            Interleaver.Interleave(left, right, stereo);
            Assert.Equal(left, stereo.Where((_, i) => i % 2 == 0));
            Assert.Equal(right, stereo.Where((_, i) => i % 2 == 1));
        }

        Assert.Throws<ArgumentException>(() => Interleaver.Interleave(new byte[3], new byte[3], new byte[5]));
    }

    private static async Task<RecordingTrouble> Next(RecordingWriter writer) =>
        await writer.Troubles.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Engines.Limit);

    // A tone into both taps, by the monotonic clock, as a media worker would.
    private static async Task Feed(RecordingHandle recording, CancellationToken stop)
    {
        byte[] tone = AudioTests.Sent(AudioClip.Tone(1000, TimeSpan.FromSeconds(1), 0));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        long sent = 0;
        while (!stop.IsCancellationRequested)
        {
            long due = (MonotonicClock.Now - recording.Start) / (20 * MonotonicClock.Millisecond);
            for (; sent < due; sent++)
            {
                ReadOnlyMemory<byte> frame = tone.AsMemory((int)(sent % 50) * 160, 160);
                recording.AgentTap.OnAudio(frame.Span, (uint)(sent * 160), recording.Start + ((sent + 1) * 20 * MonotonicClock.Millisecond));
                recording.CustomerTap.OnAudio(frame.Span, (uint)(sent * 160), recording.Start + ((sent + 1) * 20 * MonotonicClock.Millisecond));
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task<string> Record(TimeSpan length)
    {
        RecordingWriter writer = new(TimeProvider.System, NullLogger.Instance);
        writer.StartThread();
        string path = Path.Combine(_folder, "whole.wav");
        RecordingHandle recording = writer.Start(path, RecordingFormat.StereoMulaw, "x");
        using CancellationTokenSource stop = new();
        Task feeding = Feed(recording, stop.Token);
        await Engines.Until(() => recording.Taken > length.TotalSeconds * 8000);
        await stop.CancelAsync();
        await feeding;
        await recording.CloseAsync();
        await writer.StopAsync();
        return path;
    }

    private static WavFile Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Assert.True(WavFile.TryRead(file, out WavFile? wav, out string? error), error);
        return wav;
    }

    private static byte[] Filled(byte[] frame, byte value)
    {
        Array.Fill(frame, value);
        return frame;
    }

    private static byte At(RecordingChannel channel, long position)
    {
        channel.Settled(position, 1, out Span<byte> first, out _);
        return first[0];
    }

    private static double Tone(short[] samples, double hz) => Goertzel.Amplitude(samples, hz);

    private static int FirstLoud(short[] samples) => Array.FindIndex(samples, sample => Math.Abs((int)sample) > 4000);

    /// <summary>A file that keeps what was written where.</summary>
    private sealed class NotedFile(IRecordingFile inner) : IRecordingFile
    {
        internal List<(long From, long To)> Writes { get; } = [];

        public int Write(ReadOnlySpan<byte> bytes, long offset)
        {
            Writes.Add((offset, offset + bytes.Length));
            return inner.Write(bytes, offset);
        }

        public int Sync() => inner.Sync();

        public void Dispose() => inner.Dispose();
    }

    private sealed class Disk
    {
        internal long Space { get; set; }
    }

    /// <summary>A real file on a volume with so many bytes left.</summary>
    private sealed class DiskFile(Disk disk, IRecordingFile inner) : IRecordingFile
    {
        private long _length;

        public int Write(ReadOnlySpan<byte> bytes, long offset)
        {
            long fits = Math.Min(bytes.Length, Math.Max(0, _length - offset) + Math.Max(0, disk.Space));
            if (fits == 0)
            {
                return -Libc.Enospc;
            }

            int written = inner.Write(bytes[..(int)fits], offset);
            long grown = Math.Max(0, offset + written - _length);
            _length += grown;
            disk.Space -= grown;
            return written;
        }

        public int Sync() => inner.Sync();

        public void Dispose() => inner.Dispose();
    }
}
