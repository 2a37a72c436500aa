using System.Globalization;
using System.Text;

namespace CallCenter.Demo;

/// <summary>
/// The demo's customers: 400 people who do not exist, with numbers of the fictional range +1 NPA 555-01xx in four time zones, as a manager
/// would upload them. The first four numbers end in 00: whoever signs in first talks to somebody at once.
/// </summary>
internal static class DemoPeople
{
    /// <summary>The mapping of the upload.</summary>
    public const string Mapping =
        """
        {"columns": {"Name": "fullName", "Phone": "phone1", "Email": "email", "Account": "externalId", "Segment": "segment", "Language": "language",
         "Note": "note", "Plan": "custom.plan", "Price per month": "custom.pricePerMonth", "Contract ends": "custom.contractEnds", "Customer since": "custom.customerSince"}}
        """;

    private static readonly string[] FirstNames =
        ["Alice", "Bruno", "Chen", "Dana", "Emil", "Fatima", "Goran", "Hanna", "Ivan", "Jia", "Kofi", "Lena", "Mei", "Nils", "Olga", "Pablo"];

    private static readonly string[] LastNames = ["Adams", "Berg", "Chan", "Diaz", "Evans", "Frank", "Grant", "Hill", "Ito", "Jones", "Klein", "Liu"];
    private static readonly string[] Areas = ["212", "312", "303", "415"];
    private static readonly (string Name, string Price)[] Plans = [("Home 200", "$49.90"), ("Family 500", "$69.90"), ("Business 1000", "$119.00")];
    private static readonly string[] Segments = ["ordinary", "ordinary", "major", "small", "VIP"];

    private static readonly string[] Notes =
        ["", "Works from home, prefers calls before noon.", "", "Asked for a price by e-mail last spring.", "", "", "Two lines in the house; ask which one is slow."];

    /// <summary>The file, UTF-8.</summary>
    public static byte[] Csv(DateTimeOffset now)
    {
        StringBuilder csv = new("Name,Phone,Email,Account,Segment,Language,Note,Plan,Price per month,Contract ends,Customer since\n");
        for (int i = 0; i < 400; i++)
        {
            string first = FirstNames[i % FirstNames.Length];
            string last = LastNames[i % LastNames.Length];
            (string plan, string price) = Plans[i % Plans.Length];
            csv.AppendJoin(
                ',',
                $"{first} {last}",
                string.Create(CultureInfo.InvariantCulture, $"+1{Areas[i % Areas.Length]}55501{i / Areas.Length:00}"),
                $"{first}.{last}@example.com".ToLowerInvariant(),
                string.Create(CultureInfo.InvariantCulture, $"AC-{204_000 + (i * 37)}"),
                Segments[i % Segments.Length],
                first is "Chen" or "Jia" or "Mei" ? "zh" : "en",
                $"\"{Notes[i % Notes.Length]}\"",
                plan,
                price,
                now.AddDays(7 + (i * 13 % 300)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                (2015 + (i % 10)).ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }
}
