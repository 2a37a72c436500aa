using System.Text;
using CallCenter.Data.Lists;
using CallCenter.Domain;
using CallCenter.Domain.Numbers;

namespace CallCenter.Supervisor.Lists;

/// <summary>The <see cref="NumberReader"/> of the product: the numbering plans and the map of time zones.</summary>
public static class PhoneCells
{
    /// <summary>Reads one cell.</summary>
    public static NumberReading Read(string raw, string country)
    {
        PhoneNumberResult result = PhoneNumbers.Normalise(raw, country);
        return result.Accepted
            ? new NumberReading(new ImportNumber(result.E164!, result.Type.Word(), result.Country, TimeZonesByNumber.Find(result.E164!)), null, null)
            : new NumberReading(null, SnakeCase(result.Problem.Word()), result.Text);
    }

    /// <summary>"tooShort" becomes "too_short", as problem codes are written.</summary>
    private static string SnakeCase(string word)
    {
        var snake = new StringBuilder(word.Length + 4);
        foreach (char c in word)
        {
            if (char.IsAsciiLetterUpper(c))
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(c));
        }

        return snake.ToString();
    }
}
