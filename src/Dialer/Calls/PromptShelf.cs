using System.Collections.Concurrent;
using CallCenter.Data.Prompts;
using CallCenter.Domain;
using CallCenter.Domain.Rules;
using CallCenter.Media;

namespace CallCenter.Dialer.Calls;

/// <summary>Audio that calls are played, decoded once: the built-in prompts and those that people uploaded.</summary>
public sealed class PromptShelf(PromptStore store)
{
    private readonly ConcurrentDictionary<PromptId, AudioClip> _uploaded = new();
    private readonly Lazy<AudioClip> _safeHarbour = new(() => BuiltIn("safe-harbour.wav"));
    private readonly ConcurrentDictionary<string, AudioClip> _spoken = new(StringComparer.Ordinal);
    private readonly Lazy<AudioClip> _holdMusic = new(() => BuiltIn("hold-music.wav"));

    public AudioClip HoldMusic => _holdMusic.Value;

    /// <summary>The campaign's own message, or the built-in one when it has none or it cannot be read.</summary>
    public AudioClip SafeHarbour(PromptId? id)
        => id is { } own && _uploaded.TryGetValue(own, out AudioClip? clip) ? clip : _safeHarbour.Value;

    /// <summary>For a customer whose agent is away for a moment.</summary>
    public AudioClip PleaseHold(RuleSet rules) => Spoken("please-hold", rules);

    /// <summary>For a customer whose agent was lost: somebody will call again.</summary>
    public AudioClip CallYouBack(RuleSet rules) => Spoken("call-you-back", rules);

    /// <summary>The same where nobody can call again: a number dialled by hand has no lead.</summary>
    public AudioClip Sorry(RuleSet rules) => Spoken("sorry", rules);

    /// <summary>Decodes an uploaded prompt ahead of its use; null, or why it cannot be played.</summary>
    public async Task<string?> PrepareAsync(PromptId id, CancellationToken ct)
    {
        if (_uploaded.ContainsKey(id))
        {
            return null;
        }

        if (await store.GetAsync(id, ct) is not { } prompt)
        {
            return $"Prompt {id} does not exist.";
        }

        string? error = null;
        using MemoryStream audio = new(prompt.Audio, writable: false);
        AudioClip? clip = prompt.Info.Format == PromptFormat.MuLaw8k ? AudioClip.FromMulaw(prompt.Audio) : AudioClip.FromWav(audio, out error);
        if (clip is null)
        {
            return $"Prompt '{prompt.Info.Name}' cannot be played: {error}";
        }

        _uploaded[id] = clip;
        return null;
    }

    /// <summary>In the language of the country whose rules hold, <c>NAME.LANGUAGE.wav</c> among the prompts; English where there is none.</summary>
    private AudioClip Spoken(string name, RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return _spoken.GetOrAdd($"{name}.{LanguageOf(rules)}.wav", file => BuiltIn(IsBuiltIn(file) ? file : $"{name}.en.wav"));
    }

    private static string LanguageOf(RuleSet rules) => rules.Name == "cn" ? "zh" : "en";

    private static bool IsBuiltIn(string file)
        => typeof(PromptShelf).Assembly.GetManifestResourceInfo($"CallCenter.Dialer.Prompts.{file}") is not null;

    private static AudioClip BuiltIn(string file)
    {
        using Stream wav = typeof(PromptShelf).Assembly.GetManifestResourceStream($"CallCenter.Dialer.Prompts.{file}")
            ?? throw new InvalidOperationException($"The prompt {file} is missing from the program.");
        return AudioClip.FromWav(wav, out string? error) ?? throw new InvalidOperationException($"The prompt {file} is damaged: {error}");
    }
}
