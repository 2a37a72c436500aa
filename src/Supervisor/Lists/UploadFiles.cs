using System.Globalization;
using CallCenter.Domain;

namespace CallCenter.Supervisor.Lists;

/// <summary>
/// Where uploaded files lie until they are imported: <c>uploads/{id}.csv</c> in the data folder, readable by this user
/// only. No name ever comes from a client (hardening H-W9).
/// </summary>
public sealed class UploadFiles
{
    private readonly string _folder;

    /// <param name="dataFolder">The program's data folder.</param>
    public UploadFiles(string dataFolder)
    {
        _folder = Path.Combine(dataFolder, "uploads");
        Directory.CreateDirectory(_folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A new file for bytes that arrive before the upload has an id.</summary>
    public FileStream CreateIncoming(out string path)
    {
        path = Path.Combine(_folder, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N") + ".part");
        return Open(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
    }

    /// <summary>Gives what arrived the upload's name.</summary>
    public void Adopt(string incoming, UploadId id) => File.Move(incoming, PathOf(id), overwrite: true);

    /// <summary>Opens the upload's file; null when it is gone.</summary>
    public FileStream? OpenRead(UploadId id)
        => File.Exists(PathOf(id)) ? Open(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read) : null;

    /// <summary>
    /// The right to run an upload, held as long as the stream is open and given up by the system when the process dies:
    /// who can take it knows that nobody else is at work.
    /// </summary>
    /// <returns>Null while another process holds it.</returns>
    public FileStream? TryTakeOver(UploadId id)
    {
        try
        {
            return Open(LockOf(id), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Removes the upload's file and its lock.</summary>
    public void Remove(UploadId id)
    {
        File.Delete(PathOf(id));
        File.Delete(LockOf(id));
    }

    /// <summary>Removes a file that never became an upload.</summary>
    public static void Discard(string incoming) => File.Delete(incoming);

    /// <summary>Removes what arrived for uploads that never came to be and is older than <paramref name="before"/>.</summary>
    public void DiscardOldIncoming(DateTimeOffset before)
    {
        foreach (string path in Directory.EnumerateFiles(_folder, "*.part"))
        {
            if (File.GetLastWriteTimeUtc(path) < before.UtcDateTime)
            {
                File.Delete(path);
            }
        }
    }

    private string PathOf(UploadId id) => Path.Combine(_folder, id.Value.ToString(CultureInfo.InvariantCulture) + ".csv");

    private string LockOf(UploadId id) => Path.Combine(_folder, id.Value.ToString(CultureInfo.InvariantCulture) + ".lock");

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
