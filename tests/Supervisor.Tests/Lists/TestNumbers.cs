using CallCenter.Data.Lists;
using CallCenter.Supervisor.Lists;

namespace CallCenter.Supervisor.Tests.Lists;

internal static class TestNumbers
{
    public static NumberReading Read(string raw, string country)
    {
        string d = string.Concat(raw.Where(char.IsAsciiDigit));
        if (raw.Any(char.IsAsciiLetter) || d.Length is < 9 or > 15) return new(null, "not_a_number", "not a number");
        string e = raw.StartsWith('+') ? "+" + d : country is "US" ? "+1" + d : "+86" + d;
        return new(new ImportNumber(e, "unknown", country, ["America/New_York"], true), null, null);
    }
}
