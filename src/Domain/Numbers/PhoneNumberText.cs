using System.Buffers;
using System.Globalization;
using System.Text;

namespace CallCenter.Domain.Numbers;

/// <summary>What is written: digits, whether a plus sign led them, or why it is no number.</summary>
/// <param name="Digits">ASCII digits only.</param>
internal readonly record struct PhoneNumberText(string Digits, bool Plus, PhoneNumberProblem Problem)
{
    private const int LongestText = 64;
    private static readonly SearchValues<char> Mantissa = SearchValues.Create("0123456789.,");

    /// <summary>Digits of any script count; spaces, brackets, dashes, dots and slashes may stand between them, nothing else may.</summary>
    public static PhoneNumberText Read(string? raw)
    {
        ReadOnlySpan<char> text = (raw ?? "").AsSpan().Trim();
        text = text.TrimStart('\''); // a spreadsheet's sign for "this is text"
        if (text.IsEmpty)
        {
            return Bad(PhoneNumberProblem.Empty);
        }

        if (text.Length > LongestText)
        {
            return Bad(PhoneNumberProblem.TooLong);
        }

        if (text.Contains('@') || StartsWith(text, "sip:") || StartsWith(text, "sips:") || StartsWith(text, "tel:"))
        {
            return Bad(PhoneNumberProblem.SipLike);
        }

        if (IsScientific(text))
        {
            return Bad(PhoneNumberProblem.Scientific);
        }

        return ReadDigits(text);
    }

    private static PhoneNumberText ReadDigits(ReadOnlySpan<char> text)
    {
        StringBuilder digits = new(text.Length);
        bool plus = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            int value = CharUnicodeInfo.GetDecimalDigitValue(c);
            if (value >= 0)
            {
                // "+44 (0)20": the trunk zero is not dialled from abroad.
                bool trunkZero = value == 0 && plus && i > 0 && i + 1 < text.Length && IsOpen(text[i - 1]) && IsClose(text[i + 1]);
                if (!trunkZero)
                {
                    digits.Append((char)('0' + value));
                }
            }
            else if (c is '+' or '\uFF0B')
            {
                if (plus || digits.Length > 0)
                {
                    return Bad(PhoneNumberProblem.NotANumber);
                }

                plus = true;
            }
            else if (!IsSeparator(c))
            {
                return Bad(digits.Length >= 3 && IsExtension(text[i..]) ? PhoneNumberProblem.Extension : PhoneNumberProblem.NotANumber);
            }
        }

        return digits.Length == 0 ? Bad(PhoneNumberProblem.NotANumber) : new PhoneNumberText(digits.ToString(), plus, PhoneNumberProblem.None);
    }

    private static PhoneNumberText Bad(PhoneNumberProblem problem) => new("", false, problem);

    private static bool StartsWith(ReadOnlySpan<char> text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    /// <summary>"1.39E+10", "1,39e10", "+1.39E+10".</summary>
    private static bool IsScientific(ReadOnlySpan<char> text)
    {
        int e = text.IndexOfAny('e', 'E');
        if (e <= 0 || e == text.Length - 1)
        {
            return false;
        }

        ReadOnlySpan<char> exponent = text[(e + 1)..].TrimStart("+-");
        return exponent.Length is >= 1 and <= 3
            && !exponent.ContainsAnyExceptInRange('0', '9')
            && !text[..e].TrimStart("+-").ContainsAnyExcept(Mantissa);
    }

    /// <summary>"ext. 12", "x12", "#12", "*12", ",12", ";12" and the Chinese words for it.</summary>
    private static bool IsExtension(ReadOnlySpan<char> rest)
        => StartsWith(rest, "ext") || StartsWith(rest, "x") || rest[0] is '#' or '*' or ',' or ';' or '\uFF03' or '转' or '轉' || rest.StartsWith("分机") || rest.StartsWith("分機");

    private static bool IsOpen(char c) => c is '(' or '\uFF08';

    private static bool IsClose(char c) => c is ')' or '\uFF09';

    private static bool IsSeparator(char c) => c switch
    {
        ' ' or '-' or '.' or '/' or '(' or ')' or '[' or ']' or '\t' or '\u00A0' or '\u00AD' or '\u00B7' => true,
        >= '\u2000' and <= '\u2015' => true, // blanks, direction marks, hyphens and dashes
        >= '\u202A' and <= '\u202F' => true,
        '\u2060' or '\u2066' or '\u2067' or '\u2068' or '\u2069' or '\u2212' or '\u3000' or '\u30FB' or '\uFEFF' => true,
        '\uFF08' or '\uFF09' or '\uFF0D' or '\uFF0E' or '\uFF0F' => true,
        _ => false,
    };
}
