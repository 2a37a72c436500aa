namespace CallCenter.Data.Migrations;

/// <summary>What a migration did.</summary>
/// <param name="Applied">Names of the scripts that ran now; empty when the schema was up to date.</param>
/// <param name="Version">The highest number in the database.</param>
public sealed record MigrationReport(IReadOnlyList<string> Applied, int Version);

/// <summary>The schema cannot be brought to this program's version; the message says why and what to do.</summary>
public sealed class MigrationException : Exception
{
    public MigrationException()
    {
    }

    public MigrationException(string message)
        : base(message)
    {
    }

    public MigrationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
