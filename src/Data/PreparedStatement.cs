using System.Data.Common;
using System.Globalization;

namespace CallCenter.Data;

/// <summary>A statement whose command is kept, so that a batch of rows is parsed once.</summary>
public sealed class PreparedStatement : IDisposable
{
    private readonly SqlStatement _statement;
    private readonly DbCommand _command;
    private readonly DatabaseProvider _provider;
    private readonly CancellationToken _ct;

    internal PreparedStatement(SqlStatement statement, DbCommand command, DatabaseProvider provider, CancellationToken ct)
    {
        _statement = statement;
        _command = command;
        _provider = provider;
        _ct = ct;
    }

    /// <summary>Rows changed.</summary>
    public Task<int> ExecuteAsync(object arguments)
    {
        new ParameterBinder(_statement, arguments, _provider).Bind(_command);
        return _command.ExecuteNonQueryAsync(_ct);
    }

    /// <summary>The first column of the first row as an integer, for INSERT with the new key; null when there is no row.</summary>
    public async Task<long?> ScalarAsync(object arguments)
    {
        new ParameterBinder(_statement, arguments, _provider).Bind(_command);
        object? value = await _command.ExecuteScalarAsync(_ct);
        return value is null or DBNull ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public void Dispose() => _command.Dispose();
}
