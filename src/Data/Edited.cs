namespace CallCenter.Data;

/// <summary>How an edit ended.</summary>
public enum EditOutcome
{
    Stored,

    /// <summary>There is no such row.</summary>
    NotFound,

    /// <summary>Somebody changed it since it was read.</summary>
    VersionConflict,

    /// <summary>Another row has this name.</summary>
    NameTaken,

    /// <summary>It points at a row that is not there.</summary>
    UnknownReference,
}

/// <summary>An edit's end, with the row as it is now when it was stored.</summary>
public sealed record Edited<T>(EditOutcome Outcome, T? Value)
    where T : class
{
    internal static Edited<T> Stored(T value) => new(EditOutcome.Stored, value);

    internal static Edited<T> Not(EditOutcome outcome) => new(outcome, null);
}

/// <summary>A page of rows.</summary>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
