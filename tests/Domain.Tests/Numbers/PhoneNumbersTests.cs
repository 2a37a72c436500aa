using CallCenter.Domain.Numbers;

namespace CallCenter.Domain.Tests.Numbers;

public sealed class PhoneNumbersTests
{
    [Theory]
    [InlineData("+1 212 555 0100", "US", "+12125550100")]
    [InlineData("(212) 555-0100", "US", "+12125550100")]
    [InlineData("1-212-555-0100", "US", "+12125550100")]
    [InlineData("212.555.0100", "CA", "+12125550100")]
    [InlineData("011 44 20 7946 0018", "US", "+442079460018")]
    [InlineData("0044 20 7946 0018", "DE", "+442079460018")]
    [InlineData("0044 20 7946 0018", "US", "+442079460018")]
    [InlineData("+44 (0)20 7946 0018", "US", "+442079460018")]
    [InlineData("020 7946 0018", "GB", "+442079460018")]
    [InlineData("44 20 7946 0018", "GB", "+442079460018")]
    [InlineData("＋８６　１３９　１２３４　５６７８", "US", "+8613912345678")]
    [InlineData("13912345678", "CN", "+8613912345678")]
    [InlineData("'13912345678", "cn", "+8613912345678")]
    [InlineData("010-6552 9988", "CN", "+861065529988")]
    [InlineData("٠٣٣ ٨٠٠ ٣٣٣٣", "EG", null)]
    [InlineData("+39 06 698 12345", null, "+390669812345")]
    [InlineData("02 9374 4000", "AU", "+61293744000")]
    [InlineData("\u202A+1\u00A0415\u2011555\u20112671\u202C", "", "+14155552671")]
    [InlineData("+54 9 11 2345 6789", "US", "+5491123456789")]
    [InlineData("+800 1234 5678", "US", "+80012345678")]
    public void Reads_numbers_as_people_write_them(string written, string? country, string? expected)
    {
        PhoneNumberResult result = PhoneNumbers.Normalise(written, country);
        Assert.Equal(expected, result.E164);
        Assert.Equal(expected is not null, result.Accepted);
    }

    [Theory]
    [InlineData(null, "US", PhoneNumberProblem.Empty)]
    [InlineData("  ", "US", PhoneNumberProblem.Empty)]
    [InlineData("n/a", "US", PhoneNumberProblem.NotANumber)]
    [InlineData("1-800-FLOWERS", "US", PhoneNumberProblem.NotANumber)]
    [InlineData("212+5550100", "US", PhoneNumberProblem.NotANumber)]
    [InlineData("2125550100\r\nX: y", "US", PhoneNumberProblem.NotANumber)]
    [InlineData("1.39E+10", "CN", PhoneNumberProblem.Scientific)]
    [InlineData("1,39123e10", "CN", PhoneNumberProblem.Scientific)]
    [InlineData("sip:2125550100", "US", PhoneNumberProblem.SipLike)]
    [InlineData("2125550100@example.test", "US", PhoneNumberProblem.SipLike)]
    [InlineData("tel:+12125550100", "US", PhoneNumberProblem.SipLike)]
    [InlineData("212-555-0100 ext. 12", "US", PhoneNumberProblem.Extension)]
    [InlineData("212-555-0100x12", "US", PhoneNumberProblem.Extension)]
    [InlineData("212-555-0100#12", "US", PhoneNumberProblem.Extension)]
    [InlineData("010-65529988转801", "CN", PhoneNumberProblem.Extension)]
    [InlineData("911", "US", PhoneNumberProblem.Emergency)]
    [InlineData("999", "GB", PhoneNumberProblem.Emergency)]
    [InlineData("112", null, PhoneNumberProblem.Emergency)]
    [InlineData("+1 911", "US", PhoneNumberProblem.Emergency)]
    [InlineData("+44 999", "US", PhoneNumberProblem.Emergency)]
    [InlineData("110", "CN", PhoneNumberProblem.Emergency)]
    [InlineData("95588", "CN", PhoneNumberProblem.ShortNumber)]
    [InlineData("12345", "US", PhoneNumberProblem.ShortNumber)]
    [InlineData("900 555 1234", "US", PhoneNumberProblem.Premium)]
    [InlineData("+44 909 879 0000", "US", PhoneNumberProblem.Premium)]
    [InlineData("0900 1234567", "DE", PhoneNumberProblem.Premium)]
    [InlineData("+15550100", "US", PhoneNumberProblem.TooShort)]
    [InlineData("+15550123", null, PhoneNumberProblem.TooShort)]
    [InlineData("5550100", "US", PhoneNumberProblem.TooShort)]
    [InlineData("+121255501001", "US", PhoneNumberProblem.TooLong)]
    [InlineData("+1234567890123456789", "US", PhoneNumberProblem.TooLong)]
    [InlineData("2125550100", null, PhoneNumberProblem.UnknownCountry)]
    [InlineData("2125550100", "XX", PhoneNumberProblem.UnknownCountry)]
    [InlineData("+999 123 4567", "US", PhoneNumberProblem.UnknownCountry)]
    [InlineData("+1 012 345 6789", "US", PhoneNumberProblem.Invalid)]
    [InlineData("+86 12345678901", "US", PhoneNumberProblem.Invalid)]
    public void Says_why_a_text_is_not_taken(string? written, string? country, PhoneNumberProblem problem)
    {
        PhoneNumberResult result = PhoneNumbers.Normalise(written, country);
        Assert.Equal(problem, result.Problem);
        Assert.NotEmpty(result.Text);
        Assert.Null(result.E164);
    }

