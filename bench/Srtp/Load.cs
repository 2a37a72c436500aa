using System.Diagnostics;

namespace CallCenter.Bench.Srtp;

/// <summary>Packets through pairs of sender and receiver, timed apart in batches that stay in the cache.</summary>
internal sealed class Load(Func<IPacketCipher> create, int contexts)
{
    private const int Packet = 172;
    private const int Slot = 256;
    private const int Batch = 2000;

    private readonly (IPacketCipher Sender, IPacketCipher Receiver)[] _pairs = [.. Enumerable.Range(0, contexts).Select(_ => (create(), create()))];
    private readonly byte[] _packets = new byte[Batch * Slot];
    private readonly int[] _lengths = new int[Batch];
    private readonly ushort[] _sequences = new ushort[contexts];
    private int _turn;

    private readonly List<double> _protect = [];
    private readonly List<double> _unprotect = [];
    private long _allocated;

    public double Protect => Quartile(_protect);

    public double Unprotect => Quartile(_unprotect);

    public double Allocated => (double)_allocated / _protect.Count / Batch / 2;

    public void Run(int packets, bool counts)
    {
        int batches = Math.Max(1, packets / Batch);
        for (int batch = 0; batch < batches; batch++)
        {
            int first = _turn;
            for (int i = 0; i < Batch; i++)
            {
                Span<byte> packet = _packets.AsSpan(i * Slot, Slot);
                packet[..Packet].Fill(0x55);
                packet[0] = 0x80;
                ushort sequence = _sequences[(first + i) % contexts]++;
                packet[2] = (byte)(sequence >> 8);
                packet[3] = (byte)sequence;
            }

            long heap = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Batch; i++)
            {
                _lengths[i] = _pairs[(first + i) % contexts].Sender.Protect(_packets.AsSpan(i * Slot, Slot), Packet);
            }

            long middle = Stopwatch.GetTimestamp();
            for (int i = 0; i < Batch; i++)
            {
                if (_pairs[(first + i) % contexts].Receiver.Unprotect(_packets.AsSpan(i * Slot, Slot), _lengths[i]) != Packet)
                {
                    throw new InvalidOperationException("A packet was refused.");
                }
            }

            long end = Stopwatch.GetTimestamp();
            if (counts)
            {
                _allocated += GC.GetAllocatedBytesForCurrentThread() - heap;
                _protect.Add(Stopwatch.GetElapsedTime(start, middle).TotalNanoseconds / Batch);
                _unprotect.Add(Stopwatch.GetElapsedTime(middle, end).TotalNanoseconds / Batch);
            }

            _turn = (first + Batch) % contexts;
        }
    }

    private static double Quartile(List<double> values) => values.Order().ElementAt(values.Count / 4);
}
