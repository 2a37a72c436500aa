using System.CommandLine;
using System.Globalization;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Verbs;

/// <summary><c>apikey add NAME (--user USER | --role ROLE...)</c>: prints the key and nothing else.</summary>
internal static class ApiKeyVerb
{
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "what the key is for" };
        Option<string?> user = new("--user") { Description = "acts as this user" };
        Option<string[]> roles = new("--role") { Description = "has these roles", AllowMultipleArgumentsPerToken = true };
        Command add = new("add", "Make a key for the HTTP API. Example: callcenter apikey add import-job --role manager") { name, user, roles };
        SettingOptions options = SettingOptions.DataOnly(add);
        add.Validators.Add(result =>
        {
            bool hasUser = result.GetResult(user) is { Implicit: false };
            if (hasUser == (result.GetValue(roles) is { Length: > 0 }))
            {
                result.AddError("Give either --user or --role.");
            }
        });
        add.SetRecordsAction(options, async (result, services, _, ct) =>
        {
            UserId? id = null;
            string[] roleNames = result.GetValue(roles) ?? [];
            if (result.GetValue(user) is { } userName)
            {
                UserRecord? record = await services.GetRequiredService<UserStore>().FindAsync(userName, ct);
                if (record is null or { Disabled: true })
                {
                    await Console.Error.WriteLineAsync($"There is no user '{userName}'.");
                    return CommandLine.Failed;
                }

                id = record.Id;
            }

            if (roleNames.FirstOrDefault(r => !RoleTable.Roles.ContainsKey(r)) is { } unknown)
            {
                await Console.Error.WriteLineAsync(
                    $"There is no role '{unknown}': {string.Join(", ", RoleTable.Roles.Keys.Order(StringComparer.Ordinal))}.");
                return CommandLine.Failed;
            }

            string keyName = result.GetRequiredValue(name);
            if (Portal.Users.ApiKeyNames.Judge(keyName) is { } fault)
            {
                await Console.Error.WriteLineAsync($"NAME: {fault}");
                return CommandLine.Failed;
            }

            (long keyId, string key) = await services.GetRequiredService<ApiKeys>()
                .CreateAsync(keyName, id, roleNames, $"console:{Environment.UserName}", ct);
            await CommandLineAudit.WriteAsync(services, "apikey.create", $"apikey/{keyId.ToString(CultureInfo.InvariantCulture)}", ct);
            Console.WriteLine(key);
            return CommandLine.Ok;
        });
        return new Command("apikey", "Keys for programs. Example: callcenter apikey add reports --role manager") { add };
    }
}
