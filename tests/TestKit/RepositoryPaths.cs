namespace CallCenter.TestKit;

/// <summary>Places in the checkout, found from where the tests run.</summary>
public static class RepositoryPaths
{
    /// <summary>Folder of CallCenter.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The built program, the newer of Debug and Release.</summary>
    public static string Program
        => new[] { "Debug", "Release" }
            .SelectMany(configuration => new[] { "net10.0/linux-x64", "net10.0" }.Select(target => Path.Combine(Root, "src/CallCenter/bin", configuration, target, "callcenter.dll")))
            .Where(File.Exists)
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .FirstOrDefault() ?? throw new FileNotFoundException("src/CallCenter is not built: dotnet build src/CallCenter");

    /// <summary>A file under tests/data.</summary>
    public static string TestData(string relative) => Path.Combine(Root, "tests/data", relative);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CallCenter.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("CallCenter.sln is in no folder above " + AppContext.BaseDirectory);
    }
}
