using System.Text.Json.Serialization;
using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>Where an upload stands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<UploadState>))]
public enum UploadState
{
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,
    Undone,
}

/// <summary>What happens to a row whose number is there already.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DuplicateMode>))]
public enum DuplicateMode
{
    /// <summary>The row is left out.</summary>
    Skip,

    /// <summary>Its cells replace what is stored; empty cells change nothing.</summary>
    Update,

    /// <summary>Its cells fill what is empty.</summary>
    Merge,
}

/// <summary>Where duplicates are looked for; each one includes those before it.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DuplicateScope>))]
public enum DuplicateScope
{
    /// <summary>Earlier rows of the file. A customer who stands in the list already is a duplicate all the same: a list holds a customer once.</summary>
    File,

    /// <summary>The list.</summary>
    List,

    /// <summary>Every list that shares a campaign with the list.</summary>
    Campaign,

    /// <summary>Every list.</summary>
    All,
}

/// <summary>One file's import. rows = inserted + updated + duplicates + rejected at any moment.</summary>
public sealed record Upload
{
    public UploadId Id { get; init; }

    public ListId ListId { get; init; }

    public UploadState State { get; init; }

    /// <summary>As the client called it; shown, never used as a path.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Our name for the file in the folder of uploads.</summary>
    public string StoredPath { get; init; } = "";

    /// <summary>How the file is read, as JSON.</summary>
    public string Mapping { get; init; } = "{}";

    public string? Encoding { get; init; }

    public string? Separator { get; init; }

    public DuplicateMode Duplicates { get; init; }

    public DuplicateScope DuplicateScope { get; init; }

    public bool DryRun { get; init; }

    public long RowCount { get; init; }

    public long InsertedCount { get; init; }

    public long UpdatedCount { get; init; }

    public long DuplicateCount { get; init; }

    public long RejectedCount { get; init; }

    /// <summary>Of those inserted: leads that are on do-not-call.</summary>
    public long DoNotCallCount { get; init; }

    /// <summary>Rows that went in without a cell that could not be used (a second number, an e-mail address).</summary>
    public long WarningCount { get; init; }

    /// <summary>0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    public bool CancelAsked { get; init; }

    /// <summary>The file's header.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    public UserId? CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Set with the last row: from here on the import is complete, though its leads may still be being released to the hopper.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>How many rows of an upload ended how.</summary>
public sealed record UploadTotals(long Rows, long Inserted, long Updated, long Duplicates, long Rejected, long DoNotCall, long Warnings);

/// <summary>A row that was not imported.</summary>
/// <param name="RowNumber">The line of the file it begins on, from 1; a header is line 1.</param>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Columns">The original cells, long ones cut.</param>
public sealed record RejectedRow(long RowNumber, string Code, string Reason, IReadOnlyList<string> Columns);
