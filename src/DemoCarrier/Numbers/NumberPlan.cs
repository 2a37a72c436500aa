using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CallCenter.DemoCarrier.Numbers;

/// <summary>
/// The town behind the carrier. The last two digits decide for the fixed numbers (design.md, "Demo carrier numbers"); every other
/// number gets its behaviour from a hash of number and seed, in shares as a consumer campaign meets them.
/// </summary>
public sealed class NumberPlan(int seed, TimeSpan talkTime)
{
    private static readonly TimeSpan LateAnswer = TimeSpan.FromSeconds(18);

    // Parts of a thousand; what is left over rings without an answer.
    private static readonly (FarEndKind Kind, int Share)[] Mix =
    [
        (FarEndKind.Person, 300),
        (FarEndKind.HelloOnly, 40),
        (FarEndKind.MachineWithBeep, 190),
        (FarEndKind.MachineWithoutBeep, 30),
        (FarEndKind.Busy, 60),
        (FarEndKind.Invalid, 40),
        (FarEndKind.Congestion, 15),
        (FarEndKind.Declined, 30),
        (FarEndKind.Fax, 10),
        (FarEndKind.Screening, 35),
        (FarEndKind.Silence, 10),
    ];

    /// <summary>The behaviour of a number; the same for the same number and seed.</summary>
    public CallPlan Decide(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        Random dice = new(Hash(number));
        FarEndKind kind = FixedKind(number) ?? Draw(dice);
        TimeSpan setUp = Between(dice, 0.2, 0.9);
        TimeSpan ring = kind switch
        {
            FarEndKind.Busy => Between(dice, 0.2, 0.6),
            FarEndKind.Congestion => TimeSpan.Zero,
            FarEndKind.HelloOnly => Between(dice, 0.5, 1.5),
            FarEndKind.MachineWithBeep or FarEndKind.MachineWithoutBeep => FixedKind(number) is null ? Between(dice, 8, 16) : Between(dice, 1.5, 3),
            FarEndKind.NoAnswer => TimeSpan.FromMinutes(3),
            FarEndKind.Person when EndsWith(number, "02") => LateAnswer - setUp,
            FarEndKind.Person => Between(dice, 2, 12),
            _ => Between(dice, 1, 3),
        };
        TimeSpan talk = kind is FarEndKind.Talker ? talkTime : TalkOf(dice);
        return new CallPlan(number, kind, setUp, ring, talk, dice.Next(1000), dice.Next());
    }

    private static FarEndKind? FixedKind(string number)
    {
        ReadOnlySpan<char> digits = number.AsSpan();
        return digits.Length < 2
            ? null
            : digits[^2..] switch
            {
                "00" => FarEndKind.Talker,
                "01" => FarEndKind.HelloOnly,
                "02" => FarEndKind.Person,
                "10" => FarEndKind.MachineWithBeep,
                "11" => FarEndKind.MachineWithoutBeep,
                "20" => FarEndKind.Busy,
                "21" => FarEndKind.NoAnswer,
                "22" => FarEndKind.Invalid,
                "23" => FarEndKind.Congestion,
                "24" => FarEndKind.Declined,
                "30" => FarEndKind.Fax,
                "31" => FarEndKind.Screening,
                "32" => FarEndKind.Silence,
                _ => null,
            };
    }

    private static FarEndKind Draw(Random dice)
    {
        int left = dice.Next(1000);
        foreach ((FarEndKind kind, int share) in Mix)
        {
            if (left < share)
                return kind;
            left -= share;
        }

        return FarEndKind.NoAnswer;
    }

    // Talk times are skewed: many short calls, few long ones. Log-normal, median 45 s.
    private static TimeSpan TalkOf(Random dice)
    {
        double normal = Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble());
        return TimeSpan.FromSeconds(Math.Clamp(45 * Math.Exp(0.6 * normal), 10, 240));
    }

    private static bool EndsWith(string number, string digits) => number.EndsWith(digits, StringComparison.Ordinal);

    private static TimeSpan Between(Random dice, double low, double high) => TimeSpan.FromSeconds(low + (dice.NextDouble() * (high - low)));

    // string.GetHashCode differs from run to run; this one must not.
    private int Hash(string number)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}:{number}")));
        return BinaryPrimitives.ReadInt32LittleEndian(hash);
    }
}
