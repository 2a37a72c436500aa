using System.Text.Json;

namespace CallCenter.Contracts.Link;

/// <summary>
/// Where a dialer process can be reached by web processes on the same data folder: written by the dialer at start, readable by
/// its owner only, removed at an orderly end.
/// </summary>
/// <param name="Url">"http://127.0.0.1:43210".</param>
/// <param name="Secret">Bearer secret, 32 random bytes in hex, new at each start.</param>
public sealed record LinkAddress(string Url, string Secret)
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "dialer-link.json";

    /// <summary>Reads the file; null while there is none or it is being written.</summary>
    public static LinkAddress? TryRead(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<LinkAddress>(File.ReadAllBytes(Path.Combine(dataFolder, FileName)), LinkJson.Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the file so that readers see the old one or the new one, never half of it.</summary>
    public void Write(string dataFolder)
    {
        string path = Path.Combine(dataFolder, FileName);
        string draft = path + ".new";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (FileStream file = new(draft, options))
        {
            JsonSerializer.Serialize(file, this, LinkJson.Options);
        }

        File.Move(draft, path, overwrite: true);
    }
}
