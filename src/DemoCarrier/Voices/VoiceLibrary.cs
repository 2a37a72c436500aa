using System.Reflection;
using CallCenter.Media;

namespace CallCenter.DemoCarrier.Voices;

/// <summary>One spoken or played piece, with the name the ledger shows.</summary>
public sealed record Utterance(string Name, AudioClip Clip);

/// <summary>The embedded audio, read once: persons by language, machines, announcements, tones.</summary>
public sealed class VoiceLibrary
{
    private static readonly string[] EnglishPersons = ["alice", "george", "rosa"];
    private static readonly string[] MandarinPersons = ["mei", "liang"];
    private readonly Dictionary<string, Utterance> _clips = new(StringComparer.Ordinal);
    private readonly PersonVoice[] _english;
    private readonly PersonVoice[] _mandarin;

    /// <summary>Reads every clip of the assembly.</summary>
    public VoiceLibrary()
    {
        Assembly assembly = typeof(VoiceLibrary).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using Stream wav = assembly.GetManifestResourceStream(name)!;
            AudioClip clip = AudioClip.FromWav(wav, out string? error) ?? throw new InvalidDataException($"Embedded audio {name}: {error}");
            string key = Path.GetFileNameWithoutExtension(name);
            _clips[key] = new Utterance(key, clip);
        }

        _english = [.. EnglishPersons.Select(PersonOf)];
        _mandarin = [.. MandarinPersons.Select(PersonOf)];
    }

    /// <summary>A clip by its file name without extension, for example "beep".</summary>
    public Utterance this[string name] => _clips[name];

    /// <summary>The person of a number: Mandarin for +86, English elsewhere.</summary>
    public PersonVoice Person(string number, int voice)
    {
        PersonVoice[] persons = IsMandarin(number) ? _mandarin : _english;
        return persons[voice % persons.Length];
    }

    /// <summary>The greeting of a number's answering machine.</summary>
    public Utterance MachineGreeting(string number, int voice)
        => IsMandarin(number) ? this["machine-zh"] : this[voice % 2 == 0 ? "machine-short" : "machine-long"];

    private static bool IsMandarin(string number) => number.StartsWith("+86", StringComparison.Ordinal) || number.StartsWith("86", StringComparison.Ordinal);

    private PersonVoice PersonOf(string name) => new()
    {
        Hello = Of(name, "hello"),
        Replies = Of(name, "reply"),
        Listening = Of(name, "listen"),
        StillThere = Of(name, "still"),
        Goodbye = Of(name, "bye"),
    };

    private Utterance[] Of(string person, string kind)
        => [.. _clips.Where(clip => clip.Key.StartsWith($"{person}-{kind}-", StringComparison.Ordinal)).OrderBy(clip => clip.Key, StringComparer.Ordinal).Select(clip => clip.Value)];
}
