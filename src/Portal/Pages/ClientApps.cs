namespace CallCenter.Portal.Pages;

/// <summary>The browser clients that the program serves.</summary>
/// <param name="Agent">At /agent.</param>
/// <param name="Supervisor">At /supervisor.</param>
public sealed record ClientApps(ClientApp Agent, ClientApp Supervisor)
{
    /// <summary>As the build put them beside the program.</summary>
    public static ClientApps Built()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "wwwroot", "app");
        return new ClientApps(new ClientApp(Path.Combine(folder, "agent")), new ClientApp(Path.Combine(folder, "supervisor")));
    }
}
