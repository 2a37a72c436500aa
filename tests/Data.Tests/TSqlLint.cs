using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CallCenter.Data.Tests;

/// <summary>Parses T-SQL with Microsoft's parser and finds what the server refuses or what we do not want (decisions and reasons: sqlserver.md, section 3).</summary>
internal sealed class TSqlLint : TSqlFragmentVisitor
{
    private static readonly HashSet<string> AllowedFunctions = new(
        ["COUNT", "MIN", "MAX", "SUM", "COALESCE", "NULLIF", "CAST", "CASE", "ISJSON", "OBJECT_ID", "LEN", "OPENJSON", "JSON_VALUE", "LEFT", "RIGHT", "SUBSTRING", "REPLACE", "LOWER", "UPPER", "ABS", "ROW_NUMBER", "SCOPE_IDENTITY", "CONCAT", "STRING_AGG", "AVG", "CHARINDEX", "ISNULL", "DATALENGTH", "CONVERT", "REVERSE"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> TablesWithTriggers = new(["gate_decisions", "audit_log", "audit_events"], StringComparer.OrdinalIgnoreCase);

    private readonly List<string> _problems = [];
    private readonly HashSet<string> _variables = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _declared = new(StringComparer.OrdinalIgnoreCase);

    private TSqlLint()
    {
    }

    public static IReadOnlyList<string> Check(string text, IReadOnlyList<SqlParameterType>? parameters = null)
    {
        TSql150Parser parser = new(initialQuotedIdentifiers: true);
        using StringReader reader = new(text);
        TSqlFragment tree = parser.Parse(reader, out IList<ParseError> errors);
        if (errors.Count > 0)
        {
            return [.. errors.Select(e => $"line {e.Line}: {e.Message}")];
        }

        TSqlLint lint = new();
        tree.Accept(lint);
        lint._variables.ExceptWith(lint._declared);
        if (parameters is not null)
        {
            HashSet<string> declared = new(parameters.Select(p => "@" + p.Name), StringComparer.OrdinalIgnoreCase);
            lint._problems.AddRange(lint._variables.Except(declared, StringComparer.OrdinalIgnoreCase).Select(v => $"{v} is not declared"));
            lint._problems.AddRange(declared.Except(lint._variables, StringComparer.OrdinalIgnoreCase).Select(v => $"{v} is declared and not used"));
        }

        return lint._problems;
    }

    public override void Visit(VariableReference node) => _variables.Add(node.Name);

    public override void Visit(DeclareVariableElement node) => _declared.Add(node.VariableName.Value);

    public override void Visit(ExecuteParameter node)
    {
        if (node.Variable is not null)
        {
            _declared.Add(node.Variable.Name); // the procedure's own name for it
        }
    }

    public override void Visit(FunctionCall node) => Function(node.FunctionName.Value);

    public override void Visit(GlobalFunctionTableReference node) => Function(node.Name.Value);

    public override void Visit(MergeStatement node) => _problems.Add("MERGE");

    public override void Visit(WaitForStatement node) => _problems.Add("WAITFOR");

    public override void Visit(UnpivotedTableReference node) => _problems.Add("UNPIVOT");

    public override void Visit(AlterIndexStatement node) => _problems.Add("ALTER INDEX");

    public override void Visit(AlterDatabaseStatement node) => _problems.Add("ALTER DATABASE");

    public override void Visit(CreateOrAlterTriggerStatement node) => _problems.Add("CREATE OR ALTER");

    public override void Visit(CreateOrAlterProcedureStatement node) => _problems.Add("CREATE OR ALTER");

    public override void Visit(CreateOrAlterViewStatement node) => _problems.Add("CREATE OR ALTER");

    public override void Visit(CreateOrAlterFunctionStatement node) => _problems.Add("CREATE OR ALTER");

    public override void Visit(AlterViewStatement node) => _problems.Add("ALTER VIEW");

    public override void Visit(AlterTableAlterColumnStatement node)
    {
        if (node.AlterTableAlterColumnOption is AlterTableAlterColumnOption.Null or AlterTableAlterColumnOption.NotNull)
        {
            _problems.Add("ALTER COLUMN with NULL or NOT NULL");
        }
    }

    public override void Visit(IndexDefinition node) => _problems.Add("inline INDEX");

    public override void Visit(TopRowFilter node)
    {
        if (node.Percent || node.WithTies)
        {
            _problems.Add("TOP with PERCENT or TIES");
        }
    }

    public override void Visit(ColumnDefinition node)
    {
        // Written as "REFERENCES t (c)" it passes, as "FOREIGN KEY REFERENCES" the server refuses it; the tree shows the words only by tokens.
        foreach (ForeignKeyConstraintDefinition key in node.Constraints.OfType<ForeignKeyConstraintDefinition>())
        {
            bool words = false;
            for (int i = key.FirstTokenIndex; i <= key.LastTokenIndex; i++)
            {
                words |= key.ScriptTokenStream[i].TokenType == TSqlTokenType.Foreign;
            }

            if (words)
            {
                _problems.Add($"inline FOREIGN KEY at {node.ColumnIdentifier.Value}");
            }
        }
    }

    public override void Visit(ExecuteStatement node)
    {
        // A misspelt first word ("selec 1") reads as a call without EXEC.
        if (node.ScriptTokenStream[node.FirstTokenIndex].TokenType is not (TSqlTokenType.Exec or TSqlTokenType.Execute))
        {
            _problems.Add("a call without EXEC");
            return;
        }

        string? name = (node.ExecuteSpecification.ExecutableEntity as ExecutableProcedureReference)?.ProcedureReference?.ProcedureReference?.Name?.BaseIdentifier?.Value;
        if (name is not ("sp_getapplock" or "sp_releaseapplock"))
        {
            _problems.Add($"EXEC of {name ?? "a text"}");
        }
    }

    public override void Visit(UpdateStatement node)
    {
        UpdateSpecification update = node.UpdateSpecification;
        OutputWithoutInto(update.Target, update.OutputClause);
        if (update.Target is NamedTableReference target && node.WithCtesAndXmlNamespaces?.CommonTableExpressions.Any(
            c => Same(c.ExpressionName.Value, target.SchemaObject.BaseIdentifier.Value)) == true)
        {
            _problems.Add("UPDATE of a CTE");
        }

        bool claims = update.SetClauses.OfType<AssignmentSetClause>().Any(
            s => Same(s.Column?.MultiPartIdentifier.Identifiers[^1].Value, "claimed_by") && s.NewValue is VariableReference);
        HashSet<string> columns = ColumnsOutsideSubqueries.Of(update.WhereClause);
        bool guarded = columns.Contains("state") && (columns.Contains("claimed_until") || columns.Contains("claimed_by") || columns.Contains("id"));
        if (claims && !guarded)
        {
            _problems.Add("a claim without outer guard");
        }

        bool joined = update.FromClause?.TableReferences.Any(t => t is QualifiedJoin) == true;
        if (update.WhereClause is null && !joined)
        {
            _problems.Add("UPDATE without WHERE");
        }
    }

    public override void Visit(DeleteStatement node)
    {
        OutputWithoutInto(node.DeleteSpecification.Target, node.DeleteSpecification.OutputClause);
        if (node.DeleteSpecification.WhereClause is null)
        {
            _problems.Add("DELETE without WHERE");
        }
    }

    public override void Visit(InsertStatement node) => OutputWithoutInto(node.InsertSpecification.Target, node.InsertSpecification.OutputClause);

    public override void Visit(SelectStarExpression node) => _problems.Add("SELECT *");

    public override void Visit(QueryDerivedTable node)
    {
        if (node.QueryExpression is { OrderByClause: not null, OffsetClause: null } and QuerySpecification { TopRowFilter: null })
        {
            _problems.Add("ORDER BY in a derived table");
        }
    }

    private void Function(string name)
    {
        if (!AllowedFunctions.Contains(name))
        {
            _problems.Add($"function {name} is not on the list");
        }
    }

    private void OutputWithoutInto(TableReference target, OutputClause? output)
    {
        if (output is not null && target is NamedTableReference table && TablesWithTriggers.Contains(table.SchemaObject.BaseIdentifier.Value))
        {
            _problems.Add($"OUTPUT without INTO on {table.SchemaObject.BaseIdentifier.Value}, which has a trigger");
        }
    }

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private sealed class ColumnsOutsideSubqueries : TSqlFragmentVisitor
    {
        private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

        public static HashSet<string> Of(TSqlFragment? fragment)
        {
            ColumnsOutsideSubqueries visitor = new();
            fragment?.Accept(visitor);
            return visitor._names;
        }

        public override void ExplicitVisit(ColumnReferenceExpression node) => _names.Add(node.MultiPartIdentifier.Identifiers[^1].Value);

        public override void ExplicitVisit(ScalarSubquery node)
        {
        }
    }
}
