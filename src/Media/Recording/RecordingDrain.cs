using System.Runtime.CompilerServices;
using CallCenter.Media.Audio;
using CallCenter.Media.Native;

namespace CallCenter.Media.Recording;

/// <summary>Takes settled audio from a recording's channels, interleaves it and appends it to the file. Used by the writer thread.</summary>
internal sealed class RecordingDrain(Action<RecordingHandle, RecordingTroubleKind, string> onTrouble)
{
    // A page of the file, 256 ms: each page is written once and whole, which costs the file system half of what pages in pieces do. With the
    // lateness and a turn of the writer still less than half a second behind the call (hardening R3).
    private const int PageBytes = 4096;
    private const int LatenessFrames = 800; // a packet may come 100 ms late and still find its place
    private const int ChunkFrames = 4096;
    private const int FillBytes = 65536;
    private const int FillBytesPerTurn = 1 << 20;

    private readonly byte[] _stereo = new byte[ChunkFrames * RecordingHeader.BytesPerFrame];
    private readonly byte[] _silence = CreateSilence();

    /// <summary>When the next page is complete. Handles start at different moments, so their pages fall due at different moments too.</summary>
    internal static long NextDue(RecordingHandle handle) =>
        handle.Start + MonotonicClock.FromSamples(PageEnd(handle, handle.Taken + (PageBytes / RecordingHeader.BytesPerFrame)) + LatenessFrames);

    /// <summary>Writes the pages that are settled.</summary>
    internal void Turn(RecordingHandle handle, long now) =>
        Take(handle, Math.Max(handle.Taken, PageEnd(handle, handle.PositionAt(now) - LatenessFrames)), now);

    /// <summary>Writes the rest up to the moment of closing and makes the header true.</summary>
    internal void Finish(RecordingHandle handle)
    {
        handle.RetryAt = 0; // one last attempt, whatever happened before
        Take(handle, handle.PositionAt(handle.CloseAt), handle.CloseAt);
        if (!handle.HeaderWritten)
        {
            return;
        }

        byte[] cues = RecordingHeader.Cues([.. handle.Gaps().Select(gap => Math.Min(gap.From, handle.Written))]);
        long end = handle.Header.Length + (handle.Written * RecordingHeader.BytesPerFrame);
        int trailer = cues.Length > 0 && handle.File.Write(cues, end) == cues.Length ? cues.Length : 0;
        RecordingHeader.SetSizes(handle.Header, handle.Written, trailer);
        _ = handle.File.Write(handle.Header, 0);
    }

    internal static bool TryWriteHeader(RecordingHandle handle, out int errno)
    {
        int written = handle.File.Write(handle.Header, 0);
        errno = written == handle.Header.Length ? 0 : written < 0 ? -written : Libc.Enospc;
        handle.HeaderWritten = errno == 0;
        return handle.HeaderWritten;
    }

    /// <summary>Notes that the disk refuses; the next attempt is a second away.</summary>
    internal void Fail(RecordingHandle handle, int errno, long now)
    {
        handle.RetryAt = now + MonotonicClock.Second;
        if (!handle.InTrouble)
        {
            handle.InTrouble = true;
            bool full = errno is Libc.Enospc or Libc.Edquot;
            onTrouble(handle, full ? RecordingTroubleKind.DiskFull : RecordingTroubleKind.IoError, Libc.Describe(errno));
        }
    }

    // The last frame position at or before the given one at which a page of the file ends. Headers are of even length.
    private static long PageEnd(RecordingHandle handle, long position) =>
        position - (((handle.Header.Length / RecordingHeader.BytesPerFrame) + position) % (PageBytes / RecordingHeader.BytesPerFrame));

    private static byte[] CreateSilence()
    {
        byte[] silence = new byte[FillBytes];
        Array.Fill(silence, Mulaw.Silence);
        return silence;
    }

