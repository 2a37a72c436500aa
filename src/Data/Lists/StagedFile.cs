using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>A file that arrived and waits to be mapped and imported.</summary>
public sealed record StagedFile
{
    public long Id { get; init; }

    public ListId ListId { get; init; }

    /// <summary>As the client called it; shown, never used as a path.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Our name for the text that is read.</summary>
    public string StoredPath { get; init; } = "";

    /// <summary>Our name for the workbook that the text was made from; null when the file is text itself.</summary>
    public string? OriginalPath { get; init; }

    /// <summary>Of the file that arrived.</summary>
    public long Bytes { get; init; }

    /// <summary>The workbook's sheet that was made text.</summary>
    public string? Sheet { get; init; }

    /// <summary>The workbook's sheets.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    public UserId? CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
