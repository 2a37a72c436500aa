using System.Globalization;

namespace CallCenter.Domain.Numbers;

/// <summary>
/// The patterns of the numbering plans: a regular expression over digits, with digit classes, groups, alternatives and counted
/// repetition. Hundreds of them are small and short-lived in use, where the framework's engine without backtracking costs megabytes
/// each; this one is a few hundred instructions, tries alternatives in their order, and gives up after a fixed number of steps.
/// </summary>
internal sealed class DigitPattern
{
    private const int MaxSteps = 50_000;
    private const int AnyDigit = 0x3FF;
    private const int MaxGroups = 8;

    private readonly Instruction[] _program;

    private DigitPattern(Instruction[] program, int groups)
    {
        _program = program;
        Groups = groups;
    }

    private enum Op : byte
    {
        /// <summary>One digit of the set A (bit mask).</summary>
        Digit,

        /// <summary>Try A, then B.</summary>
        Split,

        /// <summary>Go to A.</summary>
        Jump,

        /// <summary>Remember the position in slot A.</summary>
        Save,

        /// <summary>Nothing may follow.</summary>
        End,

        Accept,
    }

    /// <summary>Capturing groups.</summary>
    public int Groups { get; }

    /// <exception cref="FormatException">The pattern uses more than the plans do.</exception>
    public static DigitPattern Parse(string pattern)
    {
        Compiler compiler = new(pattern);
        return new DigitPattern(compiler.Compile(), compiler.Groups);
    }

    /// <summary>Whether all the digits fit.</summary>
    public bool IsMatch(ReadOnlySpan<char> digits)
    {
        Span<int> slots = stackalloc int[MaxGroups * 2];
        int steps = 0;
        return Run(0, digits, 0, slots, whole: true, ref steps) >= 0;
    }

    /// <summary>How many digits at the start fit; -1 when none do.</summary>
    /// <param name="digits">Only 0-9.</param>
    /// <param name="groups">Where each group matched; empty ranges at 0 for those that did not.</param>
    public int MatchStart(ReadOnlySpan<char> digits, out Range[] groups)
    {
        Span<int> slots = stackalloc int[MaxGroups * 2];
        slots.Fill(-1);
        int steps = 0;
        int length = Run(0, digits, 0, slots, whole: false, ref steps);
        groups = new Range[Groups];
        for (int i = 0; i < Groups; i++)
        {
            groups[i] = slots[i * 2] >= 0 && slots[(i * 2) + 1] >= 0 ? slots[i * 2]..slots[(i * 2) + 1] : default;
        }

        return length;
    }

    private int Run(int pc, ReadOnlySpan<char> digits, int position, Span<int> slots, bool whole, ref int steps)
    {
        Span<int> before = stackalloc int[MaxGroups * 2];
        while (++steps < MaxSteps)
        {
            Instruction instruction = _program[pc];
            switch (instruction.Op)
            {
                case Op.Digit when position < digits.Length && (instruction.A >> (digits[position] - '0') & 1) == 1:
                    position++;
                    pc++;
                    break;
                case Op.End when position == digits.Length:
                    pc++;
                    break;
                case Op.Jump:
                    pc = instruction.A;
                    break;
                case Op.Save:
                    slots[instruction.A] = position;
                    pc++;
                    break;
                case Op.Split:
                    slots.CopyTo(before);
                    int end = Run(instruction.A, digits, position, slots, whole, ref steps);
                    if (end >= 0)
                    {
                        return end;
                    }

                    before.CopyTo(slots);
                    pc = instruction.B;
                    break;
                case Op.Accept when !whole || position == digits.Length:
                    return position;
                default:
                    return -1;
            }
        }

        return -1;
    }

    private readonly record struct Instruction(Op Op, int A, int B);

    /// <summary>One pass over the pattern; a repetition copies what it repeats.</summary>
    private sealed class Compiler(string pattern)
    {
        private readonly List<Instruction> _code = [];
        private int _at;

        public int Groups { get; private set; }

        public Instruction[] Compile()
        {
            Alternatives();
            if (_at != pattern.Length)
            {
                throw Error();
            }

            _code.Add(new Instruction(Op.Accept, 0, 0));
            return [.. _code];
        }

        private void Alternatives()
        {
            List<int> exits = [];
            while (true)
            {
                int start = _code.Count;
                Sequence();
                if (_at == pattern.Length || pattern[_at] != '|')
                {
                    break;
                }

                // This alternative moves down by one: a split stands before it, a jump behind.
                _at++;
                Shift(start, 1);
                exits.Add(_code.Count);
                _code.Add(default);
                _code[start] = new Instruction(Op.Split, start + 1, _code.Count);
            }

            foreach (int exit in exits)
            {
                _code[exit] = new Instruction(Op.Jump, _code.Count, 0);
            }
        }

