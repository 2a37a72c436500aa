using System.CommandLine;
using CallCenter.Settings;

namespace CallCenter.Verbs;

/// <summary>Settings as options of a verb.</summary>
internal sealed class SettingOptions
{
    private readonly List<(SettingKey Key, Option<string> Option)> _options = [];
    private readonly Option<bool>? _insecure;

    private SettingOptions(Command command, IEnumerable<SettingKey> keys)
    {
        foreach (SettingKey key in keys.Where(k => k.Option is not null))
        {
            string text = $"{key.Meaning}{(key.Default is null ? "" : $" [{key.Default}]")}; environment {key.Environment}";
            if (key == SettingKeys.Insecure)
            {
                _insecure = new Option<bool>(key.Option!) { Description = text };
                command.Options.Add(_insecure);
                continue;
            }

            Option<string> option = new(key.Option!) { Description = text, HelpName = "VALUE" };
            _options.Add((key, option));
            command.Options.Add(option);
        }
    }

    /// <summary>All settings, for verbs that serve.</summary>
    public static SettingOptions All(Command command) => new(command, SettingKeys.All);

    /// <summary>Only the data folder, for verbs that work on the records.</summary>
    public static SettingOptions DataOnly(Command command) => new(command, [SettingKeys.Data]);

    /// <summary>A reader that knows what was given on the command line.</summary>
    public SettingsReader Reader(ParseResult result)
    {
        Dictionary<string, string> given = [];
        foreach ((SettingKey key, Option<string> option) in _options)
        {
            if (result.GetResult(option) is { Implicit: false } && result.GetValue(option) is { } text)
            {
                given[key.Key] = text;
            }
        }

        if (_insecure is not null && result.GetResult(_insecure) is { Implicit: false })
        {
            given[SettingKeys.Insecure.Key] = result.GetValue(_insecure) ? "true" : "false";
        }

        return new SettingsReader(given);
    }

    /// <summary>Tells every problem at once on stderr.</summary>
    public static async Task<int> TellAsync(IReadOnlyList<string> problems)
    {
        await Console.Error.WriteLineAsync(problems.Count == 1 ? "A setting is wrong:" : $"{problems.Count} settings are wrong:");
        foreach (string problem in problems)
        {
            await Console.Error.WriteLineAsync("  " + problem);
        }

        return CommandLine.Usage;
    }
}
