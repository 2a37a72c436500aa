namespace CallCenter.TestKit;

/// <summary>A folder of its own for one test or fixture, deleted at the end.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Absolute path; the folder exists.</summary>
    public string FullPath { get; } = Directory.CreateTempSubdirectory("callcenter-test-").FullName;

    /// <summary>A path below the folder.</summary>
    public string File(string relative) => Path.Combine(FullPath, relative);

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            Directory.Delete(FullPath, recursive: true);
        }
        catch (IOException)
        {
            // A process that is being killed may still write; the system cleans its temporary folder.
        }
    }
}
