using System.Runtime.InteropServices;

namespace CallCenter.Media.Native;

/// <summary>The kernel calls of the audio path. Only the wrappers in this folder use them; they check lengths.</summary>
internal static unsafe partial class Libc
{
    internal const int AfUnspec = 0;
    internal const int AfInet = 2;
    internal const int AfInet6 = 10;
    internal const int SockDgram = 2;
    internal const int SockNonBlock = 0x800;
    internal const int SockCloexec = 0x80000;
    internal const int MsgTrunc = 0x20;
    internal const int MsgDontWait = 0x40;
    internal const int EpollCtlAdd = 1;
    internal const int EpollCtlDel = 2;
    internal const uint EpollIn = 1;
    internal const int EpollCloexec = 0x80000;
    internal const int EfdNonBlock = 0x800;
    internal const int EfdCloexec = 0x80000;
    internal const int ClockMonotonic = 1;
    internal const int TimerAbsTime = 1;

    internal const int Eintr = 4;
    internal const int Eagain = 11;
    internal const int Einval = 22;
    internal const int Enospc = 28;
    internal const int Eaddrinuse = 98;
    internal const int Econnrefused = 111;
    internal const int Edquot = 122;

    [LibraryImport("libc", EntryPoint = "epoll_create1")]
    internal static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl")]
    internal static partial int EpollCtl(int epoll, int operation, int fd, void* ev);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    internal static partial int EpollWait(int epoll, void* events, int maxEvents, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "eventfd")]
    internal static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "timerfd_create")]
    internal static partial int TimerFdCreate(int clock, int flags);

    [LibraryImport("libc", EntryPoint = "timerfd_settime")]
    internal static partial int TimerFdSetTime(int fd, int flags, ItimerSpec* value, ItimerSpec* old);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    internal static partial int ClockNanosleep(int clock, int flags, TimeSpec* request, TimeSpec* remain);

    [LibraryImport("libc", EntryPoint = "socket")]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind")]
    internal static partial int Bind(int fd, void* address, uint length);

    [LibraryImport("libc", EntryPoint = "connect")]
    internal static partial int Connect(int fd, void* address, uint length);

    [LibraryImport("libc", EntryPoint = "setsockopt")]
    internal static partial int SetSockOpt(int fd, int level, int option, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "recv")]
    internal static partial nint Recv(int fd, void* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "recvfrom")]
    internal static partial nint RecvFrom(int fd, void* buffer, nuint length, int flags, void* address, uint* addressLength);

    [LibraryImport("libc", EntryPoint = "recvmmsg")]
    internal static partial int RecvMmsg(int fd, void* messages, uint count, int flags, TimeSpec* timeout);

    [LibraryImport("libc", EntryPoint = "getsockname")]
    internal static partial int GetSockName(int fd, void* address, uint* length);

    [LibraryImport("libc", EntryPoint = "send")]
    internal static partial nint Send(int fd, void* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "sendto")]
    internal static partial nint SendTo(int fd, void* buffer, nuint length, int flags, void* address, uint addressLength);

    [LibraryImport("libc", EntryPoint = "read")]
    internal static partial nint Read(int fd, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write")]
    internal static partial nint Write(int fd, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "pwrite64")]
    internal static partial nint PWrite(SafeHandle fd, void* buffer, nuint length, long offset);

    [LibraryImport("libc", EntryPoint = "fsync")]
    internal static partial int FSync(int fd);

    [LibraryImport("libc", EntryPoint = "fdatasync")]
    internal static partial int FDataSync(SafeHandle fd);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    internal static partial int SetPriority(int which, int who, int priority);

    /// <summary>The error of the call just made on this thread.</summary>
    internal static int Errno => Marshal.GetLastSystemError();

    internal static string Describe(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        internal long Seconds;
        internal long Nanoseconds;

        internal static TimeSpec From(long nanoseconds) => new() { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
    }

    /// <summary>struct mmsghdr of the 64-bit ABIs.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct BatchMessage
    {
        internal void* Name;
        internal uint NameLength;
        internal IoVector* Vectors;
        internal nuint VectorCount;
        internal void* Control;
        internal nuint ControlLength;
        internal int Flags;
        internal uint Padding;
        internal uint Length;
        internal uint MorePadding;
    }

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct IoVector
    {
        internal void* Base;
        internal nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct ItimerSpec
    {
        internal TimeSpec Interval;
        internal TimeSpec Value;
    }
}
