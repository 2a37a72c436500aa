namespace CallCenter.Domain.Numbers;

/// <summary>Numbers as people read them aloud: grouped, with the country's code in front.</summary>
public static class PhoneNumberFormat
{
    /// <summary>"+1 415 555 0101", "+86 138 1234 5678", elsewhere even groups as in "+44 2079 460 958"; what is no E.164 comes back as it is.</summary>
    public static string International(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        if (number.Length < 8 || number[0] != '+' || number.AsSpan(1).ContainsAnyExceptInRange('0', '9') || PhoneNumbers.CallingCodeOf(number[1..]) is not { } code)
        {
            return number;
        }

        string rest = number[(1 + code.Length)..];
        int[] groups = code switch
        {
            "1" when rest.Length == 10 => [3, 3, 4],
            "86" when rest.Length == 11 => [3, 4, 4],
            "852" or "853" or "65" when rest.Length == 8 => [4, 4],
            _ => Even(rest.Length),
        };
        List<string> parts = ["+" + code];
        int at = 0;
        foreach (int length in groups)
        {
            parts.Add(rest.Substring(at, length));
            at += length;
        }

        return string.Join(' ', parts);
    }

    /// <summary>Threes, and as many fours in front as it takes.</summary>
    private static int[] Even(int digits)
    {
        if (digits <= 5)
        {
            return [digits];
        }

        int fours = digits % 3;
        int threes = (digits - (fours * 4)) / 3;
        return [.. Enumerable.Repeat(4, fours), .. Enumerable.Repeat(3, threes)];
    }
}
