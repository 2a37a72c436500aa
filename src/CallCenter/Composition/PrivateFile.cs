using System.Runtime.InteropServices;

namespace CallCenter.Composition;

/// <summary>Files that only their owner may read.</summary>
internal static partial class PrivateFile
{
    private const uint OthersMayNothing = 0b000_111_111;

    /// <summary>Whatever this process makes from here on is its owner's alone: recordings, logs and locks have no mode of their own.</summary>
    public static void MakeAllPrivate()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = UMask(OthersMayNothing);
        }
    }

    /// <summary>Makes a folder with mode 700.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Writes a new file with mode 600.</summary>
    public static void Write(string path, string text)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using StreamWriter writer = new(path, options);
        writer.Write(text);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint UMask(uint mask);
}
