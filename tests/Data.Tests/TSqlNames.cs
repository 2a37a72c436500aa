using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CallCenter.Data.Tests;

/// <summary>
/// The tables and columns of the SQL Server scripts, and which names of a statement are none of them. A column is looked for in the tables
/// that its statement names, which is stricter than "anywhere" and needs no resolution of aliases.
/// </summary>
internal sealed class TSqlNames
{
    private static readonly HashSet<string> PseudoTables = new(["inserted", "deleted"], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, HashSet<string>> _tables = new(StringComparer.OrdinalIgnoreCase);

    public static TSqlNames OfScripts(IEnumerable<string> batches)
    {
        TSqlNames names = new();
        foreach (string batch in batches)
        {
            names.Add(batch);
        }

        return names;
    }

    public static IReadOnlyList<string> Unknown(string sql, TSqlNames schema)
    {
        Collector found = Collector.Of(sql);

        // A statement may make the table it names (the version table).
        TSqlNames own = new();
        own.Add(sql);
        List<string> unknown = [];
        HashSet<string> columns = new(found.Aliases, StringComparer.OrdinalIgnoreCase);
        foreach (string table in found.Tables.Where(t => !PseudoTables.Contains(t) && !found.CommonTables.Contains(t)))
        {
            if (schema._tables.TryGetValue(table, out HashSet<string>? known) || own._tables.TryGetValue(table, out known))
            {
                columns.UnionWith(known);
            }
            else if (table is "schema_version")
            {
                columns.UnionWith(["number", "name", "sha256", "applied_at"]);
            }
            else
            {
                unknown.Add($"table {table}");
            }
        }

        if (found.ReadsJson)
        {
            columns.UnionWith(["key", "value", "type"]);
        }

        unknown.AddRange(found.Columns.Where(c => !columns.Contains(c)).Select(c => $"column {c}"));
        return unknown;
    }

    private void Add(string batch)
    {
        Collector found = Collector.Of(batch);
        foreach ((string table, HashSet<string> columns) in found.Created)
        {
            if (_tables.TryGetValue(table, out HashSet<string>? known))
            {
                known.UnionWith(columns);
            }
            else
            {
                _tables[table] = columns;
            }
        }
    }

    private sealed class Collector : TSqlFragmentVisitor
    {
        public HashSet<string> Tables { get; } = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<string> CommonTables { get; } = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<string> Columns { get; } = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<string> Aliases { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, HashSet<string>> Created { get; } = new(StringComparer.OrdinalIgnoreCase);

        public bool ReadsJson { get; private set; }

        public static Collector Of(string sql)
        {
            using StringReader reader = new(sql);
            Collector collector = new();
            new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out _).Accept(collector);
            return collector;
        }

        public override void Visit(NamedTableReference node)
        {
            Tables.Add(node.SchemaObject.BaseIdentifier.Value);
            if (node.Alias is { } alias)
            {
                CommonTables.Add(alias.Value); // "UPDATE c ... FROM customers c" names the alias as its target
            }
        }

        public override void Visit(CommonTableExpression node)
        {
            CommonTables.Add(node.ExpressionName.Value);
            Aliases.UnionWith(node.Columns.Select(c => c.Value));
        }

        public override void Visit(OpenJsonTableReference node)
        {
            ReadsJson = true;
            foreach (SchemaDeclarationItemOpenjson item in node.SchemaDeclarationItems)
            {
                Aliases.Add(item.ColumnDefinition.ColumnIdentifier.Value);
            }
        }

        public override void Visit(SelectScalarExpression node)
        {
            if (node.ColumnName?.Value is { } alias)
            {
                Aliases.Add(alias);
            }
        }

        public override void Visit(ColumnReferenceExpression node)
        {
            if (node.MultiPartIdentifier is { } name)
            {
                Columns.Add(name.Identifiers[^1].Value);
            }
        }

        public override void Visit(CreateTableStatement node) => Add(node.SchemaObjectName, node.Definition);

        public override void Visit(AlterTableAddTableElementStatement node) => Add(node.SchemaObjectName, node.Definition);

        private void Add(SchemaObjectName table, TableDefinition definition)
            => Created[table.BaseIdentifier.Value] = new HashSet<string>(definition.ColumnDefinitions.Select(c => c.ColumnIdentifier.Value), StringComparer.OrdinalIgnoreCase);
    }
}
