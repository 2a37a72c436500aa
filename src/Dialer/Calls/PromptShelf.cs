using System.Collections.Concurrent;
using CallCenter.Data.Prompts;
using CallCenter.Domain;
using CallCenter.Media;

namespace CallCenter.Dialer.Calls;

/// <summary>Audio that calls are played, decoded once: the built-in prompts and those that people uploaded.</summary>
public sealed class PromptShelf(PromptStore store)
{
    private readonly ConcurrentDictionary<PromptId, AudioClip> _uploaded = new();
    private readonly Lazy<AudioClip> _safeHarbour = new(() => BuiltIn("safe-harbour.wav"));
    private readonly Lazy<AudioClip> _holdMusic = new(() => BuiltIn("hold-music.wav"));

    public AudioClip HoldMusic => _holdMusic.Value;

    /// <summary>The campaign's own message, or the built-in one when it has none or it cannot be read.</summary>
    public AudioClip SafeHarbour(PromptId? id)
        => id is { } own && _uploaded.TryGetValue(own, out AudioClip? clip) ? clip : _safeHarbour.Value;

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

    private static AudioClip BuiltIn(string file)
    {
        using Stream wav = typeof(PromptShelf).Assembly.GetManifestResourceStream($"CallCenter.Dialer.Prompts.{file}")
            ?? throw new InvalidOperationException($"The prompt {file} is missing from the program.");
        return AudioClip.FromWav(wav, out string? error) ?? throw new InvalidOperationException($"The prompt {file} is damaged: {error}");
    }
}