    [Fact]
    public void Numbers_set_aside_for_examples_are_accepted_and_marked()
    {
        PhoneNumberResult assigned = PhoneNumbers.Normalise("+12125550199", "US");
        PhoneNumberResult fiction = PhoneNumbers.Normalise("+15555550123", "US");

        Assert.True(assigned is { Accepted: true, Valid: true, Country: "US", Type: PhoneNumberType.FixedLineOrMobile });
        Assert.True(fiction is { Accepted: true, Valid: false, E164: "+15555550123" });
        Assert.False(PhoneNumbers.Normalise("+15555551234", "US").Accepted);
    }

    [Theory]
    [InlineData("+8613912345678", "CN", PhoneNumberType.Mobile)]
    [InlineData("+442079460018", "GB", PhoneNumberType.FixedLine)]
    [InlineData("+447400123456", "GB", PhoneNumberType.Mobile)]
    [InlineData("+18005551234", "US", PhoneNumberType.TollFree)]
    [InlineData("+447911123456", "GG", PhoneNumberType.Mobile)]
    [InlineData("+16045550100", "CA", PhoneNumberType.FixedLineOrMobile)]
    [InlineData("+77010001234", "KZ", PhoneNumberType.Mobile)]
    public void Tells_country_and_type(string written, string country, PhoneNumberType type)
    {
        PhoneNumberResult result = PhoneNumbers.Normalise(written, null);
        Assert.Equal((country, type), (result.Country!, result.Type));
    }

    /// <summary>numbers.csv was made with the library that the metadata comes from: random numbers of every country, right and wrong ones.</summary>
    [Fact]
    public void Agrees_with_the_librarys_own_reading_of_numbers_of_every_country()
    {
        List<string> differences = [];
        int compared = 0;
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Numbers", "numbers.csv")).Skip(1))
        {
            string[] cells = line.Split(',');
            PhoneNumberResult ours = PhoneNumbers.Normalise(cells[0], cells[1]);
            if (ours.Problem is PhoneNumberProblem.Premium or PhoneNumberProblem.Emergency || !ours.Valid && ours.Accepted)
            {
                continue; // refused or let in on purpose
            }

            compared++;
            string type = ours.Accepted ? string.Concat(ours.Type.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{c}")).ToUpperInvariant() : "";
            string mine = $"{ours.E164},{type},{(ours.Accepted ? ours.Country : "")}";
            string theirs = string.Join(',', cells[2..]);
            if (!string.Equals(mine, theirs, StringComparison.Ordinal))
            {
                differences.Add($"{cells[0]} ({cells[1]}): {mine} instead of {theirs}");
            }
        }

        Assert.True(compared > 4000);
        Assert.Empty(differences);
    }
}