    private void Take(RecordingHandle handle, long upTo, long now)
    {
        NoteLag(handle, upTo);
        handle.Agent.Settle(upTo);
        handle.Customer.Settle(upTo);
        while (handle.Taken < upTo)
        {
            int frames = (int)Math.Min(ChunkFrames, upTo - handle.Taken);
            Span<byte> stereo = _stereo.AsSpan(0, frames * RecordingHeader.BytesPerFrame);
            Interleave(handle, handle.Taken, frames, stereo);
            handle.Agent.Free(handle.Taken + frames);
            handle.Customer.Free(handle.Taken + frames);
            Write(handle, stereo, handle.Taken, now);
            handle.Taken += frames;
        }
    }

    [MethodImpl(HotPath.Options)]
    private static void Interleave(RecordingHandle handle, long position, int frames, Span<byte> stereo)
    {
        // Both rings have the same size, so their pieces have the same lengths.
        handle.Agent.Settled(position, frames, out Span<byte> left, out Span<byte> leftRest);
        handle.Customer.Settled(position, frames, out Span<byte> right, out Span<byte> rightRest);
        Interleaver.Interleave(left, right, stereo);
        Interleaver.Interleave(leftRest, rightRest, stereo[(2 * left.Length)..]);
        left.Fill(Mulaw.Silence);
        leftRest.Fill(Mulaw.Silence);
        right.Fill(Mulaw.Silence);
        rightRest.Fill(Mulaw.Silence);
    }

    private void NoteLag(RecordingHandle handle, long upTo)
    {
        long dropped = handle.Agent.Dropped + handle.Customer.Dropped;
        if (dropped != handle.LaggedSince)
        {
            handle.LaggedSince = dropped;
            handle.NoteGap(Math.Min(upTo, handle.Taken + RecordingChannel.Capacity), upTo, "lagging");
            onTrouble(handle, RecordingTroubleKind.Lagging, "the disk is too slow: audio was left out");
        }
    }

    private void Write(RecordingHandle handle, ReadOnlySpan<byte> stereo, long position, long now)
    {
        if (now < handle.RetryAt || !Ready(handle, position, now))
        {
            handle.NoteGap(position, position + (stereo.Length / RecordingHeader.BytesPerFrame), "disk");
            return;
        }

        if (Append(handle, stereo, out int errno))
        {
            if (handle.InTrouble)
            {
                handle.InTrouble = false;
                onTrouble(handle, RecordingTroubleKind.Recovered, "writing works again");
            }
        }
        else
        {
            handle.NoteGap(handle.Written, position + (stereo.Length / RecordingHeader.BytesPerFrame), "disk");
            Fail(handle, errno, now);
        }
    }

    // The header stands and the file reaches up to the position: what could not be written before is silence.
    private bool Ready(RecordingHandle handle, long position, long now)
    {
        int errno = 0;
        if (!handle.HeaderWritten && !TryWriteHeader(handle, out errno))
        {
            Fail(handle, errno, now);
            return false;
        }

        for (int filled = 0; handle.Written < position; filled += FillBytes)
        {
            if (filled >= FillBytesPerTurn)
            {
                return false;
            }

            int bytes = (int)Math.Min(FillBytes, (position - handle.Written) * RecordingHeader.BytesPerFrame);
            if (!Append(handle, _silence.AsSpan(0, bytes), out errno))
            {
                Fail(handle, errno, now);
                return false;
            }
        }

        return true;
    }

    // A short write tells that the disk is full; what fitted stays, in whole frames.
    private static bool Append(RecordingHandle handle, ReadOnlySpan<byte> bytes, out int errno)
    {
        long offset = handle.Header.Length + (handle.Written * RecordingHeader.BytesPerFrame);
        int written = handle.File.Write(bytes, offset);
        errno = written < 0 ? -written : 0;
        handle.Written += Math.Max(0, written) / RecordingHeader.BytesPerFrame;
        if (written >= 0 && written < bytes.Length)
        {
            errno = Libc.Enospc;
        }

        return errno == 0;
    }
}
