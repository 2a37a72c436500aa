using System.Runtime.InteropServices;

namespace CallCenter.Composition;

/// <summary>
/// Shells start background jobs with SIGINT ignored, and the runtime then leaves it ignored: a server started by <c>./run &amp;</c> could not be
/// ended by <c>kill -INT</c>. Put back to its default before the host registers for it.
/// </summary>
internal static partial class Signals
{
    private const int Interrupt = 2;
    private const nint Default = 0;

    public static void TakeInterrupts()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetHandler(Interrupt, Default);
        }
    }

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static partial nint SetHandler(int signal, nint handler);
}
