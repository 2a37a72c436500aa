using System.Buffers.Binary;
using CallCenter.Media;

namespace CallCenter.DemoCarrier.Voices;

/// <summary>Keeps what a leg receives, for a test that asks who heard whom. At most two minutes; what comes later is not kept.</summary>
internal sealed class HeardRecorder : IAudioTap
{
    private const int HeaderBytes = 58;
    private readonly byte[] _audio = new byte[120 * 8000];
    private int _length;

    /// <inheritdoc />
    public void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks)
    {
        int length = _length;
        int count = Math.Min(mulaw.Length, _audio.Length - length);
        mulaw[..count].CopyTo(_audio.AsSpan(length));
        Volatile.Write(ref _length, length + count);
    }

    /// <summary>Writes the file: RIFF, format 7 (mu-law), 8 kHz, mono.</summary>
    public async Task SaveAsync(string path, CancellationToken ct)
    {
        int length = Volatile.Read(ref _length);
        byte[] file = new byte[HeaderBytes + length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 18);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 7);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), 8000);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), 8000);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 8);
        "fact"u8.CopyTo(file.AsSpan(38));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(42), 4);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(46), length);
        "data"u8.CopyTo(file.AsSpan(50));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(54), length);
        _audio.AsSpan(0, length).CopyTo(file.AsSpan(HeaderBytes));
        await File.WriteAllBytesAsync(path, file, ct);
    }
}
