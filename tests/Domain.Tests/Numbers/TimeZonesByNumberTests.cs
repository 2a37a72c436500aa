using CallCenter.Domain.Numbers;

namespace CallCenter.Domain.Tests.Numbers;

public sealed class TimeZonesByNumberTests
{
    [Theory]
    [InlineData("+12125550100", "America/New_York")]
    [InlineData("+14155550100", "America/Los_Angeles")]
    [InlineData("+353861234567", "Europe/Dublin")]
    [InlineData("+447911123456", "Europe/London")]
    [InlineData("+390212345678", "Europe/Rome")]
    [InlineData("+8613912345678", "Asia/Shanghai")]
    [InlineData("+212612345678", "Africa/Casablanca")]
    [InlineData("+34612345678", "Atlantic/Canary Europe/Madrid")]
    [InlineData("+18005551234", "")]
    [InlineData("+15555550123", "")]
    [InlineData("+61412345678", "Australia/Adelaide Australia/Brisbane Australia/Perth Australia/Sydney")]
    [InlineData("+6281234567890", "Asia/Jakarta Asia/Jayapura Asia/Makassar")]
    [InlineData("+525512345678", "America/Mexico_City")]
    [InlineData("+5219991234567", "")]
    [InlineData("+999", "")]
    [InlineData("2125550100", "")]
    [InlineData("", "")]
    public void Finds_the_zones_of_the_longest_prefix(string number, string zones)
        => Assert.Equal(zones, string.Join(' ', TimeZonesByNumber.Find(number)));

    [Fact]
    public void Every_zone_of_every_country_is_known_to_the_system()
    {
        HashSet<string> unknown = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Numbers", "numbers.csv")).Skip(1))
        {
            foreach (string zone in TimeZonesByNumber.Find(line.Split(',')[2]))
            {
                if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
                {
                    unknown.Add(zone);
                }
            }
        }

        Assert.Empty(unknown);
    }
}
