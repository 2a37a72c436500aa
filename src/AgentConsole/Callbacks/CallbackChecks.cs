namespace CallCenter.AgentConsole.Callbacks;

/// <summary>What is wrong with a promise; null when nothing is.</summary>
internal static class CallbackChecks
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    public static string? TimeFault(DateTimeOffset at, DateTimeOffset now)
        => at <= now || at - now > Furthest ? "in the future, within a year." : null;

    public static string? NumberFault(string number)
        => number.Length is >= 7 and <= 16 && number[0] == '+' && number[1] != '0' && number.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0
            ? null
            : "E.164: a plus sign and 6 to 15 digits.";
}
