using System.Text;

namespace CallCenter.Supervisor.Tests.Lists.Nasty;

/// <summary>A file as people send it, and what must become of it.</summary>
/// <param name="Name">What is nasty about it.</param>
/// <param name="Extension">Of the kept file.</param>
/// <param name="Make">Makes its bytes, always the same.</param>
/// <param name="Refused">The fault that the whole file is refused with; null: its rows are imported.</param>
/// <param name="Rejected">Codes of the rejected rows, in the file's order.</param>
/// <param name="Kept">It lies in tests/data/nasty-lists; large ones are made when they are tested.</param>
public sealed record NastyFile(
    string Name, string Extension, Func<byte[]> Make, string? Refused, long Inserted, long Duplicates, string Rejected, bool Kept = true)
{
    /// <summary>The kept file's name.</summary>
    public string FileName => string.Concat(Name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-') + "." + Extension;

    public override string ToString() => Name;
}

/// <summary>All of them.</summary>
internal static class NastyFiles
{
    private const long KeptBytes = 40_000;

    static NastyFiles() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IReadOnlyList<NastyFile> All { get; } = [.. NastyTexts.All(), .. NastyWorkbooks.All()];

    public static NastyFile Text(string name, byte[] bytes, long inserted, long duplicates, string rejected)
        => new(name, "csv", () => bytes, null, inserted, duplicates, rejected, bytes.Length <= KeptBytes);

    public static NastyFile Refused(string name, string extension, byte[] bytes, string fault)
        => new(name, extension, () => bytes, fault, 0, 0, "", bytes.Length <= KeptBytes);
}