        private void Sequence()
        {
            while (_at < pattern.Length && pattern[_at] is not ('|' or ')'))
            {
                int start = _code.Count;
                int groups = Groups;
                Atom();
                (int least, int most) = Quantifier();
                if (least != 1 || most != 1)
                {
                    Repeat(start, least, most, groups != Groups);
                }
            }
        }

        private void Atom()
        {
            char c = pattern[_at++];
            switch (c)
            {
                case >= '0' and <= '9':
                    _code.Add(new Instruction(Op.Digit, 1 << (c - '0'), 0));
                    break;
                case '\\' when _at < pattern.Length && pattern[_at] == 'd':
                    _at++;
                    _code.Add(new Instruction(Op.Digit, AnyDigit, 0));
                    break;
                case '[':
                    _code.Add(new Instruction(Op.Digit, Class(), 0));
                    break;
                case '(':
                    Group();
                    break;
                case '$':
                    _code.Add(new Instruction(Op.End, 0, 0));
                    break;
                default:
                    throw Error();
            }
        }

        private void Group()
        {
            bool captures = !(pattern.AsSpan(_at).StartsWith("?:"));
            int number = 0;
            if (captures)
            {
                number = Groups++;
                if (Groups > MaxGroups)
                {
                    throw Error();
                }

                _code.Add(new Instruction(Op.Save, number * 2, 0));
            }
            else
            {
                _at += 2;
            }

            Alternatives();
            if (_at == pattern.Length || pattern[_at++] != ')')
            {
                throw Error();
            }

            if (captures)
            {
                _code.Add(new Instruction(Op.Save, (number * 2) + 1, 0));
            }
        }

        private int Class()
        {
            int mask = 0;
            while (_at < pattern.Length && pattern[_at] != ']')
            {
                char from = pattern[_at++];
                if (from == '\\' && _at < pattern.Length && pattern[_at] == 'd')
                {
                    _at++;
                    mask = AnyDigit;
                    continue;
                }

                char to = from;
                if (_at + 1 < pattern.Length && pattern[_at] == '-')
                {
                    to = pattern[_at + 1];
                    _at += 2;
                }

                if (from is < '0' or > '9' || to < from || to > '9')
                {
                    throw Error();
                }

                for (char digit = from; digit <= to; digit++)
                {
                    mask |= 1 << (digit - '0');
                }
            }

            return _at++ < pattern.Length ? mask : throw Error();
        }

        private (int Least, int Most) Quantifier()
        {
            if (_at == pattern.Length)
            {
                return (1, 1);
            }

            if (pattern[_at] == '?')
            {
                _at++;
                return (0, 1);
            }

            if (pattern[_at] != '{')
            {
                return (1, 1);
            }

            int close = pattern.IndexOf('}', _at);
            string[] bounds = pattern[(_at + 1)..close].Split(',');
            _at = close + 1;
            int least = int.Parse(bounds[0], CultureInfo.InvariantCulture);
            int most = int.Parse(bounds[^1], CultureInfo.InvariantCulture);
            return most is >= 1 and <= 20 && least <= most ? (least, most) : throw Error();
        }

        /// <summary>least copies, then (most - least) that may be left out, greedily.</summary>
        private void Repeat(int start, int least, int most, bool hasGroups)
        {
            if (hasGroups && most > 1)
            {
                throw Error();
            }

            Instruction[] body = [.. _code.Skip(start)];
            _code.RemoveRange(start, body.Length);
            for (int i = 0; i < least; i++)
            {
                Append(body, start);
            }

            List<int> splits = [];
            for (int i = least; i < most; i++)
            {
                splits.Add(_code.Count);
                _code.Add(default);
                Append(body, start);
            }

            foreach (int split in splits)
            {
                _code[split] = new Instruction(Op.Split, split + 1, _code.Count);
            }
        }

        private void Append(Instruction[] body, int origin)
        {
            int by = _code.Count - origin;
            foreach (Instruction instruction in body)
            {
                _code.Add(Moved(instruction, by));
            }
        }

        private void Shift(int start, int by)
        {
            for (int i = start; i < _code.Count; i++)
            {
                _code[i] = Moved(_code[i], by);
            }

            _code.Insert(start, default);
        }

        private static Instruction Moved(Instruction instruction, int by) => instruction.Op switch
        {
            Op.Jump => instruction with { A = instruction.A + by },
            Op.Split => instruction with { A = instruction.A + by, B = instruction.B + by },
            _ => instruction,
        };

        private FormatException Error() => new($"The numbering plan's pattern '{pattern}' cannot be read at {_at}.");
    }
}
