namespace CallCenter.Dialer;

/// <summary>
/// One dialer per data folder: a locked file, which the system frees even when the process is killed. Without it a second
/// process would close the first one's open attempts as interrupted.
/// </summary>
internal sealed class NodeGuard : IDisposable
{
    private readonly FileStream _file;

    private NodeGuard(FileStream file) => _file = file;

    /// <exception cref="DialerStartException">Another dialer runs on this data folder.</exception>
    public static NodeGuard Take(DialerSettings settings)
    {
        string path = Path.Combine(settings.DataFolder, "dialer.lock");
        try
        {
            return new NodeGuard(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new DialerStartException($"Another dialer works with this data folder (its lock is {path}). Stop it, or give this one another folder with --data.", e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
