using CallCenter.Media.Native;
using Microsoft.Win32.SafeHandles;

namespace CallCenter.Media.Recording;

/// <summary>A file written by position. Errors are values: a full disk is an expected end.</summary>
internal sealed class RecordingFile : IRecordingFile
{
    private const int DirectoryOnly = 0x10000; // O_DIRECTORY, and reading is 0
    private const int CloseOnExec = 0x80000;

    private readonly SafeFileHandle _handle;

    private RecordingFile(SafeFileHandle handle) => _handle = handle;

    /// <summary>Creates a file that must not exist yet, with its folder.</summary>
    internal static RecordingFile Create(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        return new RecordingFile(File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
    }

    /// <summary>Makes the name in its folder durable; 0 or errno.</summary>
    internal static int SyncFolderOf(string path)
    {
        int fd = Libc.Open(Path.GetDirectoryName(Path.GetFullPath(path))!, DirectoryOnly | CloseOnExec);
        if (fd < 0)
        {
            return Libc.Errno;
        }

        int errno = Libc.FSync(fd) < 0 ? Libc.Errno : 0;
        _ = Libc.Close(fd);
        return errno;
    }

    public unsafe int Write(ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            nint written = Libc.PWrite(_handle, start, (nuint)bytes.Length, offset);
            return written < 0 ? -Libc.Errno : (int)written;
        }
    }

    public int Sync() => Libc.FDataSync(_handle) < 0 ? Libc.Errno : 0;

    public void Dispose() => _handle.Dispose();
}
