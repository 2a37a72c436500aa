using System.Net;
using System.Text;
using CallCenter.Media.Native;
using CallCenter.Media.WebRtc;

namespace CallCenter.Media.Tests;

public sealed class StunTests
{
    private static readonly byte[] Password = Encoding.ASCII.GetBytes("VOkJxbRl1RmTxUk/WvJxBt");

    // RFC 5769 2.1.
    private static readonly byte[] SampleRequest = Convert.FromHexString(
        "000100582112A442B7E7A701BC34D686FA87DFAE" +
        "802200105354554E207465737420636C69656E74" +
        "002400046E0001FF" +
        "80290008932FF9B151263B36" +
        "000600096576746A3A68367659202020" +
        "000800149AEAA70CBFD8CB56781EF2B5B2D3F249C1B571A2" +
        "80280004E57A3BCF");

    // RFC 5769 2.2.
    private static readonly byte[] SampleResponse = Convert.FromHexString(
        "0101003C2112A442B7E7A701BC34D686FA87DFAE" +
        "8022000B7465737420766563746F7220" +
        "002000080001A147E112A643" +
        "000800142B91F599FD9E90C38C7489F92AF9BA53F06BE7D7" +
        "80280004C07D4C96");

    [Fact]
    public void The_sample_request_of_RFC_5769_is_read_and_its_signature_is_true()
    {
        byte[] datagram = [.. SampleRequest];

        Assert.True(StunMessage.TryParse(datagram, out StunMessage message));
        Assert.Equal(StunMessage.BindingRequest, message.Type);
        Assert.Equal("evtj:h6vY", Encoding.ASCII.GetString(datagram, message.UsernameAt, message.UsernameLength));
        Assert.True(message.IsSignedWith(Password, datagram));
        Assert.False(message.IsSignedWith("another password!"u8, datagram));
        Assert.Equal(SampleRequest, datagram);
    }

    [Fact]
    public void The_sample_response_of_RFC_5769_is_read_and_its_signature_is_true()
    {
        byte[] datagram = [.. SampleResponse];

        Assert.True(StunMessage.TryParse(datagram, out StunMessage message));
        Assert.Equal(StunMessage.BindingSuccess, message.Type);
        Assert.Equal(8, message.MappedLength);
        Assert.True(message.IsSignedWith(Password, datagram));
    }

    [Fact]
    public void Our_answer_names_the_source_and_is_signed_and_never_larger_than_the_check()
    {
        byte[] buffer = new byte[256];
        int length = StunWriter.WriteSuccess(buffer, SampleRequest, NativeEndPoint.From(IPAddress.Parse("192.0.2.1"), 32853), Password);
        byte[] answer = buffer[..length];

        Assert.True(StunMessage.TryParse(answer, out StunMessage message));
        Assert.True(message.IsSignedWith(Password, answer));
        Assert.Equal(SampleRequest[4..20], answer[4..20]);
        Assert.Equal("0001A147E112A643", Convert.ToHexString(answer, message.MappedAt, message.MappedLength));
        Assert.True(length <= SampleRequest.Length);
    }

    [Fact]
    public void An_IPv6_source_is_named_as_RFC_5769_2_3_does()
    {
        byte[] buffer = new byte[256];
        int length = StunWriter.WriteSuccess(buffer, SampleRequest, NativeEndPoint.From(IPAddress.Parse("2001:db8:1234:5678:11:2233:4455:6677"), 32853), Password);

        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, length), out StunMessage message));
        Assert.Equal("0002A1470113A9FAA5D3F179BC25F4B5BED2B9D9", Convert.ToHexString(buffer, message.MappedAt, message.MappedLength));
    }

    [Fact]
    public void Every_changed_bit_of_a_request_is_noticed()
    {
        for (int bit = 0; bit < SampleRequest.Length * 8; bit++)
        {
            byte[] datagram = [.. SampleRequest];
            datagram[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.False(StunMessage.TryParse(datagram, out StunMessage message) && message.IsSignedWith(Password, datagram), $"bit {bit}");
        }
    }

    [Fact]
    public void The_parser_survives_any_bytes()
    {
        Random random = new(3);
        for (int i = 0; i < 200_000; i++)
        {
            byte[] datagram = [.. SampleRequest];
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                datagram[random.Next(datagram.Length)] = (byte)random.Next(256);
            }

            datagram = datagram[..random.Next(datagram.Length + 1)];
            if (StunMessage.TryParse(datagram, out StunMessage message))
            {
                Assert.InRange(message.UsernameAt + message.UsernameLength, 0, datagram.Length);
                _ = message.IsSignedWith(Password, datagram);
            }
        }
    }
}
