using System.Buffers;
using System.Buffers.Binary;

namespace CallCenter.Supervisor.Recordings;

/// <summary>How loud both sides of a recording are, twenty times a second, 0 to 255.</summary>
/// <param name="PerSecond">Values a second.</param>
/// <param name="Agent">Base64 in JSON.</param>
/// <param name="Customer">As many as the agent's.</param>
public sealed record Peaks(int PerSecond, byte[] Agent, byte[] Customer);

/// <summary>
/// Reads peaks from a recording (stereo mu-law at 8 kHz), and keeps those of a finished one beside it: 40 bytes a second, so that a player
/// draws half an hour without fetching its 28 MB.
/// </summary>
public sealed class RecordingPeaks : IDisposable
{
    private const int PerSecond = 20;
    private const int FramesEach = 8000 / PerSecond;
    private const int BytesEach = FramesEach * 2;
    private const int HeaderBytes = 512;
    private const string Suffix = ".peaks";

    // One recording is read at a time: listening does not wait for a waveform.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Null when the file is no recording of ours.</summary>
    /// <param name="path">The recording.</param>
    /// <param name="finished">Nothing will be added to it: what is read is kept.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<Peaks?> OfAsync(string path, bool finished, CancellationToken ct)
    {
        if (await KeptAsync(path, ct) is { } kept)
        {
            return kept;
        }

        await _turn.WaitAsync(ct);
        try
        {
            Peaks? read = await ReadAsync(path, ct);
            if (read is not null && finished)
            {
                await KeepAsync(path, read, ct);
            }

            return read;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private static async Task<Peaks?> KeptAsync(string path, CancellationToken ct)
    {
        try
        {
            byte[] pairs = await File.ReadAllBytesAsync(path + Suffix, ct);
            return Split(pairs);
        }
        catch (IOException)
        {
            return null; // not asked for before, or written right now
        }
    }

    private static async Task KeepAsync(string path, Peaks peaks, CancellationToken ct)
    {
        byte[] pairs = new byte[peaks.Agent.Length * 2];
        for (int i = 0; i < peaks.Agent.Length; i++)
        {
            (pairs[2 * i], pairs[(2 * i) + 1]) = (peaks.Agent[i], peaks.Customer[i]);
        }

        string part = $"{path}{Suffix}.{Guid.NewGuid():N}";
        try
        {
            await File.WriteAllBytesAsync(part, pairs, ct);
            File.Move(part, path + Suffix, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk: the next one who asks waits as long as this one did.
        }
    }

    private static Peaks Split(byte[] pairs)
    {
        byte[] agent = new byte[pairs.Length / 2];
        byte[] customer = new byte[pairs.Length / 2];
        for (int i = 0; i < agent.Length; i++)
        {
            (agent[i], customer[i]) = (pairs[2 * i], pairs[(2 * i) + 1]);
        }

        return new Peaks(PerSecond, agent, customer);
    }

    private static async Task<Peaks?> ReadAsync(string path, CancellationToken ct)
    {
        await using FileStream file = new(path, new FileStreamOptions
        {
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete, // the recorder may still write it
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            BufferSize = 0,
        });
        byte[] header = new byte[HeaderBytes];
        int got = await file.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, ct);
        if (DataOf(header.AsSpan(0, got)) is not ({ } at, { } size))
        {
            return null;
        }

        file.Position = at;
        long left = Math.Min(size, file.Length - at); // a recording under way names a size it does not have yet
        List<byte> agent = [], customer = [];
        byte[] block = ArrayPool<byte>.Shared.Rent(BytesEach * 200);
        try
        {
            while (left > 0)
            {
                int wanted = (int)Math.Min(left, BytesEach * 200);
                int read = await file.ReadAtLeastAsync(block.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, ct);
                for (int i = 0; i < read; i += BytesEach)
                {
                    Loudest(block.AsSpan(i, Math.Min(BytesEach, read - i)), agent, customer);
                }

                left = read < wanted ? 0 : left - read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return new Peaks(PerSecond, [.. agent], [.. customer]);
    }

    /// <summary>Where the audio begins and how long it is, when the file holds stereo mu-law.</summary>
    private static (int? At, uint? Size) DataOf(ReadOnlySpan<byte> start)
    {
        if (start.Length < 12 || !start.StartsWith("RIFF"u8) || !start[8..].StartsWith("WAVE"u8))
        {
            return default;
        }

        long at = 12;
        bool ours = false;
        while (at + 8 <= start.Length)
        {
            ReadOnlySpan<byte> chunk = start[(int)at..];
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("fmt "u8) && chunk.Length >= 12)
            {
                ours = BinaryPrimitives.ReadInt16LittleEndian(chunk[8..]) == 7 && BinaryPrimitives.ReadInt16LittleEndian(chunk[10..]) == 2;
            }
            else if (chunk.StartsWith("data"u8))
            {
                return ours ? ((int)at + 8, size) : default;
            }

            at += 8L + size + (size & 1);
        }

        return default;
    }

    private static void Loudest(ReadOnlySpan<byte> frames, List<byte> agent, List<byte> customer)
    {
        int left = 0, right = 0;
        for (int i = 0; i + 1 < frames.Length; i += 2)
        {
            left = Math.Max(left, Magnitude(frames[i]));
            right = Math.Max(right, Magnitude(frames[i + 1]));
        }

        agent.Add((byte)(left >> 7));
        customer.Add((byte)(right >> 7));
    }

    /// <summary>G.711 mu-law without its sign: 0 to 32,124.</summary>
    private static int Magnitude(byte code)
    {
        int bits = ~code & 0x7F;
        return ((((bits & 0x0F) << 3) + 0x84) << (bits >> 4)) - 0x84;
    }
}
