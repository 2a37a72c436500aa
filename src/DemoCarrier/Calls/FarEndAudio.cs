using CallCenter.DemoCarrier.Voices;
using CallCenter.Media;
using CallCenter.Sip.Sdp;

namespace CallCenter.DemoCarrier.Calls;

/// <summary>Mouth and ear of one far end: what a script says goes out, what the caller says comes in. Owns the leg.</summary>
internal sealed class FarEndAudio : IDisposable
{
    private readonly RtpLeg _leg;
    private readonly TimeProvider _time;
    private readonly IDisposable _earTap;
    private readonly IDisposable? _recorderTap;
    private readonly HeardRecorder? _recorder;
    private readonly List<string> _said = [];
    private readonly Random _dice;

    public FarEndAudio(RtpLeg leg, TimeProvider time, int seed, bool keepHeard)
    {
        _leg = leg;
        _time = time;
        _dice = new Random(seed);
        Ear = new Ear(time);
        _earTap = leg.Tap(Ear);
        if (keepHeard)
        {
            _recorder = new HeardRecorder();
            _recorderTap = leg.Tap(_recorder);
        }
    }

    public Ear Ear { get; }

    /// <summary>What was said or played, in order.</summary>
    public IReadOnlyList<string> Said => [.. _said];

    /// <summary>Points the audio at what offer and answer agreed on.</summary>
    public void Connect(NegotiatedAudio audio)
        => _leg.SetRemote(new RemoteMedia(
            audio.Remote,
            string.Equals(audio.Codec, "PCMA", StringComparison.Ordinal) ? AudioCodec.Pcma : AudioCodec.Pcmu,
            audio.PayloadType,
            audio.TelephoneEventPayloadType));

    /// <summary>Says one piece to its end.</summary>
    public async Task SayAsync(Utterance utterance, CancellationToken ct)
    {
        _said.Add(utterance.Name);
        await _leg.PlayAsync(utterance.Clip, loop: false, ct);
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Says any one of the pieces.</summary>
    public Task SayAnyAsync(IReadOnlyList<Utterance> utterances, CancellationToken ct)
        => SayAsync(utterances[_dice.Next(utterances.Count)], ct);

    /// <summary>Repeats a clip until <paramref name="length"/> is over.</summary>
    public async Task LoopAsync(Utterance utterance, TimeSpan length, CancellationToken ct)
    {
        _said.Add(utterance.Name);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task playing = _leg.PlayAsync(utterance.Clip, loop: true, limit.Token);
        try
        {
            await Task.Delay(length, _time, ct);
        }
        finally
        {
            await limit.CancelAsync();
            await playing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A human pause between the two lengths, in milliseconds.</summary>
    public Task PauseAsync(int low, int high, CancellationToken ct)
        => Task.Delay(TimeSpan.FromMilliseconds(_dice.Next(low, high)), _time, ct);

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Chance(int percent) => _dice.Next(100) < percent;

    /// <summary>Leaves what was heard in a file; nothing when it is not kept.</summary>
    public Task SaveHeardAsync(string path) => _recorder?.SaveAsync(path, CancellationToken.None) ?? Task.CompletedTask;

    public void Dispose()
    {
        _earTap.Dispose();
        _recorderTap?.Dispose();
        _leg.Dispose();
    }
}
