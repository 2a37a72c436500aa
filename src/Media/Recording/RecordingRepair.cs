using System.Security.Cryptography;
using CallCenter.Media.Recording;

namespace CallCenter.Media;

/// <summary>Makes a recording whole after a crash. Do not use it on a file that is still being written.</summary>
public static class RecordingRepair
{
    private const int MaxHeaderBytes = 4096;

    /// <summary>
    /// Sets the sizes in the header from the length of the file and cuts half a frame at its end. A file closed in order stays untouched; doing it
    /// twice changes nothing more.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static RepairResult Repair(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        byte[] start = new byte[(int)Math.Min(MaxHeaderBytes, file.Length)];
        file.ReadExactly(start);
        if (!RecordingHeader.TryFindData(start, out int headerBytes, out uint riffSize, out uint dataSize))
        {
            return Unplayable(file.Length, "the header is missing or not that of a recording");
        }

        long stored = file.Length - headerBytes;
        bool audioWhole = dataSize <= stored;
        bool closed = audioWhole && riffSize == file.Length - 8;
        long frames = (audioWhole ? dataSize : stored) / RecordingHeader.BytesPerFrame;
        if (frames == 0)
        {
            return Unplayable(file.Length, "it ends before the first sound");
        }

        if (!closed)
        {
            RecordingHeader.SetSizes(start.AsSpan(0, headerBytes), frames, trailerBytes: 0);
            file.SetLength(headerBytes + (frames * RecordingHeader.BytesPerFrame));
            file.Position = 0;
            file.Write(start, 0, headerBytes);
            file.Flush(flushToDisk: true);
        }

        file.Position = 0;
        string hash = Convert.ToHexStringLower(SHA256.HashData(file));
        TimeSpan duration = TimeSpan.FromSeconds((double)frames / RecordingHeader.SampleRate);
        return new RepairResult(Playable: true, Changed: !closed, duration, file.Length, hash, string.Empty);
    }

    private static RepairResult Unplayable(long bytes, string reason) =>
        new(Playable: false, Changed: false, TimeSpan.Zero, bytes, string.Empty, reason);
}
