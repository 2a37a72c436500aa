using CallCenter.DemoCarrier.Numbers;
using CallCenter.DemoCarrier.Voices;
using CallCenter.Media;

namespace CallCenter.DemoCarrier.Calls;

/// <summary>What each kind of far end does once it has answered; every script returns when it wants to hang up.</summary>
internal sealed class FarEndScripts(VoiceLibrary library, DemoCarrierOptions options, TimeProvider time)
{
    private static readonly TimeSpan SilentLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FaxLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MessageSilence = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan MessageLimit = TimeSpan.FromSeconds(60);

    public Task RunAsync(CallPlan plan, FarEndAudio audio, CancellationToken ct) => plan.Kind switch
    {
        FarEndKind.MachineWithBeep => MachineAsync(plan, audio, beep: true, ct),
        FarEndKind.MachineWithoutBeep => MachineAsync(plan, audio, beep: false, ct),
        FarEndKind.Fax => FaxAsync(audio, ct),
        FarEndKind.Screening => ScreenAsync(plan, audio, ct),
        FarEndKind.Silence => Task.Delay(SilentLimit, time, ct),
        _ => PersonAsync(plan, audio, ct),
    };

    /// <summary>The announcement of a number that does not exist, in early media.</summary>
    public Task AnnounceVacantAsync(FarEndAudio audio, CancellationToken ct) => audio.SayAsync(library["announcement-vacant"], ct);

    private Task PersonAsync(CallPlan plan, FarEndAudio audio, CancellationToken ct)
        => options.PersonTone?.Invoke(plan.Number) is { } hz
            ? HumAsync(hz, plan, audio, ct)
            : new PersonScript(audio, library.Person(plan.Number, plan.Voice), plan, time).RunAsync(ct);

    private static Task HumAsync(double hz, CallPlan plan, FarEndAudio audio, CancellationToken ct)
    {
        TimeSpan length = plan.Kind is FarEndKind.HelloOnly ? TimeSpan.FromSeconds(1) : plan.Talk;

        // A whole number of periods, so that the loop has no click.
        Utterance hum = new(FormattableString.Invariant($"tone-{hz}"), AudioClip.Tone(hz, TimeSpan.FromSeconds(1)));
        return audio.LoopAsync(hum, length, ct);
    }

    private async Task MachineAsync(CallPlan plan, FarEndAudio audio, bool beep, CancellationToken ct)
    {
        await audio.PauseAsync(400, 900, ct);
        await audio.SayAsync(library.MachineGreeting(plan.Number, plan.Voice), ct);
        await audio.PauseAsync(300, 700, ct);
        if (beep)
            await audio.SayAsync(library["beep"], ct);

        // Records until nobody has spoken for a while.
        audio.Ear.Forget();
        long started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < MessageLimit)
        {
            Heard heard = await audio.Ear.NextAsync(MessageSilence, ct);
            if (heard.Kind is HeardKind.Nothing && !audio.Ear.IsSpeaking)
                return;
        }
    }

    private async Task FaxAsync(FarEndAudio audio, CancellationToken ct)
    {
        long started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < FaxLimit)
        {
            await audio.PauseAsync(200, 1500, ct);
            await audio.SayAsync(library["fax-ced"], ct);
        }
    }

    private async Task ScreenAsync(CallPlan plan, FarEndAudio audio, CancellationToken ct)
    {
        await audio.PauseAsync(300, 600, ct);
        await audio.SayAsync(library["screening"], ct);
        audio.Ear.Forget();
        if (!await CallerSpokeAsync(audio, TimeSpan.FromSeconds(8), ct) || plan.Seed % 10 < 3)
        {
            await audio.SayAsync(library["screening-regret"], ct);
            return;
        }

        await audio.SayAsync(library["screening-thanks"], ct);
        await audio.LoopAsync(new Utterance("ringback", AudioClip.RingBack), TimeSpan.FromSeconds(5), ct);
        await PersonAsync(plan, audio, ct);
    }

    private async Task<bool> CallerSpokeAsync(FarEndAudio audio, TimeSpan limit, CancellationToken ct)
    {
        long started = time.GetTimestamp();
        bool spoke = false;
        while (limit - time.GetElapsedTime(started) is { } left && left > TimeSpan.Zero)
        {
            Heard heard = await audio.Ear.NextAsync(left, ct);
            if (heard.Kind is HeardKind.SpeechEnded && heard.Length > TimeSpan.FromMilliseconds(300))
                return true;
            spoke |= heard.Kind is HeardKind.SpeechStarted;
        }

        return spoke;
    }
}
