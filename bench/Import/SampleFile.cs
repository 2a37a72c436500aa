using System.Globalization;

namespace CallCenter.Bench.Import;

/// <summary>A file like those that people upload: ten columns, one row in a hundred with a bad number.</summary>
internal static class SampleFile
{
    private static readonly string[] _first = ["Ann", "Bo", "José", "Jürgen", "王小明", "Maria", "Ahmed", "Olga", "Liam", "Chloë"];
    private static readonly string[] _last = ["Smith", "O'Brien", "García", "Müller", "", "Rossi", "Hassan", "Petrova", "Murphy", "Lefèvre"];
    private static readonly int[] _areas = [212, 213, 305, 312, 404, 415, 503, 602, 702, 713, 206, 303, 617, 646, 718];

    public static async Task WriteAsync(string path, int rows)
    {
        var random = new Random(42);
        await using var text = new StreamWriter(path);
        await text.WriteLineAsync("First name,Last name,Company,Phone,Mobile,Email,City,Plan,Note,Customer id");
        for (int i = 0; i < rows; i++)
        {
            int who = random.Next(_first.Length);
            string phone = i % 100 == 99 ? "n/a" : $"({_areas[random.Next(_areas.Length)]}) {random.Next(200, 999):000}-{i % 10000:0000}";
            string mobile = random.Next(3) == 0 ? $"+1{_areas[random.Next(_areas.Length)]}{random.Next(200, 999):000}{random.Next(10000):0000}" : "";
            await text.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{_first[who]},{_last[who]},\"Acme {i % 5000}, Inc.\",{phone},{mobile},user{i}@example.com,Springfield,{(i % 3 == 0 ? "gold" : "silver")},\"Asked for a call, in \"\"spring\"\"\",C{i:0000000}"));
        }
    }
}
