using System.CommandLine;
using CallCenter.Data.Audit;
using CallCenter.Portal.SignIn;
using CallCenter.Portal.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Verbs;

/// <summary><c>user add NAME --role ROLE... [--password-stdin]</c></summary>
internal static class UserVerb
{
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "user name: letters, digits, dot, underscore, hyphen" };
        Option<string[]> roles = new("--role")
        {
            Description = "agent, supervisor, coach, manager, administrator; several are allowed",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> fromStdin = new("--password-stdin") { Description = "read the password from standard input; without it one is made and printed" };
        Option<string?> displayName = new("--display-name") { Description = "the name that others see" };
        Command add = new("add", "Add a user. Example: echo 'a long pass phrase' | callcenter user add ann --role agent --password-stdin")
        {
            name, roles, fromStdin, displayName,
        };
        SettingOptions options = SettingOptions.DataOnly(add);
        add.SetRecordsAction(options, async (result, services, _, ct) =>
        {
            bool given = result.GetValue(fromStdin);
            string password = given ? (await Console.In.ReadLineAsync(ct) ?? "") : Passwords.Random(20);
            NewUserRequest request = new(
                result.GetRequiredValue(name), result.GetRequiredValue(roles), result.GetValue(displayName), password, MustChangePassword: !given);
            switch (await services.GetRequiredService<UserAdmin>().AddAsync(request, ct))
            {
                case AddUserResult.Added added:
                    await CommandLineAudit.WriteAsync(services, "user.create", $"user/{request.UserName}", ct);
                    Console.WriteLine($"user: {request.UserName}");
                    Console.WriteLine($"id: {added.Id}");
                    if (!given)
                    {
                        Console.WriteLine($"password: {password}");
                    }

                    Console.WriteLine($"sip password: {added.SipPassword}");
                    return CommandLine.Ok;
                case AddUserResult.Invalid invalid:
                    foreach ((string field, string message) in invalid.Errors)
                    {
                        await Console.Error.WriteLineAsync($"{field}: {message}");
                    }

                    return CommandLine.Failed;
                default:
                    await Console.Error.WriteLineAsync($"There is a user '{request.UserName}' already.");
                    return CommandLine.Failed;
            }
        });
        return new Command("user", "Users. Example: callcenter user add ann --role agent") { add };
    }
}

/// <summary>Writes what was done on the command line into the audit log.</summary>
internal static class CommandLineAudit
{
    public static Task WriteAsync(IServiceProvider services, string action, string subject, CancellationToken ct)
        => services.GetRequiredService<AuditLog>().AppendAsync(
            new AuditEntry($"console:{Environment.UserName}", action, subject, "{}", ""), services.GetRequiredService<TimeProvider>().GetUtcNow(), ct);
}
