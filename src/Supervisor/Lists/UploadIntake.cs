using CallCenter.Supervisor.Lists.Csv;
using CallCenter.Supervisor.Lists.Sheets;

namespace CallCenter.Supervisor.Lists;

/// <summary>A file ready to be read as text.</summary>
/// <param name="Stored">The text's name among <see cref="UploadFiles"/>.</param>
/// <param name="Original">The workbook's name when the text was made from one, else null.</param>
public sealed record ReadableFile(string Stored, string? Original, ConvertedSheet? Sheet);

/// <summary>Makes text of what arrived: a workbook is converted, anything else stays as it is.</summary>
public sealed class UploadIntake(UploadFiles files)
{
    /// <summary>Looks at a file and converts it when it is a workbook. What arrived stays; what is made is the caller's to remove.</summary>
    /// <param name="sheet">The sheet wanted of a workbook; null: its first one that holds something.</param>
    public async Task<(ReadableFile? File, MappingFault? Fault)> ReadAsync(string arrived, string? sheet, CancellationToken ct)
    {
        await using FileStream file = files.OpenRead(arrived) ?? throw new FileNotFoundException("The file that arrived is gone.");
        if (!SheetConverter.LooksLikeArchive(file))
        {
            return (new ReadableFile(arrived, null, null), null);
        }

        bool done = false;
        string text = "";
        try
        {
            await using FileStream csv = files.Create(out text);
            (ConvertedSheet? converted, MappingFault? fault) = await SheetConverter.ConvertAsync(file, csv, sheet, ct);
            done = converted is not null;
            return converted is null ? (null, fault) : (new ReadableFile(text, arrived, converted), null);
        }
        finally
        {
            if (!done)
            {
                files.Remove(text);
            }
        }
    }
}
