using System.Runtime.CompilerServices;
using System.Text;

namespace CallCenter.Supervisor.Tests.Lists.Nasty;

/// <summary>The folder tests/data/nasty-lists.</summary>
internal static class NastyFolder
{
    public static string PathOf(string file) => Path.Combine(Folder(), file);

    /// <summary>What must become of every file, a line each.</summary>
    public static string Expected()
    {
        var text = new StringBuilder("file\tnasty for\trefused with\tinserted\tduplicates\trejected rows\n");
        foreach (NastyFile f in NastyFiles.All)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{(f.Kept ? f.FileName : "(made by the test)")}\t{f.Name}\t{f.Refused}\t{f.Inserted}\t{f.Duplicates}\t{f.Rejected}\n");
        }

        return text.ToString();
    }

    /// <summary>Writes the kept files anew.</summary>
    public static void Write()
    {
        Directory.CreateDirectory(Folder());
        foreach (string old in Directory.GetFiles(Folder()).Where(f => Path.GetFileName(f) is not ("README.md" or ".gitattributes")))
        {
            File.Delete(old);
        }

        foreach (NastyFile file in NastyFiles.All.Where(f => f.Kept))
        {
            File.WriteAllBytes(PathOf(file.FileName), file.Make());
        }

        File.WriteAllText(PathOf("expected.tsv"), Expected());
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../data/nasty-lists"));
}
