using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace CallCenter.Data;

/// <summary>What an error of either database means.</summary>
public static class DbErrors
{
    private const int SqliteConstraint = 19;
    private const int SqliteConstraintPrimaryKey = 1555;
    private const int SqliteConstraintUnique = 2067;
    private const int SqliteConstraintForeignKey = 787;

    /// <summary>A row with the same unique value is there already.</summary>
    public static bool IsUniqueViolation(DbException error) => error switch
    {
        SqliteException e => e.SqliteExtendedErrorCode is SqliteConstraintUnique or SqliteConstraintPrimaryKey,
        SqlException e => e.Number is 2627 or 2601,
        _ => false,
    };

    /// <summary>The row points at one that is not there, or is pointed at.</summary>
    public static bool IsForeignKeyViolation(DbException error) => error switch
    {
        SqliteException e => e.SqliteErrorCode == SqliteConstraint && e.SqliteExtendedErrorCode == SqliteConstraintForeignKey,
        SqlException e => e.Number == 547,
        _ => false,
    };

    /// <summary>Busy, locked, I/O error, corrupt, full, cannot open, read-only, not a database.</summary>
    internal static bool IsUnavailable(SqliteException error) => error.SqliteErrorCode is 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26;

    /// <summary>Time-out, broken or refused connection, log in refused, server shutting down or too busy.</summary>
    internal static bool IsUnavailable(SqlException error) => MeansAway(error.Class, error.Number);

    /// <summary>What <see cref="IsUnavailable(SqlException)"/> goes by: a severity of 20 and above ends the connection.</summary>
    internal static bool MeansAway(byte severity, int number) => severity >= 20
        || number is -2 or -1 or 2 or 53 or 64 or 121 or 233 or 4060 or 18456 or 10053 or 10054 or 10060 or 40197 or 40501 or 40613;

    /// <summary>The server chose this transaction as the victim: it may be run again from its start.</summary>
    internal static bool IsDeadlock(SqlException error) => error.Number == 1205;
}
