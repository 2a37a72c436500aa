namespace CallCenter.Supervisor.Lists;

/// <summary>
/// Where uploaded files lie until they are imported: <c>uploads</c> in the data folder, readable by this user only,
/// under names of our own making: none ever comes from a client (hardening H-W9).
/// </summary>
public sealed class UploadFiles
{
    private readonly string _folder;
    private readonly TimeProvider _time;

    /// <param name="dataFolder">The program's data folder.</param>
    public UploadFiles(string dataFolder, TimeProvider time)
    {
        _folder = Path.Combine(dataFolder, "uploads");
        _time = time;
        Directory.CreateDirectory(_folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A new file for bytes that arrive.</summary>
    /// <param name="stored">Its name, for the upload's row.</param>
    public FileStream Create(out string stored)
    {
        stored = Guid.CreateVersion7(_time.GetUtcNow()).ToString("N") + ".csv";
        return Open(PathOf(stored), FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Bytes of a file; 0 when it is gone.</summary>
    public long Length(string stored) => new FileInfo(PathOf(stored)) is { Exists: true } file ? file.Length : 0;

    /// <summary>A new file with the same bytes.</summary>
    /// <returns>Its name; null when the file is gone.</returns>
    public async Task<string?> CopyAsync(string stored, CancellationToken ct)
    {
        await using FileStream? from = OpenRead(stored);
        if (from is null)
        {
            return null;
        }

        await using FileStream to = Create(out string copy);
        await from.CopyToAsync(to, ct);
        return copy;
    }

    /// <summary>Opens a file; null when it is gone.</summary>
    public FileStream? OpenRead(string stored)
        => File.Exists(PathOf(stored)) ? Open(PathOf(stored), FileMode.Open, FileAccess.Read, FileShare.Read) : null;

    /// <summary>
    /// The right to work on an upload, held as long as the stream is open and given up by the system when the process
    /// dies: who can take it knows that nobody else is at work.
    /// </summary>
    /// <returns>Null while another holds it.</returns>
    public FileStream? TryTakeOver(string stored)
    {
        try
        {
            return Open(LockOf(stored), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Removes a file and its lock.</summary>
    public void Remove(string stored)
    {
        File.Delete(PathOf(stored));
        File.Delete(LockOf(stored));
    }

    /// <summary>Removes what belongs to no upload and is older than <paramref name="before"/>: files cut off while they arrived.</summary>
    public void DiscardUnknown(IReadOnlySet<string> known, DateTimeOffset before)
    {
        foreach (string path in Directory.EnumerateFiles(_folder))
        {
            if (!known.Contains(Path.ChangeExtension(Path.GetFileName(path), ".csv")) && File.GetLastWriteTimeUtc(path) < before.UtcDateTime)
            {
                File.Delete(path);
            }
        }
    }

    // The name comes from our own rows; GetFileName is the second lock on the door.
    private string PathOf(string stored) => Path.Combine(_folder, Path.GetFileName(stored));

    private string LockOf(string stored) => Path.ChangeExtension(PathOf(stored), ".lock");

    private static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
            BufferSize = 128 * 1024,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        };
        if (!OperatingSystem.IsWindows() && mode is FileMode.CreateNew or FileMode.OpenOrCreate)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
