using CallCenter.Dialer.Calls;

namespace CallCenter.Dialer.Tests.Calls;

public sealed class TypedNumberTests
{
    [Theory]
    [InlineData("(212) 555-0143", "US", "+12125550143")]
    [InlineData("+1 212 555 0143", null, "+12125550143")]
    [InlineData("020 7946 0018", "GB", "+442079460018")]
    [InlineData("*21#", "US", "*21#")]
    [InlineData(" 4711 ", "US", "4711")]
    public void What_was_typed_is_dialled_in_one_writing(string typed, string? country, string number)
        => Assert.Equal((number, null), TypedNumber.Read(typed, country));

    [Theory]
    [InlineData("911", "emergency_number")]
    [InlineData("1-1-2", "emergency_number")]
    [InlineData("900 555 0143", "premium_number")]
    [InlineData("sip:bob@example.org", "invalid_number")]
    [InlineData("212555014", "invalid_number")]
    [InlineData("+1212;x=y", "invalid_number")]
    [InlineData("", "invalid_number")]
    [InlineData("*1@2", "invalid_number")]
    public void What_is_not_dialled_says_why(string typed, string code)
    {
        (string? number, CallCenter.Contracts.Refused? refusal) = TypedNumber.Read(typed, "US");
        Assert.Null(number);
        Assert.Equal(code, refusal!.Code);
        Assert.NotEmpty(refusal.Message);
    }
}
