using CallCenter.Media.Audio;
using CallCenter.Media.Native;

namespace CallCenter.Media.Tests;

/// <summary>Customer 600 Hz, agent 1000 Hz, supervisor 1400 Hz: who hears whom, and what the recording has.</summary>
[Collection(BusyCollection.Name)]
public sealed class MonitorTests : IDisposable
{
    private const double Customer = 600;
    private const double Agent = 1000;
    private const double Supervisor = 1400;
    private const double Second = 1800;
    private static readonly double[] Tones = [Customer, Agent, Supervisor, Second];

    private readonly string _folder = Directory.CreateTempSubdirectory("monitor").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(ListenMode.Listen, new[] { Agent }, new[] { Customer }, new[] { Customer, Agent })]
    [InlineData(ListenMode.Whisper, new[] { Agent }, new[] { Customer, Supervisor }, new[] { Customer, Agent })]
    [InlineData(ListenMode.Barge, new[] { Agent, Supervisor }, new[] { Customer, Supervisor }, new[] { Customer, Agent })]
    [InlineData(ListenMode.TakeOver, new[] { Supervisor }, new[] { Customer, Supervisor }, new[] { Customer, Agent })]
    public async Task Everybody_hears_whom_the_mode_allows_and_nobody_else(ListenMode mode, double[] customerHears, double[] agentHears, double[] supervisorHears)
    {
        await using Talk talk = new(AudioCodec.Pcma);
        using MediaMonitor monitor = talk.Listen(mode);
        await talk.SettleAsync();
        Assert.Equal(customerHears, Heard(talk.Customer));
        Assert.Equal(agentHears, Heard(talk.Agent));
        Assert.Equal(supervisorHears, Heard(talk.Supervisor));

        monitor.Dispose();
        await talk.SettleAsync();
        Assert.Equal([Agent], Heard(talk.Customer));
        Assert.Equal([Customer], Heard(talk.Agent));
        Assert.Equal([], Heard(talk.Supervisor));
    }

    [Fact]
    public async Task Every_change_of_mode_is_one_stream_without_a_hole_to_everybody()
    {
        await using Talk talk = new(AudioCodec.Pcmu);
        await talk.Customer.WaitForMore(30);
        using (MediaMonitor monitor = talk.Listen(ListenMode.Listen))
        {
            foreach (ListenMode mode in (ListenMode[])[ListenMode.Whisper, ListenMode.Barge, ListenMode.Listen, ListenMode.Barge, ListenMode.Whisper])
            {
                await talk.Customer.WaitForMore(30);
                monitor.Mode = mode;
            }

            await talk.Customer.WaitForMore(30);
        }

        await talk.Customer.WaitForMore(30);
        AssertOneStream(talk.Customer, Agent);
        AssertOneStream(talk.Agent, Customer);
    }

    [Fact]
    public async Task The_recording_never_has_a_whisper_and_has_the_barge_on_the_agents_side()
    {
        await using Talk talk = new(AudioCodec.Pcmu);
        using MediaMonitor monitor = talk.Listen(ListenMode.Whisper);
        WavFile whispered = await talk.RecordAsync(Path.Combine(_folder, "whisper.wav"), packets: 100);
        Assert.Equal([Agent], Heard(whispered.Channels[0]));
        Assert.Equal([Customer], Heard(whispered.Channels[1]));

        monitor.Mode = ListenMode.Barge;
        WavFile barged = await talk.RecordAsync(Path.Combine(_folder, "barge.wav"), packets: 100);
        Assert.Equal([Agent, Supervisor], Heard(barged.Channels[0]));
        Assert.Equal([Customer], Heard(barged.Channels[1]));

        monitor.Mode = ListenMode.Listen;
        WavFile listened = await talk.RecordAsync(Path.Combine(_folder, "listen.wav"), packets: 60);
        Assert.Equal([Agent], Heard(listened.Channels[0]));
        Assert.Equal([Customer], Heard(listened.Channels[1]));
    }

    [Fact]
    public async Task A_listener_follows_the_agent_through_hold_to_the_next_customer()
    {
        await using Talk talk = new(AudioCodec.Pcmu);
        using FarEnd next = new();
        using RtpLeg nextLeg = talk.Engine.Open(next.Media);
        using IDisposable speak = next.Speak(nextLeg, Second);
        using MediaMonitor monitor = talk.Listen(ListenMode.Whisper);
        await talk.SettleAsync();

        talk.Bridge.Dispose();
        await talk.SettleAsync();
        Assert.Equal([Supervisor], Heard(talk.Agent));
        Assert.Equal([Agent], Heard(talk.Supervisor));
        Assert.Equal([], Heard(talk.Customer));

        using MediaBridge second = talk.Engine.Join(nextLeg, talk.AgentLeg);
        await talk.SettleAsync();
        Assert.Equal([Supervisor, Second], Heard(talk.Agent));
        Assert.Equal([Agent, Second], Heard(talk.Supervisor));
        Assert.Equal([Agent], Heard(next));
    }

    [Fact]
    public async Task Two_listen_at_once_and_both_hear_what_one_of_them_whispers()
    {
        await using Talk talk = new(AudioCodec.Pcmu);
        using FarEnd coach = new();
        using RtpLeg coachLeg = talk.Engine.Open(coach.Media);
        using IDisposable speak = coach.Speak(coachLeg, Second);
        using MediaMonitor first = talk.Listen(ListenMode.Listen);
        using MediaMonitor second = talk.Engine.Monitor(talk.AgentLeg, coachLeg, ListenMode.Whisper);
        await talk.SettleAsync();
        await coach.WaitForMore(20);
        Assert.Equal([Customer, Agent, Second], Heard(talk.Supervisor));
        Assert.Equal([Customer, Agent], Heard(coach));
        Assert.Equal([Customer, Second], Heard(talk.Agent));
        Assert.Equal([Agent], Heard(talk.Customer));
        second.Dispose();
        await talk.SettleAsync();
        Assert.Equal([Customer, Agent], Heard(talk.Supervisor));
        Assert.Equal([Customer], Heard(talk.Agent));
    }

    [Fact]
    public async Task Digits_pass_a_mix_once_each_with_one_timestamp()
    {
        await using Talk talk = new(AudioCodec.Pcmu);
        using MediaMonitor monitor = talk.Listen(ListenMode.Barge);
        await talk.SettleAsync();
        talk.StopSpeaking();
        talk.Agent.SendDigit(talk.AgentLeg.LocalEndPoint, 7);
        talk.Agent.SendDigit(talk.AgentLeg.LocalEndPoint, 7);
        await talk.Customer.WaitUntil(heard => heard.Count(packet => packet.Header.PayloadType == 101) >= 16);
        Heard[] digits = [.. talk.Customer.All.Where(packet => packet.Header.PayloadType == 101)];
        Assert.Equal(16, digits.Length);
        Assert.Equal(2, digits.Select(packet => packet.Header.Timestamp).Distinct().Count());
        Assert.Equal(2, digits.Count(packet => packet.Header.Marker));
        Heard[] all = talk.Customer.All;
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.Equal((ushort)(pair.First.Header.Sequence + 1), pair.Second.Header.Sequence));
    }

    [Fact]
    public async Task A_mix_allocates_nothing_on_the_workers()
    {
        await using Talk talk = new(AudioCodec.Pcma);
        using MediaMonitor monitor = talk.Listen(ListenMode.Barge);
        await talk.SettleAsync();
        IReadOnlyList<long> before = talk.Engine.Stats.AllocatedBytesByWorker;
        await talk.Engine.Ticks(200);
        Assert.Equal(before, talk.Engine.Stats.AllocatedBytesByWorker);
        Assert.Equal(0, talk.Engine.Stats.Faults);
    }

    [Fact]
    public async Task A_party_who_sends_nothing_leaves_silence_and_the_others_are_heard()
    {
        await using Talk talk = new(AudioCodec.Pcmu);
        talk.StopSpeaking();
        using MediaMonitor monitor = talk.Listen(ListenMode.Barge);
        await talk.SettleAsync();
        Assert.Equal([], Heard(talk.Customer));
        Assert.Equal([], Heard(talk.Agent));
        using IDisposable speak = talk.Supervisor.Speak(talk.SupervisorLeg, Supervisor);
        await talk.SettleAsync();
        Assert.Equal([Supervisor], Heard(talk.Customer));
        Assert.Equal([Supervisor], Heard(talk.Agent));
    }

    private static double[] Heard(FarEnd end) => Heard(end.Audio(lastPackets: 15));

    private static double[] Heard(byte[] mulaw)
    {
        short[] linear = new short[mulaw.Length];
        Mulaw.Decode(mulaw, linear);
        return Heard(linear);
    }

    // Each of the tones has an amplitude of about 3,500; a tenth of it would be heard.
    private static double[] Heard(short[] samples) => [.. Tones.Where(hz => Goertzel.Amplitude(samples, hz) > 350)];

    private static void AssertOneStream(FarEnd end, double hz)
    {
        Heard[] all = end.All;
        Assert.Single(all.Select(packet => packet.Header.Ssrc).Distinct());
        int from = Array.FindIndex(all, packet => Goertzel.Amplitude(packet.Payload, hz) > 3000) + 1;
        for (int i = from; i < all.Length; i++)
        {
            Assert.Equal((ushort)(all[i - 1].Header.Sequence + 1), all[i].Header.Sequence);
            uint step = all[i].Header.Timestamp - all[i - 1].Header.Timestamp;
            Assert.InRange(step, 160u, 480u);
            Assert.True(step == 160 || all[i].Header.Marker, $"a step of {step} without marker at {i}");
            Assert.True(all[i].At - all[i - 1].At < 60 * MonotonicClock.Millisecond, $"{(all[i].At - all[i - 1].At) / 1e6} ms between packets at {i}");
        }

        // No frame of the talk without its tone: not even a change leaves 20 ms of silence.
        byte[][] frames = [.. all.Skip(from).Where(packet => packet.Header.PayloadType == end.PayloadType).Select(packet => packet.Payload)];
        int silent = frames.Count(frame => Goertzel.Amplitude(frame, hz) < 1500);
        Assert.True(silent <= 1, $"{silent} of {frames.Length} frames lack the tone");
    }

    /// <summary>A conversation with a supervisor's leg beside it; all speak.</summary>
    private sealed class Talk : IAsyncDisposable
    {
        private readonly List<IDisposable> _speaking;

        internal Talk(AudioCodec customer)
        {
            Customer = new FarEnd(codec: customer);
            CustomerLeg = Engine.Open(Customer.Media);
            AgentLeg = Engine.Open(Agent.Media);
            SupervisorLeg = Engine.Open(Supervisor.Media);
            Bridge = Engine.Join(CustomerLeg, AgentLeg);
            _speaking =
            [
                Customer.Speak(CustomerLeg, MonitorTests.Customer),
                Agent.Speak(AgentLeg, MonitorTests.Agent),
                Supervisor.Speak(SupervisorLeg, MonitorTests.Supervisor),
            ];
        }

        internal MediaEngine Engine { get; } = Engines.Start();

        internal FarEnd Customer { get; }

        internal FarEnd Agent { get; } = new();

        internal FarEnd Supervisor { get; } = new();

        internal RtpLeg CustomerLeg { get; }

        internal RtpLeg AgentLeg { get; }

        internal RtpLeg SupervisorLeg { get; }

        internal MediaBridge Bridge { get; }

        internal MediaMonitor Listen(ListenMode mode) => Engine.Monitor(AgentLeg, SupervisorLeg, mode);

        /// <summary>Until what was before has left everybody's last 300 ms.</summary>
        internal Task SettleAsync() => Engine.Ticks(60); // both workers count

        internal void StopSpeaking()
        {
            _speaking.ForEach(speech => speech.Dispose());
            _speaking.Clear();
        }

        internal async Task<WavFile> RecordAsync(string path, int packets)
        {
            await SettleAsync();
            RecordingHandle recording = Engine.Recordings.Start(path, RecordingFormat.StereoMulaw);
            using (AgentLeg.Tap(recording.AgentTap))
            using (CustomerLeg.Tap(recording.CustomerTap))
            {
                await Engine.Ticks(packets);
            }

            await recording.CloseAsync();
            using FileStream stream = File.OpenRead(path);
            Assert.True(WavFile.TryRead(stream, out WavFile? wav, out string? error), error);
            return wav;
        }

        public async ValueTask DisposeAsync()
        {
            StopSpeaking();
            await Engine.DisposeAsync();
            Customer.Dispose();
            Agent.Dispose();
            Supervisor.Dispose();
        }
    }
}
