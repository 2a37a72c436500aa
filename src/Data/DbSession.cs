using System.Data.Common;
using Dapper;

namespace CallCenter.Data;

/// <summary>
/// One connection for the length of one read or one transaction. Only statements of the catalogue can be run; the arguments are the
/// properties of an object (<see cref="ParameterBinder"/> says how they are written), results are mapped by name, snake_case to PascalCase, onto
/// types with settable properties (records with init properties, not positional ones). A lone enum column is read as a string.
/// </summary>
public sealed class DbSession
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;

    internal DbSession(DbConnection connection, DbTransaction? transaction, DatabaseProvider provider, CancellationToken ct)
    {
        _connection = connection;
        _transaction = transaction;
        Provider = provider;
        Token = ct;
    }

    public DatabaseProvider Provider { get; }

    /// <summary>Cancels the statement that runs; the transaction is then rolled back.</summary>
    public CancellationToken Token { get; }

    internal DbConnection Connection => _connection;

    internal DbTransaction? Transaction => _transaction;

    /// <summary>All rows.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(SqlStatement statement, object? arguments = null)
        => (await _connection.QueryAsync<T>(Command(statement, arguments))).AsList();

    /// <summary>The only row, or the type's default when there is none.</summary>
    /// <exception cref="InvalidOperationException">There is more than one row.</exception>
    public Task<T?> QuerySingleOrDefaultAsync<T>(SqlStatement statement, object? arguments = null)
        => _connection.QuerySingleOrDefaultAsync<T?>(Command(statement, arguments));

    /// <summary>The only row.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one.</exception>
    public Task<T> QuerySingleAsync<T>(SqlStatement statement, object? arguments = null)
        => _connection.QuerySingleAsync<T>(Command(statement, arguments));

    /// <summary>Rows changed.</summary>
    public Task<int> ExecuteAsync(SqlStatement statement, object? arguments = null)
        => _connection.ExecuteAsync(Command(statement, arguments));

    /// <summary>The statement made ready to be run many times, for imports; dispose it within the session.</summary>
    public PreparedStatement Prepare(SqlStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        DbCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from the catalogue, which holds constants only.
        command.CommandText = statement.For(Provider);
#pragma warning restore CA2100
        command.Transaction = _transaction;
        return new PreparedStatement(statement, command, Provider, Token);
    }

    private CommandDefinition Command(SqlStatement statement, object? arguments)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return new CommandDefinition(statement.For(Provider), new ParameterBinder(statement, arguments, Provider), _transaction, cancellationToken: Token);
    }
}
