using System.Text.RegularExpressions;
using CallCenter.Domain.Numbers;

namespace CallCenter.Domain.Tests.Numbers;

public sealed class DigitPatternTests
{
    [Theory]
    [InlineData("[2-9]\\d{2}(?:55|[0-4]\\d)?")]
    [InlineData("1(?:2|3(?:4|56){2})|7\\d{1,3}")]
    [InlineData("(?:(?:1|12)3)?4")]
    [InlineData("0|18(?:0{2,3}2)?")]
    [InlineData("([2-5]\\d{2})$|1")]
    [InlineData("0?(?:(1)|(2)3?)?")]
    [InlineData("[\\d]{2}[13579-9]")]
    public void Matches_what_the_frameworks_engine_matches(string text)
    {
        DigitPattern pattern = DigitPattern.Parse(text);
        Regex whole = new($"^(?:{text})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Regex start = new($"^(?:{text})", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        for (int value = 0; value < 20_000; value++)
        {
            string digits = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(whole.IsMatch(digits), pattern.IsMatch(digits));
            Match match = start.Match(digits);
            int length = pattern.MatchStart(digits, out Range[] groups);
            Assert.Equal(match.Success ? match.Length : -1, length);
            for (int group = 0; match.Success && group < groups.Length; group++)
            {
                Assert.Equal(match.Groups[group + 1].Value, digits[groups[group]]);
            }
        }
    }

    [Theory]
    [InlineData("1+")]
    [InlineData("(1")]
    [InlineData("1)")]
    [InlineData("[12")]
    [InlineData("[a]")]
    [InlineData("(?=1)")]
    [InlineData("1{99}")]
    public void Refuses_what_the_plans_do_not_use(string text) => Assert.Throws<FormatException>(() => DigitPattern.Parse(text));

    [Fact]
    public void Gives_up_after_a_fixed_number_of_steps()
        => Assert.False(DigitPattern.Parse(string.Concat(Enumerable.Repeat("(?:\\d|\\d)", 19)) + "$").IsMatch("1234567890123456789" + "0"));
}
