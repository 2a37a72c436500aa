using CallCenter.Settings;

namespace CallCenter.Composition;

/// <summary>
/// Says that a data folder is in use: one process per service. Two dialers on one folder would dial the same leads, and a restore under a
/// running server would lose data. The system lets go of the lock when the process dies, however it dies.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly List<FileStream> _held;

    private FolderLock(List<FileStream> held) => _held = held;

    /// <summary>Null when another process has one of the services.</summary>
    public static FolderLock? TryTake(string dataFolder, bool dialer, bool web)
    {
        string folder = Path.Combine(dataFolder, "locks");
        Directory.CreateDirectory(folder);
        List<FileStream> held = [];
        try
        {
            foreach (string service in new[] { dialer ? "dialer" : null, web ? "web" : null }.OfType<string>())
            {
                held.Add(new FileStream(Path.Combine(folder, service), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }

            return new FolderLock(held);
        }
        catch (IOException)
        {
            Release(held);
            return null;
        }
    }

    /// <summary>For a server with these settings.</summary>
    public static FolderLock? TryTake(ServerSettings settings) => TryTake(settings.DataFolder, settings.HasDialer, settings.HasWeb);

    /// <summary>Lets go.</summary>
    public void Dispose() => Release(_held);

    private static void Release(List<FileStream> held)
    {
        foreach (FileStream file in held)
        {
            file.Dispose();
        }
    }
}
