using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CallCenter.Media.Native;

/// <summary>A sockaddr_in or sockaddr_in6 by value, so that addresses are compared without an object per packet.</summary>
[StructLayout(LayoutKind.Sequential, Size = 32)]
internal struct NativeEndPoint : IEquatable<NativeEndPoint>
{
    private ulong _a; // family, port, IPv4 address or flow
    private ulong _b; // IPv6 address, first half
    private ulong _c; // second half
    private uint _scope;
    private uint _length;

    /// <summary>Bytes the kernel gave or wants: 16 or 28; 0 = none.</summary>
    internal readonly uint Length => _length;

    internal readonly bool IsNone => _length == 0;

    internal readonly int Port => BinaryPrimitives.ReverseEndianness((ushort)(_a >> 16));

    internal static int FamilyOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? Libc.AfInet6 : Libc.AfInet;

    internal static NativeEndPoint From(IPEndPoint endPoint) => From(endPoint.Address, endPoint.Port);

    internal static NativeEndPoint From(IPAddress address, int port)
    {
        NativeEndPoint result = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<NativeEndPoint>(ref result));
        int family = FamilyOf(address);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)family);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)port);
        if (family == Libc.AfInet)
        {
            address.TryWriteBytes(bytes[4..], out _);
            result._length = 16;
        }
        else
        {
            address.TryWriteBytes(bytes[8..], out _);
            result._scope = (uint)address.ScopeId;
            result._length = 28;
        }

        return result;
    }

    internal readonly NativeEndPoint WithPort(int port)
    {
        NativeEndPoint result = this;
        result._a = (_a & ~0xFFFF0000UL) | ((ulong)BinaryPrimitives.ReverseEndianness((ushort)port) << 16);
        return result;
    }

    internal readonly bool SameAddress(in NativeEndPoint other) => WithPort(0).Equals(other.WithPort(0));

    /// <summary>The 4 or 16 bytes of the address in network order, copied into the buffer given.</summary>
    internal readonly ReadOnlySpan<byte> AddressBytes(Span<byte> buffer)
    {
        NativeEndPoint copy = this;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<NativeEndPoint>(ref copy));
        ReadOnlySpan<byte> address = _length == 16 ? bytes.Slice(4, 4) : bytes.Slice(8, 16);
        address.CopyTo(buffer);
        return buffer[..address.Length];
    }

    /// <summary>Called by the receive wrapper after the kernel wrote the address: drops what is not part of the identity.</summary>
    internal void Received(uint length)
    {
        if (length >= 28)
        {
            _a &= 0xFFFFFFFF; // without the flow label
            _length = 28;
        }
        else
        {
            _b = 0;
            _c = 0;
            _scope = 0;
            _length = length >= 8 ? 16u : 0;
        }
    }

    public readonly bool Equals(NativeEndPoint other) =>
        _a == other._a && _b == other._b && _c == other._c && _length == other._length;

    public override readonly bool Equals(object? obj) => obj is NativeEndPoint other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(_a, _b, _c);

    public override readonly string ToString()
    {
        if (IsNone)
        {
            return "none";
        }

        NativeEndPoint copy = this;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<NativeEndPoint>(ref copy));
        IPAddress address = _length == 16 ? new IPAddress(bytes.Slice(4, 4)) : new IPAddress(bytes.Slice(8, 16));
        return new IPEndPoint(address, Port).ToString();
    }
}
