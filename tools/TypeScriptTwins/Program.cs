namespace CallCenter.TypeScriptTwins;

/// <summary><c>dotnet run --project tools/TypeScriptTwins [FILE]</c> writes the TypeScript twins of the records that browsers see.</summary>
public static class Program
{
    /// <summary>Where the file lies in the repository.</summary>
    public const string File = "web/ui/src/contracts.ts";

    /// <returns>0.</returns>
    public static int Main(string[] args)
    {
        string path = args is [string given] ? given : Path.Combine(RepositoryRoot(), File);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        System.IO.File.WriteAllText(path, TwinsFile.Text());
        Console.Error.WriteLine(path);
        return 0;
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "CallCenter.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("This program runs from a checkout.");
    }
}
