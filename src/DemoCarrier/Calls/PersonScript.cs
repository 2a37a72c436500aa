using CallCenter.DemoCarrier.Numbers;
using CallCenter.DemoCarrier.Voices;

namespace CallCenter.DemoCarrier.Calls;

/// <summary>Someone who picks up: greets after a human delay, listens, answers when the caller stops speaking, says goodbye in time.</summary>
internal sealed class PersonScript(FarEndAudio audio, PersonVoice voice, CallPlan plan, TimeProvider time)
{
    // A caller who speaks longer than this gets a listening sound.
    private static readonly TimeSpan Monologue = TimeSpan.FromSeconds(6);

    // Dead air: asked about once, then a person hangs up (a talker goes on alone).
    private static readonly TimeSpan DeadAirQuestion = TimeSpan.FromSeconds(4);

    /// <summary>The whole conversation; returns when the person wants to hang up.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        long answered = time.GetTimestamp();
        await audio.PauseAsync(250, 900, ct);
        await audio.SayAnyAsync(voice.Hello, ct);
        if (plan.Kind is FarEndKind.HelloOnly)
        {
            await audio.PauseAsync(600, 1200, ct);
            return;
        }

        bool asked = false;
        while (time.GetElapsedTime(answered) < plan.Talk)
        {
            if (await ListenAsync(answered, ct))
            {
                asked = false;
            }
            else if (asked && plan.Kind is not FarEndKind.Talker)
            {
                return;
            }
            else
            {
                await audio.SayAnyAsync(asked ? voice.Replies : voice.StillThere, ct);
                asked = true;
            }
        }

        await audio.SayAnyAsync(voice.Goodbye, ct);
        await audio.PauseAsync(200, 500, ct);
    }

    // True when the caller spoke and was answered, or when it is time to go; false after dead air.
    private async Task<bool> ListenAsync(long answered, CancellationToken ct)
    {
        while (true)
        {
            TimeSpan left = plan.Talk - time.GetElapsedTime(answered);
            if (left <= TimeSpan.Zero)
                return true;

            bool speaking = audio.Ear.IsSpeaking;
            TimeSpan patience = speaking ? Monologue : DeadAirQuestion;
            Heard heard = await audio.Ear.NextAsync(left < patience ? left : patience, ct);
            switch (heard.Kind)
            {
                case HeardKind.SpeechEnded:
                    await AnswerAsync(ct);
                    return true;
                case HeardKind.Nothing when audio.Ear.IsSpeaking:
                    await audio.SayAnyAsync(voice.Listening, ct);
                    break;
                case HeardKind.Nothing when speaking: // packets stopped in the middle of a word
                    await AnswerAsync(ct);
                    return true;
                case HeardKind.Nothing when left > patience:
                    return false;
            }
        }
    }

    private async Task AnswerAsync(CancellationToken ct)
    {
        await audio.PauseAsync(300, 900, ct);
        if (audio.Ear.IsSpeaking)
            return; // the caller was only taking breath
        await audio.SayAnyAsync(audio.Chance(75) ? voice.Replies : voice.Listening, ct);
    }
}
