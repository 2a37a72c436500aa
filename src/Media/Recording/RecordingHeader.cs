using System.Buffers.Binary;
using System.Text;

namespace CallCenter.Media.Recording;

/// <summary>
/// The WAV header of a recording: stereo mu-law (format 7) with the fact chunk that format asks for and the call's id as a comment. While the
/// recording runs, the sizes are large ones, so that an ordinary player reads to the end of the file; closing or repair makes them true.
/// </summary>
internal static class RecordingHeader
{
    internal const int BytesPerFrame = 2;
    internal const int SampleRate = 8000;
    private const int MaxCallIdBytes = 96;
    private const int FormatMulaw = 7;
    private const int FactAt = 46;
    private const int CueBytes = 24;

    // Even, positive as a signed number, and far above any file.
    private const uint Provisional = 0x7FFFFF00;

    /// <summary>The header with provisional sizes; its length is where the audio begins.</summary>
    internal static byte[] Create(string callId)
    {
        byte[] text = Encoding.UTF8.GetBytes(callId);
        int textBytes = Math.Min(text.Length, MaxCallIdBytes);
        int padded = (textBytes + 2) & ~1; // zero-terminated and even
        byte[] header = new byte[50 + 20 + padded + 8];
        Span<byte> at = header;
        "RIFF"u8.CopyTo(at);
        BinaryPrimitives.WriteUInt32LittleEndian(at[4..], Provisional + (uint)header.Length - 8);
        "WAVEfmt "u8.CopyTo(at[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(at[16..], 18);
        BinaryPrimitives.WriteInt16LittleEndian(at[20..], FormatMulaw);
        BinaryPrimitives.WriteInt16LittleEndian(at[22..], 2);
        BinaryPrimitives.WriteInt32LittleEndian(at[24..], SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(at[28..], SampleRate * BytesPerFrame);
        BinaryPrimitives.WriteInt16LittleEndian(at[32..], BytesPerFrame);
        BinaryPrimitives.WriteInt16LittleEndian(at[34..], 8);
        "fact"u8.CopyTo(at[38..]);
        BinaryPrimitives.WriteInt32LittleEndian(at[42..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(at[FactAt..], Provisional / BytesPerFrame);
        "LIST"u8.CopyTo(at[50..]);
        BinaryPrimitives.WriteInt32LittleEndian(at[54..], 12 + padded);
        "INFOICMT"u8.CopyTo(at[58..]);
        BinaryPrimitives.WriteInt32LittleEndian(at[66..], padded);
        text.AsSpan(0, textBytes).CopyTo(at[70..]);
        "data"u8.CopyTo(at[(70 + padded)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(at[(74 + padded)..], Provisional);
        return header;
    }

    /// <summary>Puts true sizes into a header; <paramref name="trailerBytes"/> follow the audio.</summary>
    internal static void SetSizes(Span<byte> header, long frames, int trailerBytes)
    {
        long data = frames * BytesPerFrame;
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(header.Length - 8 + data + trailerBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(header[FactAt..], (uint)frames);
        BinaryPrimitives.WriteUInt32LittleEndian(header[^4..], (uint)data);
    }

    /// <summary>A cue chunk with the beginning of each gap, for after the audio; empty when there is none.</summary>
    internal static byte[] Cues(IReadOnlyList<long> frames)
    {
        if (frames.Count == 0)
        {
            return [];
        }

        byte[] chunk = new byte[12 + (frames.Count * CueBytes)];
        "cue "u8.CopyTo(chunk);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), chunk.Length - 8);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(8), frames.Count);
        for (int i = 0; i < frames.Count; i++)
        {
            Span<byte> cue = chunk.AsSpan(12 + (i * CueBytes));
            BinaryPrimitives.WriteInt32LittleEndian(cue, i + 1);
            BinaryPrimitives.WriteUInt32LittleEndian(cue[4..], (uint)frames[i]);
            "data"u8.CopyTo(cue[8..]);
            BinaryPrimitives.WriteUInt32LittleEndian(cue[20..], (uint)frames[i]);
        }

        return chunk;
    }

    /// <summary>Finds the audio in the start of a file; false when it is not one of our recordings.</summary>
    internal static bool TryFindData(ReadOnlySpan<byte> start, out int headerBytes, out uint riffSize, out uint dataSize)
    {
        headerBytes = 0;
        riffSize = 0;
        dataSize = 0;
        if (start.Length < 12 || !start[..4].SequenceEqual("RIFF"u8) || !start.Slice(8, 4).SequenceEqual("WAVE"u8))
        {
            return false;
        }

        riffSize = BinaryPrimitives.ReadUInt32LittleEndian(start[4..]);
        long at = 12;
        bool ours = false;
        while (at + 8 <= start.Length)
        {
            ReadOnlySpan<byte> chunk = start[(int)at..];
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[..4].SequenceEqual("fmt "u8))
            {
                ours = chunk.Length >= 12 && BinaryPrimitives.ReadInt16LittleEndian(chunk[8..]) == FormatMulaw && BinaryPrimitives.ReadInt16LittleEndian(chunk[10..]) == 2;
            }
            else if (chunk[..4].SequenceEqual("data"u8))
            {
                headerBytes = (int)at + 8;
                dataSize = size;
                return ours;
            }

            at += 8L + size + (size & 1);
        }

        return false;
    }
}
