using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace CallCenter.Data.Migrations;

/// <summary>One numbered script of db/sqlite or db/sqlserver.</summary>
/// <param name="Number">The four digits in front of the name.</param>
/// <param name="Name">The file name without folder.</param>
/// <param name="Text">With line feeds only, so that the hash does not depend on the checkout.</param>
/// <param name="Sha256">Lower-case hex of the text.</param>
public sealed record MigrationScript(int Number, string Name, string Text, string Sha256)
{
    /// <summary>The scripts built into the program, in the order in which they run.</summary>
    public static IReadOnlyList<MigrationScript> ForProvider(DatabaseProvider provider)
    {
        Assembly assembly = typeof(MigrationScript).Assembly;
        string folder = provider == DatabaseProvider.Sqlite ? "db/sqlite/" : "db/sqlserver/";
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => Read(assembly, n, n[folder.Length..]))];
    }

    /// <summary>A script from its text.</summary>
    public static MigrationScript From(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        string normal = text.ReplaceLineEndings("\n");
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normal)));
        return new MigrationScript(int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), name, normal, hash);
    }

    /// <summary>The parts between lines that hold nothing but GO.</summary>
    public IReadOnlyList<string> Batches()
    {
        List<string> batches = [];
        StringBuilder batch = new();
        foreach (string line in Text.Split('\n'))
        {
            if (string.Equals(line.Trim(), "GO", StringComparison.OrdinalIgnoreCase))
            {
                Take(batches, batch);
            }
            else
            {
                batch.Append(line).Append('\n');
            }
        }

        Take(batches, batch);
        return batches;
    }

    private static void Take(List<string> batches, StringBuilder batch)
    {
        string text = batch.ToString().Trim();
        batch.Clear();
        if (text.Length > 0)
        {
            batches.Add(text);
        }
    }

    private static MigrationScript Read(Assembly assembly, string resource, string name)
    {
        using StreamReader reader = new(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return From(name, reader.ReadToEnd());
    }
}
