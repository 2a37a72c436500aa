using System.CommandLine;
using CallCenter.Composition;
using CallCenter.Settings;

namespace CallCenter.Verbs;

/// <summary><c>serve</c> and <c>demo</c>.</summary>
internal static class ServeVerb
{
    public static Command Create(string name, string description, bool demo)
    {
        Command command = new(name, description);
        SettingOptions options = SettingOptions.All(command);
        command.SetAction(async (result, ct) =>
        {
            SettingsReader reader = options.Reader(result);
            ServerSettings? settings = reader.Read(demo);
            if (settings is null)
            {
                return await SettingOptions.TellAsync(reader.Problems);
            }

            IReadOnlyList<string> problems = StartChecks.Run(settings);
            return problems.Count > 0
                ? await SettingOptions.TellAsync(problems)
                : await Server.RunAsync(settings, reader.Configuration, ct);
        });
        return command;
    }
}
