using CallCenter.Settings;
using CallCenter.Supervisor;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Composition;

/// <summary>Imports run where the screens are: never beside the audio of a dialer of its own.</summary>
internal static class SupervisorPart
{
    public static IServiceCollection AddSupervisorFor(this IServiceCollection services, ServerSettings settings)
    {
        SupervisorOptions options = new(settings.DataFolder);
        return settings switch
        {
            { HasWeb: true } => services.AddSupervisor(options),
            { Demo: true } => services.AddListImport(options), // the demo's own list
            _ => services,
        };
    }
}
