using System.CommandLine;
using CallCenter.Supervisor.Lists;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Verbs;

/// <summary><c>import --list NAME FILE [--map JSON]</c></summary>
internal static class ImportVerb
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "a CSV file" };
        Option<string> list = new("--list") { Description = "name of the list; made when there is none", Required = true };
        Option<string?> map = new("--map") { Description = "mapping as in the API, for example {\"columns\":{\"Phone\":\"phone1\"}}; without it the columns are guessed" };
        Option<string> country = new("--country") { Description = "country of numbers without a country code, for a new list", DefaultValueFactory = _ => "US" };
        Command command = new("import", "Import customers into a list. Example: callcenter import --list Spring customers.csv") { file, list, map, country };
        SettingOptions options = SettingOptions.DataOnly(command);
        command.SetRecordsAction(options, (result, services, _, ct) => services.GetRequiredService<ImportCommand>().RunAsync(
            new ImportOrder(result.GetRequiredValue(list), result.GetRequiredValue(file), result.GetValue(map), result.GetRequiredValue(country)),
            Console.Out,
            Console.Error,
            ct));
        return command;
    }
}
